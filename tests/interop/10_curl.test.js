// SPDX-License-Identifier: MIT
// curl through the proxy: each way in, to each kind of upstream.

import assert from 'node:assert/strict';
import test from 'node:test';
import { curl } from './support/curl.js';
import { echoPages, kBigBody, sha256 } from './support/echo.js';
import { staged } from './support/stage.js';
import { kKinds } from './support/upstream.js';
import { temporaryFile } from './support/temporary.js';

const ways = [
  { name: 'HTTP/1.1', secure: false, version: '1.1', words: ['--http1.1'] },
  { name: 'HTTP/2', secure: false, version: '2',
    words: ['--http2-prior-knowledge'] },
  { name: 'HTTP/1.1 over TLS', secure: true, version: '1.1',
    words: ['--http1.1'] },
  { name: 'HTTP/2 over TLS', secure: true, version: '2', words: ['--http2'] },
];

const bigFile = temporaryFile('big', kBigBody);

const checks = {
  async 'fields and target cross'({ ask, secure, upstream, proxy }) {
    const response = await ask('/tell/a%2Fb/c?x=1&x=2', ['--path-as-is',
      '--header', 'X-Keep: one', '--header', 'X-Keep: two',
      '--header', 'Cookie: a=1; b=2']);
    assert.equal(response.status, 200);
    assert.equal(response.field('content-type'), 'application/json');
    const seen = JSON.parse(response.body);
    const values = (wanted) => seen.fields.filter((_, i, all) =>
      i % 2 === 1 && all[i - 1].toLowerCase() === wanted);
    assert.equal(seen.target, '/tell/a%2Fb/c?x=1&x=2');
    assert.equal(seen.version, upstream.kind.startsWith('http') ? '1.1' : '2.0');
    assert.equal(values('x-keep').join(', '), 'one, two');
    assert.equal(values('cookie').join('; '), 'a=1; b=2');
    assert.deepEqual(values('x-forwarded-for'), ['127.0.0.1']);
    assert.deepEqual(values('x-forwarded-proto'), [secure ? 'https' : 'http']);
    assert.deepEqual([...values('host'), ...values(':authority')],
        [proxy.authority]);
  },

  async '8 MiB up and back again, with a digest in the trailers'({ ask }) {
    const response = await ask('/echo', ['--data-binary', `@${bigFile}`]);
    assert.equal(response.status, 200);
    assert.equal(sha256(response.body), sha256(kBigBody));
    assert.deepEqual(response.trailers, { 'x-digest': sha256(kBigBody) });
  },

  async 'a body of unknown length'({ ask }) {
    const response = await ask('/tell', ['--upload-file', '-'],
        { input: 'some words' });
    const seen = JSON.parse(response.body);
    assert.equal(seen.method, 'PUT');
    assert.equal(seen.digest, sha256('some words'));
  },

  async '8 MiB down'({ ask }) {
    const response = await ask('/big');
    assert.equal(response.field('content-length'), String(kBigBody.length));
    assert.equal(sha256(response.body), sha256(kBigBody));
  },

  async 'HEAD'({ ask }) {
    const response = await ask('/big', ['--head']);
    assert.equal(response.status, 200);
    assert.equal(response.field('content-length'), String(kBigBody.length));
  },

  async '204 and 304'({ ask }) {
    for (const status of [204, 304]) {
      const response = await ask(`/status/${status}`);
      assert.equal(response.status, status);
      assert.equal(response.field('x-keep'), '1');
      assert.equal(response.field('etag'), '"7"');
      assert.equal(response.body.length, 0);
    }
  },

  async 'trailers'({ ask }) {
    const response = await ask('/trailers');
    assert.equal(response.body.toString(), 'body');
    assert.deepEqual(response.trailers, { 'x-sum': 'abc', 'x-second': '2' });
  },

  async 'early hints'({ ask }) {
    const { heads, body } = await ask('/hints');
    assert.deepEqual(heads.map((head) => head.status), [103, 200]);
    assert.equal(new Map(heads[0].fields).get('link'),
        '</style.css>; rel=preload; as=style');
    assert.equal(body.toString(), 'after the hints');
  },
};

for (const way of ways) {
  for (const kind of Object.keys(kKinds)) {
    test(`${way.name} to ${kind}`, staged(async (stage) => {
      const upstream = await stage.upstream(kind, echoPages);
      const proxy = await stage.proxy(upstream, { secure: way.secure });
      const ask = async (path, words = [], more = {}) => {
        const response =
          await curl(proxy, path, [...way.words, ...words], more);
        assert.equal(response.version, way.version);
        return response;
      };
      for (const [name, check] of Object.entries(checks)) {
        await check({ ask, upstream, proxy, secure: way.secure })
            .catch((error) => {
              error.message = `${name}: ${error.message}`;
              throw error;
            });
      }
    }));
  }
}
