// SPDX-License-Identifier: MIT
// nghttp, which shows the frames, through the proxy.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import test from 'node:test';
import { echoPages, kBigBody, readAll, sha256 } from './support/echo.js';
import { nghttp, startNghttpd, streamOf, streamsOf } from './support/nghttp.js';
import { staged } from './support/stage.js';
import { temporary, temporaryFile } from './support/temporary.js';
import { certificate } from './support/trust.js';

const upload = temporaryFile('upload', kBigBody.subarray(0, 1_000_000));

for (const secure of [false, true]) {
  const mark = secure ? ', TLS' : '';

  test(`the first frame is SETTINGS${mark}`, staged(async (stage) => {
    const upstream = await stage.upstream('http', echoPages);
    const proxy = await stage.proxy(upstream, { secure });
    const [first] = await nghttp(proxy, '/tell');
    assert.equal(first.type, 'SETTINGS');
    assert.equal(first.settings.MAX_CONCURRENT_STREAMS, 100);
    assert.equal(first.settings.ENABLE_PUSH, undefined);
  }));

  test(`trailers are a HEADERS frame with END_STREAM${mark}`,
      staged(async (stage) => {
        const upstream = await stage.upstream('http', echoPages);
        const proxy = await stage.proxy(upstream, { secure });
        const { head, trailers, frames, size, ended } =
          streamOf(await nghttp(proxy, '/trailers'), 1);
        assert.equal(head[':status'], '200');
        assert.deepEqual(trailers, { 'x-sum': 'abc', 'x-second': '2' });
        assert.equal(size, 4);
        assert.deepEqual([frames[0], frames.at(-1)], ['HEADERS', 'HEADERS']);
        assert(ended, 'END_STREAM');
        for (const name of ['transfer-encoding', 'connection', 'keep-alive']) {
          assert(!(name in head), `${name} does not belong into HTTP/2`);
        }
      }));

  test(`50 streams on one connection${mark}`, staged(async (stage) => {
    const upstream = await stage.upstream('http', echoPages);
    const proxy = await stage.proxy(upstream, { secure });
    const frames = await nghttp(proxy, '/trailers', ['--multiply=50']);
    const streams = streamsOf(frames);
    assert.equal(streams.length, 50);
    for (const id of streams) {
      const { head, size, ended } = streamOf(frames, id);
      assert.deepEqual([head[':status'], size, ended], ['200', 4, true]);
    }
  }));

  test(`a window of 127 octets, a small table${mark}`, staged(async (stage) => {
    const upstream = await stage.upstream('http', (_, response) =>
      response.end('x'.repeat(30_000)));
    const proxy = await stage.proxy(upstream, { secure });
    const frames = await nghttp(proxy, '/',
        ['--multiply=4', '--window-bits=7', '--header-table-size=0']);
    for (const id of streamsOf(frames)) {
      const { size, ended } = streamOf(frames, id);
      assert.deepEqual([size, ended], [30_000, true]);
    }
    const data = frames.filter(({ type }) => type === 'DATA');
    assert(data.every(({ length }) => length <= 127), 'fits into the window');
  }));
}

for (const status of [204, 304]) {
  test(`${status} is one HEADERS frame`, staged(async (stage) => {
    const upstream = await stage.upstream('http', echoPages);
    const proxy = await stage.proxy(upstream);
    const { frames, head, ended } =
      streamOf(await nghttp(proxy, `/status/${status}`), 1);
    assert.deepEqual(frames, ['HEADERS']);
    assert.equal(head[':status'], String(status));
    assert(ended, 'END_STREAM');
  }));
}

for (const kind of ['http', 'h2c']) {
  test(`an upload in padded frames, and its trailers, to ${kind}`,
      staged(async (stage) => {
        let seen;
        const upstream = await stage.upstream(kind,
            async (request, response) => {
              const body = await readAll(request);
              seen = { digest: sha256(body), trailers: request.trailers };
              response.end();
            });
        const proxy = await stage.proxy(upstream);
        const frames = await nghttp(proxy, '/', ['--no-content-length',
          `--data=${upload}`, '--padding=200', '--trailer=x-check: 7']);
        assert.equal(streamOf(frames, 1).head[':status'], '200');
        assert.equal(seen.digest, sha256(kBigBody.subarray(0, 1_000_000)));
        assert.equal(seen.trailers['x-check'], '7');
      }));
}

// Not with curl: 7.88 takes a stopped upload for an error, also nghttpd's.
for (const kind of ['http', 'h2c']) {
  test(`a whole response stops the upload without an error, ${kind}`,
      staged(async (stage) => {
        const upstream = await stage.upstream(kind, (_, response) => {
          response.writeHead(413);
          response.end('too much');
        });
        const proxy = await stage.proxy(upstream);
        const big = temporaryFile(`big-${kind}`, kBigBody);
        const frames = await nghttp(proxy, '/', [`--data=${big}`]);
        const { head, size, ended } = streamOf(frames, 1);
        assert.deepEqual([head[':status'], size, ended], ['413', 8, true]);
        const resets = frames.filter(({ type }) => type === 'RST_STREAM');
        assert(resets.every(({ code }) => code === 0), 'RST_STREAM(NO_ERROR)');
      }));
}

test('Expect: 100-continue crosses the proxy', staged(async (stage) => {
  const order = [];
  const upstream = await stage.upstream('http', () => {});
  upstream.server.on('checkContinue', async (request, response) => {
    order.push('expected');
    response.writeContinue();
    order.push(`read ${(await readAll(request)).length}`);
    response.end();
  });
  const proxy = await stage.proxy(upstream);
  const frames = await nghttp(proxy, '/',
      ['--expect-continue', `--data=${upload}`]);
  const statuses = frames.filter(({ type }) => type === 'HEADERS')
      .map(({ fields }) => fields[':status']);
  assert.deepEqual(statuses, ['100', '200']);
  assert.deepEqual(order, ['expected', 'read 1000000']);
}));

for (const secure of [false, true]) {
  test(`nghttpd as the upstream${secure ? ', TLS on both sides' : ''}`,
      staged(async (stage) => {
        mkdirSync(temporary(`www-${secure}`), { recursive: true });
        temporaryFile(`www-${secure}/file`, kBigBody);
        const upstream = await startNghttpd(stage, temporary(`www-${secure}`),
            ['--trailer=x-end: yes'],
            secure ? await certificate('loopback') : undefined);
        const proxy = await stage.proxy(upstream, { secure });
        const frames = await nghttp(proxy, '/file', ['--multiply=3']);
        const streams = streamsOf(frames);
        assert.equal(streams.length, 3);
        for (const id of streams) {
          const { size, trailers, ended } = streamOf(frames, id);
          assert.equal(size, kBigBody.length);
          assert.deepEqual(trailers, { 'x-end': 'yes' });
          assert(ended, 'END_STREAM');
        }
      }));
}
