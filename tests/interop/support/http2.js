// SPDX-License-Identifier: MIT
// Clients on Node's http2.

import { once } from 'node:events';
import http2 from 'node:http2';
import { within } from './wait.js';

export const { NGHTTP2_NO_ERROR, NGHTTP2_INTERNAL_ERROR, NGHTTP2_CANCEL } =
  http2.constants;

/** A connected session, which ends with the test. */
export async function connect(stage, proxy, settings = {}) {
  const session = http2.connect(proxy.url, { ca: proxy.trust?.pem, ...settings });
  session.on('error', () => {}); // the streams tell
  stage.onClose(() => session.destroy());
  await within('the settings', once(session, 'remoteSettings'));
  return session;
}

/** A stream whose errors do not end the program; failure(stream) has them. */
export function open(session, head, settings) {
  const stream = session.request(head, settings);
  stream.on('error', (error) => { stream.failure = error; });
  return stream;
}

/** The head of the response. */
export async function headOf(stream) {
  const [head] = await within('the response', once(stream, 'response'));
  return head;
}

/** Waits until the stream is gone. @returns its RST_STREAM code */
export async function closed(stream) {
  // Not once(): that one gives up at an error, which comes before the end.
  const end = new Promise((resolve) => stream.once('close', resolve));
  if (!stream.destroyed) await within('the end of the stream', end);
  return stream.rstCode;
}

/**
 * One whole exchange.
 * @param {object} head "GET /" when it has no pseudo-fields
 * @param {Buffer|string} [more.body]
 * @param {object} [more.trailers] sent behind the body
 * @returns {{status, head, informational, body, trailers, code}} code is that
 *   of RST_STREAM, 0 for none
 */
export async function exchange(session, head, { body, trailers } = {}) {
  const stream = open(session, head,
      { endStream: body === undefined && !trailers, waitForTrailers: !!trailers });
  const seen = { informational: [], trailers: undefined };
  const pieces = [];
  stream.on('headers', (interim) => seen.informational.push(interim));
  stream.on('response', (final) => { seen.head = final; });
  stream.on('trailers', (fields) => { seen.trailers = fields; });
  stream.on('data', (piece) => pieces.push(piece));
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  if (body !== undefined || trailers) stream.end(body);
  seen.code = await closed(stream);
  return {
    ...seen,
    status: seen.head?.[':status'],
    body: Buffer.concat(pieces),
  };
}
