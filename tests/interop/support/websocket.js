// SPDX-License-Identifier: MIT
// WebSocket on ws: servers, clients, and clients on a stream of HTTP/2.

import { once } from 'node:events';
import { extension, PerMessageDeflate, WebSocket, WebSocketServer } from 'ws';
import { headOf, open } from './http2.js';
import { within } from './wait.js';

const kLimits = { maxPayload: 64 * 1024 * 1024 };
const kDeflate = PerMessageDeflate.extensionName;

/** Sends everything back as it came. */
export function echo(socket) {
  socket.on('message', (data, binary) => socket.send(data, { binary }));
}

/**
 * An upstream that speaks WebSocket, and says "not here" to everything else.
 * @param {string} kind "http" or "https", see upstream.js
 * @param {function} serve (socket, request) for each connection
 * @param {object} [settings] for ws's WebSocketServer
 */
export async function websocketUpstream(stage, kind, serve = echo, settings = {}) {
  const upstream = await stage.upstream(kind, settings.page ??
      ((_, response) => { response.writeHead(404).end('not here'); }));
  const server = new WebSocketServer(
      { ...kLimits, ...settings, server: upstream.server });
  server.on('connection', (socket, request) => {
    socket.on('error', () => {}); // the tests look at how it closed
    serve(socket, request);
  });
  upstream.sockets = server.clients;
  return upstream;
}

/**
 * A WebSocket that is open, by an Upgrade in HTTP/1.1.
 * @param {function} [settings.onMessage] hears the very first ones, too
 */
export async function openSocket(stage, proxy, path = '/', settings = {}) {
  const { protocols = [], onMessage = () => {}, ...others } = settings;
  const url = proxy.url.replace(/^http/, 'ws') + path;
  const socket = new WebSocket(url, protocols,
      { ...kLimits, ca: proxy.trust?.pem, ...others });
  socket.on('message', onMessage);
  stage.onClose(() => socket.terminate());
  await within('the handshake', once(socket, 'open'));
  socket.on('error', () => {});
  return socket;
}

/** The head that asks for a WebSocket in HTTP/2 (RFC 8441 section 5). */
export function connectHead(path, more = {}) {
  return { ':method': 'CONNECT', ':protocol': 'websocket', ':path': path,
    'sec-websocket-version': '13', ...more };
}

/** What ws needs to have agreed about compression, or nothing. */
function agreed(head) {
  const field = head['sec-websocket-extensions'];
  const offers = field ? extension.parse(field) : {};
  if (!offers[kDeflate]) return {};
  const deflate = new PerMessageDeflate(
      { isServer: false, maxPayload: kLimits.maxPayload });
  deflate.accept(offers[kDeflate]);
  return { [kDeflate]: deflate };
}

/**
 * A WebSocket on a stream of an HTTP/2 session, by an extended CONNECT.
 * ws has no public way in for a connection that is there already. Its version
 * is an exact one, so what it does inside stays as it is.
 */
export async function openSocketOn(session, path = '/', more = {},
    onMessage = () => {}) {
  const stream = open(session, connectHead(path, more), { endStream: false });
  const head = await headOf(stream);
  if (head[':status'] !== 200) {
    throw new Error(`the tunnel was refused: ${head[':status']}`);
  }
  const socket = new WebSocket(null, undefined,
      { autoPong: true, closeTimeout: 5000, maxPendingAutoPongs: 10 });
  socket.on('error', () => {});
  socket.on('message', onMessage);
  socket._isServer = false;
  socket._extensions = agreed(head);
  socket.setSocket(stream, Buffer.alloc(0),
      { ...kLimits, allowSynchronousEvents: true });
  return Object.assign(socket, { stream, head });
}

/** The next message. @returns {Promise<{data: Buffer, binary: boolean}>} */
export async function nextMessage(socket) {
  const [data, binary] = await within('a message', once(socket, 'message'));
  return { data, binary };
}

/** How the other side closed. @returns {Promise<{code, reason}>} */
export async function closing(socket) {
  const [code, reason] = await within('the close', once(socket, 'close'));
  return { code, reason: reason.toString() };
}
