// SPDX-License-Identifier: MIT
// WebSocket over HTTP/2: an extended CONNECT on Node's http2 (RFC 8441).

import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { closed, connect, exchange, headOf, NGHTTP2_CANCEL,
  open } from './support/http2.js';
import { staged } from './support/stage.js';
import { readAll } from './support/echo.js';
import { connectHead, echo, nextMessage, openSocketOn,
  websocketUpstream } from './support/websocket.js';
import { websocketCases } from './support/websocket-cases.js';
import { deferred, until, within } from './support/wait.js';

/** See websocketCases. */
function starter(stage, secure, kind) {
  return async (serve, settings = {}) => {
    const peer = deferred();
    const upstream = await websocketUpstream(stage, kind, (socket, request) => {
      peer.resolve(socket);
      serve(socket, request);
    }, {
      perMessageDeflate: settings.deflate ?? false,
      handleProtocols: (offered) => [...offered].at(-1),
    });
    const session = await connect(stage, await stage.proxy(upstream, { secure }));
    const client = await openSocketOn(session, '/ws', {
      ...(settings.protocols &&
        { 'sec-websocket-protocol': settings.protocols.join(', ') }),
      ...(settings.deflate &&
        { 'sec-websocket-extensions': 'permessage-deflate' }),
    }, settings.onMessage);
    return Object.assign(client, { peer: await peer.promise,
      agreedProtocol: client.head['sec-websocket-protocol'] });
  };
}

for (const secure of [false, true]) {
  const kind = secure ? 'https' : 'http';
  for (const [name, body] of Object.entries(websocketCases)) {
    test(`${secure ? 'TLS' : 'clear'}: ${name}`,
        staged((stage) => body(starter(stage, secure, kind))));
  }
}

test('the settings announce extended CONNECT', staged(async (stage) => {
  const upstream = await websocketUpstream(stage, 'http');
  const session = await connect(stage, await stage.proxy(upstream));
  assert.equal(session.remoteSettings.enableConnectProtocol, true);
}));

test('the upstream sees an Upgrade, the client a plain 200',
    staged(async (stage) => {
      const seen = deferred();
      const upstream = await websocketUpstream(stage, 'http',
          (_, request) => seen.resolve(request));
      const proxy = await stage.proxy(upstream, { secure: true });
      const session = await connect(stage, proxy);
      const { head } = await openSocketOn(session, '/ws?x=1',
          { 'origin': 'https://page.test', 'cookie': 'a=1', 'x-keep': '1' });
      const { method, url, headers } = await within('the handshake', seen.promise);
      assert.deepEqual([method, url], ['GET', '/ws?x=1']);
      assert.equal(headers.connection.toLowerCase(), 'upgrade');
      assert.equal(headers.upgrade, 'websocket');
      assert.equal(Buffer.from(headers['sec-websocket-key'], 'base64').length, 16);
      assert.equal(headers['sec-websocket-version'], '13');
      assert.equal(headers.host, proxy.authority);
      assert.equal(headers.origin, 'https://page.test');
      assert.equal(headers.cookie, 'a=1');
      assert.equal(headers['x-keep'], '1');
      assert.equal(headers['x-forwarded-proto'], 'https');
      for (const name of ['sec-websocket-accept', 'upgrade', 'connection']) {
        assert(!(name in head), `${name} does not belong there`);
      }
    }));

test('refused with 403 and a body', staged(async (stage) => {
  const upstream = await websocketUpstream(stage, 'http', echo, {
    verifyClient: (_, done) => done(false, 403, 'You may not'),
  });
  const session = await connect(stage, await stage.proxy(upstream));
  const stream = open(session, connectHead('/ws'), { endStream: false });
  assert.equal((await headOf(stream))[':status'], 403);
  assert.equal((await readAll(stream)).toString(), 'You may not');
}));

test('another protocol than websocket is refused', staged(async (stage) => {
  let asked = 0;
  const upstream = await websocketUpstream(stage, 'http', () => { asked += 1; });
  const session = await connect(stage, await stage.proxy(upstream));
  const head = connectHead('/ws', { ':protocol': 'h2c' });
  const stream = open(session, head, { endStream: false });
  const response = once(stream, 'response').then(([fields]) => fields[':status'],
      () => undefined);
  const status = await within('the refusal',
      Promise.race([response, closed(stream).then(() => undefined)]));
  assert(status === undefined || status >= 400, `status ${status}`);
  assert.equal(asked, 0);
}));

test('RST_STREAM ends the tunnel, and only that one', staged(async (stage) => {
  const upstream = await websocketUpstream(stage, 'http');
  const session = await connect(stage, await stage.proxy(upstream));
  const [first, second] =
    [await openSocketOn(session), await openSocketOn(session)];
  await until('both tunnels', () => upstream.sockets.size === 2);
  first.stream.close(NGHTTP2_CANCEL);
  await until('the end of one', () => upstream.sockets.size === 1);
  const reply = nextMessage(second);
  second.send('I am still here');
  assert.equal((await reply).data.toString(), 'I am still here');
}));

test('requests on the same connection go on while a tunnel is flooded',
    staged(async (stage) => {
      const flood = Buffer.alloc(4 * 1024 * 1024);
      const upstream = await websocketUpstream(stage, 'http', (socket) => {
        for (let i = 0; i < 8; ++i) socket.send(flood);
      }, { page: (_, response) => response.end('a page') });
      const session = await connect(stage, await stage.proxy(upstream));
      const client = await openSocketOn(session);
      client.pause();
      for (let i = 0; i < 20; ++i) {
        const { status, body } = await exchange(session, {});
        assert.deepEqual([status, body.toString()], [200, 'a page']);
      }
      let got = 0;
      client.on('message', () => { got += 1; });
      client.resume();
      await until('the flood', () => got === 8);
    }));
