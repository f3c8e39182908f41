// SPDX-License-Identifier: MIT
// Who believes whom: the proxy's own certificates, judged by curl, and the
// upstream's, judged by the proxy.

import assert from 'node:assert/strict';
import test from 'node:test';
import { curl } from './support/curl.js';
import { echoPages } from './support/echo.js';
import { staged } from './support/stage.js';
import { certificate } from './support/trust.js';

for (const host of ['localhost', '127.0.0.1', '[::1]']) {
  test(`--self-signed is a certificate for ${host}`, staged(async (stage) => {
    const upstream = await stage.upstream('http', echoPages);
    const proxy = await stage.proxy(upstream, { secure: true });
    const response = await curl(proxy, `https://${host}:${proxy.port}/tell`,
        ['--http2', '--connect-to', `::127.0.0.1:${proxy.port}`]);
    assert.equal(response.status, 200);
    assert.equal(response.version, '2');
  }));
}

test('--cert and --key are shown to the client', staged(async (stage) => {
  const upstream = await stage.upstream('http', echoPages);
  const { ca, cert, key } = await certificate('loopback');
  const proxy = await stage.proxy(upstream,
      { options: ['--cert', cert, '--key', key] });
  assert(proxy.secure, 'the readiness line says https://');
  proxy.trust.file = ca;
  const response = await curl(proxy, '/tell', ['--http2']);
  assert.equal(response.status, 200);
}));

/** What the upstream saw, and what curl got, with these options. */
async function askThrough(stage, settings, options) {
  const targets = [];
  const upstream = await stage.upstream(settings.kind, (request, response) => {
    targets.push(request.url);
    response.end('hello');
  }, settings);
  const proxy = await stage.proxy(upstream, { options });
  const response = await curl(proxy, '/secret', ['--http2-prior-knowledge']);
  return { targets, response };
}

for (const kind of ['https', 'h2']) {
  const refused = {
    'of an authority nobody knows': [{ kind, authority: null }, []],
    'of another authority': [{ kind, authority: null },
      ['--upstream-ca', (await certificate('elsewhere')).ca]],
    'for another host': [{ kind, name: 'elsewhere' }, []],
  };
  for (const [what, [settings, options]] of Object.entries(refused)) {
    test(`${kind}: a certificate ${what} is 502`, staged(async (stage) => {
      const { targets, response } = await askThrough(stage, settings, options);
      assert.equal(response.status, 502);
      assert.deepEqual(targets, [], 'what the upstream saw');
    }));
  }

  test(`${kind}: --upstream-insecure believes anything`,
      staged(async (stage) => {
        const { targets, response } = await askThrough(stage,
            { kind, name: 'elsewhere', authority: null },
            ['--upstream-insecure']);
        assert.equal(response.status, 200);
        assert.equal(response.body.toString(), 'hello');
        assert.deepEqual(targets, ['/secret']);
      }));

  test(`${kind}: an upstream with a name is asked for by its name`,
      staged(async (stage) => {
        const upstream = await stage.upstream(kind, (request, response) => {
          response.end(String(request.socket.servername));
        }, { host: 'localhost' });
        const proxy = await stage.proxy(upstream);
        const response = await curl(proxy, '/');
        assert.equal(response.status, 200);
        assert.equal(response.body.toString(), 'localhost');
      }));
}
