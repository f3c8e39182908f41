// SPDX-License-Identifier: MIT
// Node's http2 as the client: who is slow slows the other one, and nobody else.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { kBigBody } from './support/echo.js';
import { closed, connect, exchange, headOf, open } from './support/http2.js';
import { staged } from './support/stage.js';
import { deferred, within } from './support/wait.js';

const kPieces = 8; // 64 MiB
// Sockets on loopback hold up to 6 MiB on each hop, and Node's streams some
// too; a proxy that holds on to everything would let all 64 MiB through.
const kHeld = 32 * 1024 * 1024;

const digestOfAll = (() => {
  const hash = createHash('sha256');
  for (let i = 0; i < kPieces; ++i) hash.update(kBigBody);
  return hash.digest('hex');
})();

/** Writes everything, as fast as it is taken. */
async function sendAll(stream) {
  for (let i = 0; i < kPieces; ++i) {
    for (let at = 0; at < kBigBody.length; at += 65_536) {
      if (!stream.write(kBigBody.subarray(at, at + 65_536))) {
        await once(stream, 'drain');
      }
    }
  }
  stream.end();
}

async function digestOf(stream) {
  const hash = createHash('sha256');
  for await (const piece of stream) hash.update(piece);
  return hash.digest('hex');
}

/** Waits until the count no longer grows. @returns it */
async function standstill(count) {
  for (let last = -1; count() !== last;) {
    last = count();
    await sleep(300);
  }
  return count();
}

/** Resident memory of a process, in octets; NaN where there is no /proc. */
function resident(pid) {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return NaN;
  return 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))[1]);
}

for (const kind of ['http', 'h2c']) {
  test(`an upload waits for the upstream, ${kind}`, staged(async (stage) => {
    const arrived = deferred();
    const go = deferred();
    const upstream = await stage.upstream(kind, async (request, response) => {
      if (request.url === '/') return response.end('hello');
      arrived.resolve();
      await go.promise;
      response.end(await digestOf(request));
    });
    const proxy = await stage.proxy(upstream);
    const session = await connect(stage, proxy);
    const stream = open(session, { ':method': 'PUT', ':path': '/up' },
        { endStream: false });
    let taken = 0;
    const write = stream.write.bind(stream);
    stream.write = (piece) => write(piece, () => { taken += piece.length; });
    const sending = sendAll(stream);
    await within('the request', arrived.promise);
    const held = await standstill(() => taken);
    assert(held < kHeld, `${held} octets were taken, nobody reads them`);
    assert.equal((await exchange(session, {})).body.toString(), 'hello');
    go.resolve();
    await within('the upload', sending, 120_000);
    const [digest] = await within('the response', once(stream, 'data'));
    assert.equal(digest.toString(), digestOfAll);
    await closed(stream);
  }));

  test(`a download waits for the client, ${kind}`, staged(async (stage) => {
    let taken = 0;
    const upstream = await stage.upstream(kind, async (request, response) => {
      if (request.url === '/') return response.end('hello');
      const write = response.write.bind(response);
      response.write = (piece) => write(piece, () => { taken += piece.length; });
      await sendAll(response);
    });
    const proxy = await stage.proxy(upstream);
    const session = await connect(stage, proxy);
    const before = resident(proxy.pid);
    const stream = open(session, { ':path': '/down' });
    await headOf(stream); // nobody reads the body yet
    const held = await standstill(() => taken);
    assert(held < kHeld, `${held} octets were taken, nobody reads them`);
    const grown = resident(proxy.pid) - before;
    assert(!(grown > kHeld), `the proxy holds ${grown} octets`);
    assert.equal((await exchange(session, {})).body.toString(), 'hello');
    assert.equal(await within('the body', digestOf(stream), 120_000), digestOfAll);
  }));
}
