// SPDX-License-Identifier: MIT
// h2load: many streams at once, and not one of them may fail.

import assert from 'node:assert/strict';
import test from 'node:test';
import { echoPages } from './support/echo.js';
import { h2load } from './support/nghttp.js';
import { staged } from './support/stage.js';
import { temporaryFile } from './support/temporary.js';

const shapes = {
  '100 streams on one connection': ['--clients=1', '--max-concurrent-streams=100'],
  '10 streams on each of 10': ['--clients=10', '--max-concurrent-streams=10'],
};
const upload = temporaryFile('post', 'x'.repeat(20_000));

function assertAllSucceeded(counts, requests) {
  assert.equal(counts.succeeded, requests, JSON.stringify(counts));
  for (const name of ['failed', 'errored', 'timeout']) {
    assert.equal(counts[name], 0, name);
  }
  assert.equal(counts['2xx'], requests);
}

for (const [shape, words] of Object.entries(shapes)) {
  for (const secure of [false, true]) {
    for (const kind of ['http', 'h2c', 'h2']) {
      test(`${shape}${secure ? ', TLS' : ''}, to ${kind}`,
          staged(async (stage) => {
            const upstream = await stage.upstream(kind, (_, response) =>
              response.end('hello'));
            const proxy = await stage.proxy(upstream,
                { secure, options: ['--quiet'] });
            const counts = await h2load(proxy, '/',
                ['--requests=1000', ...words]);
            assertAllSucceeded(counts, 1000);
            assert.equal(counts.protocol, secure ? 'h2' : 'h2c');
          }));
    }
  }

  test(`${shape}, each with an upload of 20,000 octets`,
      staged(async (stage) => {
        const upstream = await stage.upstream('http', echoPages);
        const proxy = await stage.proxy(upstream, { options: ['--quiet'] });
        const counts = await h2load(proxy, '/echo',
            ['--requests=300', `--data=${upload}`, ...words]);
        assertAllSucceeded(counts, 300);
      }));
}
