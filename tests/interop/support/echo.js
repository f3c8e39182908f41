// SPDX-License-Identifier: MIT
// What most upstreams here serve. One handler for HTTP/1.1 and HTTP/2.

import { createHash, randomBytes } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';

/** 8 MiB that no two runs have in common. */
export const kBigBody = randomBytes(8 * 1024 * 1024);

export function sha256(octets) {
  return createHash('sha256').update(octets).digest('hex');
}

/** Reads a stream to its end. */
export async function readAll(stream) {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The request as it arrived. */
async function tell(request, response) {
  const body = await readAll(request);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({
    version: request.httpVersion,
    method: request.method,
    target: request.url,
    fields: request.rawHeaders,
    trailers: request.rawTrailers,
    size: body.length,
    digest: sha256(body),
  }));
}

/** The body comes back while it arrives; its digest is in the trailers. */
async function echo(request, response) {
  const hash = createHash('sha256');
  response.writeHead(200, { trailer: 'x-digest' });
  const tap = new PassThrough();
  tap.on('data', (piece) => hash.update(piece));
  tap.on('end', () => {
    response.addTrailers({ 'x-digest': hash.digest('hex') });
    response.end();
  });
  await Promise.all([
    pipeline(request, tap),
    pipeline(tap, response, { end: false }),
  ]);
}

function big(request, response) {
  response.writeHead(200, { 'content-length': kBigBody.length });
  response.end(request.method === 'HEAD' ? undefined : kBigBody);
}

function trailers(request, response) {
  response.writeHead(200, { 'content-type': 'text/plain',
    'trailer': 'x-sum, x-second' });
  response.write('body');
  response.addTrailers({ 'x-sum': 'abc', 'x-second': '2' });
  response.end();
}

function hints(request, response) {
  response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' });
  response.end('after the hints');
}

function status(request, response) {
  const code = Number(request.url.split('/')[2]);
  response.writeHead(code, { 'x-keep': '1', 'etag': '"7"' });
  response.end();
}

const pages = { tell, echo, big, trailers, hints, status };

/** The handler: /tell, /echo, /big, /trailers, /hints, /status/NNN */
export function echoPages(request, response) {
  const name = request.url.split(/[/?]/)[1];
  const page = Object.hasOwn(pages, name) ? pages[name] : tell;
  return page(request, response);
}
