// SPDX-License-Identifier: MIT
// Node's http2 as the client: whole exchanges, one and many at a time.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { echoPages, kBigBody, readAll, sha256 } from './support/echo.js';
import { connect, exchange, headOf, open } from './support/http2.js';
import { staged } from './support/stage.js';
import { kKinds } from './support/upstream.js';
import { deferred, until, within } from './support/wait.js';

for (const kind of Object.keys(kKinds)) {
  test(`100 streams are open at the same time, ${kind}`,
      staged(async (stage) => {
        const all = deferred();
        let count = 0;
        const upstream = await stage.upstream(kind, async (request, response) => {
          if (++count === 100) all.resolve();
          await within('100 requests', all.promise);
          response.end(request.url);
        });
        const proxy = await stage.proxy(upstream, { secure: true });
        const session = await connect(stage, proxy);
        const responses = await Promise.all(Array.from({ length: 100 },
            (_, i) => exchange(session, { ':path': `/${i}` })));
        responses.forEach(({ status, body }, i) => {
          assert.equal(status, 200);
          assert.equal(body.toString(), `/${i}`);
        });
      }));

  test(`trailers in both directions, ${kind}`, staged(async (stage) => {
    const upstream = await stage.upstream(kind, async (request, response) => {
      response.setHeader('trailer', 'x-back, x-twice');
      response.write(await readAll(request));
      response.addTrailers({ 'x-back': request.trailers['x-there'],
        'x-twice': ['1', '2'] });
      response.end();
    });
    const proxy = await stage.proxy(upstream);
    const session = await connect(stage, proxy);
    const { status, body, trailers } = await exchange(session,
        { ':method': 'POST', 'trailer': 'x-there' },
        { body: 'hello', trailers: { 'x-there': 'over' } });
    assert.equal(status, 200);
    assert.equal(body.toString(), 'hello');
    assert.equal(trailers['x-back'], 'over');
    assert.equal(trailers['x-twice'], '1, 2');
  }));

  test(`early hints, then 8 MiB, ${kind}`, staged(async (stage) => {
    const upstream = await stage.upstream(kind, (_, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      response.end(kBigBody);
    });
    const proxy = await stage.proxy(upstream);
    const session = await connect(stage, proxy);
    const { informational, status, body } = await exchange(session, {});
    assert.deepEqual(informational.map((head) => head[':status']), [103]);
    assert.equal(informational[0].link, '</a.css>; rel=preload');
    assert.equal(status, 200);
    assert.equal(sha256(body), sha256(kBigBody));
  }));
}

for (const kind of ['http', 'h2c']) {
  test(`the body waits for 100 (Continue), ${kind}`, staged(async (stage) => {
    const upstream = await stage.upstream(kind, () => {});
    let expected = 0;
    upstream.server.on('checkContinue', async (request, response) => {
      expected += 1;
      response.writeContinue();
      response.end(await readAll(request));
    });
    const proxy = await stage.proxy(upstream);
    const session = await connect(stage, proxy);
    const stream = open(session, { ':method': 'POST', 'expect': '100-continue' },
        { endStream: false });
    await within('100 (Continue)', once(stream, 'continue'));
    assert.equal(expected, 1);
    stream.end('now');
    assert.equal((await headOf(stream))[':status'], 200);
    assert.equal((await readAll(stream)).toString(), 'now');
  }));
}

test('crumbs of a cookie become one field line', staged(async (stage) => {
  const upstream = await stage.upstream('http', echoPages);
  const session = await connect(stage, await stage.proxy(upstream));
  const { body } = await exchange(session,
      { ':path': '/tell', 'cookie': ['a=1', 'b=2', 'c=3'] });
  const { fields } = JSON.parse(body);
  const lines = fields.filter((_, i) => fields[i - 1]?.toLowerCase() === 'cookie');
  assert.deepEqual(lines, ['a=1; b=2; c=3']);
}));

test('a response may begin and go on while the request does',
    staged(async (stage) => {
      const upstream = await stage.upstream('http', echoPages);
      const session = await connect(stage, await stage.proxy(upstream));
      const stream = open(session, { ':method': 'POST', ':path': '/echo' },
          { endStream: false });
      for (let i = 0; i < 20; ++i) {
        stream.write(`piece ${i}`);
        const [piece] = await within(`piece ${i}`, once(stream, 'data'));
        assert.equal(piece.toString(), `piece ${i}`);
      }
      stream.end();
      const [trailers] = await within('trailers', once(stream, 'trailers'));
      assert(trailers['x-digest']);
    }));

test('PING is answered while a stream waits', staged(async (stage) => {
  const upstream = await stage.upstream('http', () => {}); // never responds
  const proxy = await stage.proxy(upstream);
  const session = await connect(stage, proxy);
  const stream = open(session, {});
  await until('the request', () => upstream.open.size > 0);
  const payload = Buffer.from('12345678');
  const ping = promisify((done) => session.ping(payload,
      (error, _, echoed) => done(error, echoed)));
  assert.deepEqual(await within('PING', ping()), payload);
  stream.close();
}));

for (const [offered, chosen] of [
  [['h2', 'http/1.1'], 'h2'],
  [['http/1.1', 'h2'], 'h2'],
  [['http/1.1'], 'http/1.1'],
  [undefined, false],
]) {
  test(`ALPN: of ${offered ?? 'nothing'} it takes ${chosen || 'nothing'}`,
      staged(async (stage) => {
        const upstream = await stage.upstream('http', echoPages);
        const proxy = await stage.proxy(upstream, { secure: true });
        const socket = tls.connect({ host: '127.0.0.1', port: proxy.port,
          ca: proxy.trust.pem, ALPNProtocols: offered });
        stage.onClose(() => socket.destroy());
        await within('the handshake', once(socket, 'secureConnect'));
        assert.equal(socket.alpnProtocol, chosen);
        assert(['TLSv1.2', 'TLSv1.3'].includes(socket.getProtocol()));
      }));
}

test('TLS 1.1 is refused', staged(async (stage) => {
  const upstream = await stage.upstream('http', echoPages);
  const proxy = await stage.proxy(upstream, { secure: true });
  const socket = tls.connect({ host: '127.0.0.1', port: proxy.port,
    ca: proxy.trust.pem, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0' });
  stage.onClose(() => socket.destroy());
  const connected = once(socket, 'secureConnect');
  await assert.rejects(within('the alert', connected), { code: /SSL|RESET/ });
}));
