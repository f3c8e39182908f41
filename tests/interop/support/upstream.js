// SPDX-License-Identifier: MIT
// Upstreams on Node's own servers, in this process. One handler serves all
// four kinds: http2's compatibility layer looks like http.

import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { once } from 'node:events';
import { certificate, certificateContent } from './trust.js';

/** What there is: HTTP/1.1 and HTTP/2, in clear text and over TLS. */
export const kKinds = {
  http: { secure: false, create: () => http.createServer() },
  https: { secure: true, create: (keys) => https.createServer(keys) },
  h2c: { secure: false, create: () => http2.createServer() },
  h2: { secure: true, create: (keys) => http2.createSecureServer(keys) },
};

/** Follows connections and sessions, so that they can be ended. */
function collectOpen(server) {
  const open = new Set();
  const add = (thing) => {
    open.add(thing);
    thing.on('error', () => {}); // a client may break off; tests look elsewhere
    thing.once('close', () => open.delete(thing));
  };
  for (const event of ['connection', 'session']) server.on(event, add);
  return open;
}

/** Tests must hear of a handler that throws: it is a fault of ours. */
function guarded(handler, errors) {
  return async (request, response) => {
    for (const stream of [request, response]) stream.on('error', () => {});
    try {
      await handler(request, response);
    } catch (error) {
      errors.push(error);
      response.destroy?.();
    }
  };
}

/** @returns the options that make a proxy talk to this upstream */
async function optionsFor(secure, name, authority) {
  if (!secure || authority === null) return [];
  return ['--upstream-ca', authority ?? (await certificate(name)).ca];
}

/**
 * @param {string} kind one of kKinds
 * @param {function} handler (request, response), may be async
 * @param {string} [settings.name] which certificate, see trust.js
 * @param {?string} [settings.authority] the file for --upstream-ca; null: none
 * @param {string} [settings.host] "localhost" instead of 127.0.0.1
 */
export async function startUpstream(kind, handler, settings = {}) {
  const { name = 'loopback', authority, host = '127.0.0.1' } = settings;
  const { secure, create } = kKinds[kind];
  const server = create(secure ? await certificateContent(name) : undefined);
  const open = collectOpen(server);
  const errors = [];
  server.on('request', guarded(handler, errors));
  server.on('sessionError', () => {});
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address();
  const scheme = { h2: 'https' }[kind] ?? kind;
  return {
    kind, server, open, port,
    url: `${scheme}://${host}:${port}`,
    options: await optionsFor(secure, name, authority),
    async close() {
      server.close();
      open.forEach((thing) => thing.destroy());
      if (errors.length > 0) throw errors[0];
    },
  };
}

/** Nobody listens there. */
export async function deadUpstream(scheme = 'http') {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return { url: `${scheme}://127.0.0.1:${port}`, options: [] };
}
