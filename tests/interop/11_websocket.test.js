// SPDX-License-Identifier: MIT
// WebSocket by an Upgrade: ws on both ends, the proxy between them.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { WebSocket } from 'ws';
import { curl } from './support/curl.js';
import { staged } from './support/stage.js';
import { closing, echo, nextMessage, openSocket,
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
    const proxy = await stage.proxy(upstream, { secure });
    const client = await openSocket(stage, proxy, '/ws', {
      protocols: settings.protocols,
      perMessageDeflate: settings.deflate ?? false,
      onMessage: settings.onMessage,
    });
    return Object.assign(client,
        { peer: await peer.promise, agreedProtocol: client.protocol });
  };
}

for (const secure of [false, true]) {
  const kind = secure ? 'https' : 'http';
  for (const [name, body] of Object.entries(websocketCases)) {
    test(`${secure ? 'wss' : 'ws'}: ${name}`,
        staged((stage) => body(starter(stage, secure, kind))));
  }
}

for (const secure of [false, true]) {
  test(`refused with 403 and a body${secure ? ', TLS' : ''}`,
      staged(async (stage) => {
        const upstream = await websocketUpstream(stage, 'http', echo, {
          verifyClient: (_, done) => done(false, 403, 'You may not'),
        });
        const proxy = await stage.proxy(upstream, { secure });
        const socket = new WebSocket(proxy.url.replace(/^http/, 'ws'),
            { ca: proxy.trust?.pem });
        socket.on('error', () => {});
        const [, response] =
          await within('the refusal', once(socket, 'unexpected-response'));
        assert.equal(response.statusCode, 403);
        const [body] = await within('the body', once(response, 'data'));
        assert.equal(body.toString(), 'You may not');
        socket.terminate();
      }));
}

test('the upstream sees the handshake as it was, and who asked',
    staged(async (stage) => {
      const seen = deferred();
      const upstream = await websocketUpstream(stage, 'http',
          (_, request) => seen.resolve(request.headers));
      const proxy = await stage.proxy(upstream, { secure: true });
      await openSocket(stage, proxy, '/ws', { origin: 'https://page.test',
        headers: { 'cookie': 'a=1', 'x-keep': '1' } });
      const fields = await within('the handshake', seen.promise);
      assert.equal(fields.connection.toLowerCase(), 'upgrade');
      assert.equal(fields.upgrade, 'websocket');
      assert.equal(fields.host, proxy.authority);
      assert.equal(fields.origin, 'https://page.test');
      assert.equal(fields.cookie, 'a=1');
      assert.equal(fields['x-keep'], '1');
      assert.equal(fields['x-forwarded-for'], '127.0.0.1');
      assert.equal(fields['x-forwarded-proto'], 'https');
    }));

test('50 tunnels at once, and requests beside them', staged(async (stage) => {
  const upstream = await websocketUpstream(stage, 'http', echo,
      { page: (_, response) => response.end('a page') });
  const proxy = await stage.proxy(upstream);
  const sockets = await Promise.all(
      Array.from({ length: 50 }, () => openSocket(stage, proxy)));
  assert.equal(upstream.sockets.size, 50);
  assert.equal((await curl(proxy, '/')).body.toString(), 'a page');
  const replies = sockets.map(nextMessage);
  sockets.forEach((socket, i) => socket.send(`number ${i}`));
  (await Promise.all(replies)).forEach(({ data }, i) =>
    assert.equal(data.toString(), `number ${i}`));
  sockets.forEach((socket) => socket.close());
  await until('the end of all', () => upstream.sockets.size === 0);
}));

test('SIGTERM: tunnels live on for the grace period, then end',
    staged(async (stage) => {
      const upstream = await websocketUpstream(stage, 'http');
      const proxy = await stage.proxy(upstream,
          { options: ['--timeout', 'shutdown=1s'] });
      const client = await openSocket(stage, proxy);
      const over = closing(client);
      proxy.signal('SIGTERM');
      const reply = nextMessage(client);
      client.send('still here?');
      assert.equal((await reply).data.toString(), 'still here?');
      await over;
      await proxy.ended();
    }));
