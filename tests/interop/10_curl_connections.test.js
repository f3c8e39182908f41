// SPDX-License-Identifier: MIT
// How curl and the proxy deal with a connection as a whole.

import assert from 'node:assert/strict';
import test from 'node:test';
import { run } from './support/child.js';
import { curl } from './support/curl.js';
import { echoPages } from './support/echo.js';
import { deadUpstream } from './support/upstream.js';
import { staged } from './support/stage.js';
import { until } from './support/wait.js';

test('the old way to HTTP/2, Upgrade: h2c, is not taken',
    staged(async (stage) => {
      const upstream = await stage.upstream('http', echoPages);
      const proxy = await stage.proxy(upstream);
      const response = await curl(proxy, '/tell', ['--http2']);
      assert.equal(response.status, 200);
      assert.equal(response.version, '1.1');
      const names = JSON.parse(response.body).fields
          .filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
      assert(!names.includes('upgrade'), names.join());
      assert(!names.includes('http2-settings'), names.join());
    }));

// Over TLS: with prior knowledge, curl 7.88 breaks its own parallel transfers.
test('40 downloads at once share one connection', staged(async (stage) => {
  let together = 0;
  const upstream = await stage.upstream('h2c', async (_, response) => {
    together += 1;
    await until('all requests', () => together === 40);
    response.end('x'.repeat(20_000));
  });
  const proxy = await stage.proxy(upstream, { secure: true });
  const { code, output, errors } = await run(['curl', '--silent',
    '--show-error', '--noproxy', '*', '--parallel', '--max-time', '100',
    '--write-out', '%{num_connects} %{size_download}\n', '--http2',
    '--cacert', proxy.trust.file, '--output', '/dev/null',
    `${proxy.url}/[1-40]`]);
  assert.equal(code, 0, errors);
  const lines = output.toString().trim().split('\n');
  const total = (column) => lines.reduce(
      (sum, line) => sum + Number(line.split(' ')[column]), 0);
  assert.equal(lines.length, 40);
  assert.equal(total(0), 1, 'connections');
  assert.equal(total(1), 40 * 20_000, 'octets');
}));

for (const scheme of ['http', 'h2c', 'https']) {
  test(`nobody listens at ${scheme}: 502`, staged(async (stage) => {
    const proxy = await stage.proxy(await deadUpstream(scheme));
    const response = await curl(proxy, '/', ['--http2-prior-knowledge']);
    assert.equal(response.status, 502);
    assert.match(response.field('content-type'), /^text\/plain/);
  }));
}
