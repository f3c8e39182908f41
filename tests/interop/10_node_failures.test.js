// SPDX-License-Identifier: MIT
// Node's http2 as the client: things that end early, and what else goes on.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import test from 'node:test';
import { closed, connect, exchange, headOf, NGHTTP2_CANCEL,
  NGHTTP2_INTERNAL_ERROR, NGHTTP2_NO_ERROR, open } from './support/http2.js';
import { staged } from './support/stage.js';
import { deadUpstream, kKinds } from './support/upstream.js';
import { deferred, until, within } from './support/wait.js';

/** Serves "hello" at "/"; what else happens is up to the handlers. */
function site(pages) {
  return (request, response) => {
    const page = pages[request.url] ?? ((_, other) => other.end('hello'));
    return page(request, response);
  };
}

async function assertStillServed(session) {
  const { status, body } = await exchange(session, { ':path': '/' });
  assert.equal(status, 200);
  assert.equal(body.toString(), 'hello');
}

for (const kind of Object.keys(kKinds)) {
  test(`RST_STREAM(CANCEL) reaches the upstream, ${kind}`,
      staged(async (stage) => {
        const arrived = deferred();
        const upstream = await stage.upstream(kind, site({
          '/slow': (request, response) => {
            response.write('first');
            arrived.resolve(response);
          },
        }));
        const session = await connect(stage, await stage.proxy(upstream));
        const stream = open(session, { ':path': '/slow' });
        const response = await within('the request', arrived.promise);
        const gone = once(response, 'close');
        await headOf(stream);
        stream.close(NGHTTP2_CANCEL);
        await within('the end at the upstream', gone);
        if (response.stream) assert.equal(response.stream.rstCode, NGHTTP2_CANCEL);
        await assertStillServed(session);
      }));

  test(`a body that is cut off is never a whole one, ${kind}`,
      staged(async (stage) => {
        const upstream = await stage.upstream(kind, site({
          '/cut': (request, response) => {
            response.write('first', () => {
              if (response.stream) response.stream.close(NGHTTP2_INTERNAL_ERROR);
              else request.socket.destroy();
            });
          },
        }));
        const session = await connect(stage, await stage.proxy(upstream));
        const whole = exchange(session, { ':path': '/whole' });
        const { status, code } = await exchange(session, { ':path': '/cut' });
        assert.equal(status, 200);
        assert.equal(code, NGHTTP2_INTERNAL_ERROR);
        assert.equal((await whole).status, 200);
        await assertStillServed(session);
      }));

  test(`no response at all is 502, ${kind}`, staged(async (stage) => {
    const upstream = await stage.upstream(kind, site({
      '/cut': (request, response) => {
        if (response.stream) response.stream.close(NGHTTP2_INTERNAL_ERROR);
        else request.socket.destroy();
      },
    }));
    const session = await connect(stage, await stage.proxy(upstream));
    const { status, code } = await exchange(session, { ':path': '/cut' });
    assert.deepEqual([status, code], [502, NGHTTP2_NO_ERROR]);
    await assertStillServed(session);
  }));
}

for (const kind of ['http', 'h2c']) {
  test(`the client leaves with 50 streams open, ${kind}`,
      staged(async (stage) => {
        let active = 0;
        const upstream = await stage.upstream(kind, (_, response) => {
          active += 1;
          response.on('close', () => { active -= 1; });
        });
        const session = await connect(stage, await stage.proxy(upstream));
        for (let i = 0; i < 50; ++i) open(session, {});
        await until('50 requests', () => active === 50);
        session.destroy();
        await until('the end of all of them', () => active === 0);
      }));

  test(`an upload that is given up is never a whole request, ${kind}`,
      staged(async (stage) => {
        const arrived = deferred();
        const over = deferred();
        const upstream = await stage.upstream(kind, site({
          '/up': (request) => {
            request.on('data', arrived.resolve);
            request.on('close', () => over.resolve(request.aborted));
          },
        }));
        const session = await connect(stage, await stage.proxy(upstream));
        const stream = open(session, { ':method': 'POST', ':path': '/up' },
            { endStream: false });
        stream.write('half of it');
        await within('the first octets', arrived.promise);
        stream.destroy(new Error('enough')); // close() would send END_STREAM
        assert(await within('the end', over.promise), 'the request was aborted');
        await assertStillServed(session);
      }));
}

test('200 streams opened and cancelled at once harm nobody',
    staged(async (stage) => {
      const upstream = await stage.upstream('http', site({
        '/slow': () => {},
      }));
      const proxy = await stage.proxy(upstream);
      const session = await connect(stage, proxy);
      for (let i = 0; i < 4; ++i) {
        const streams = Array.from({ length: 50 },
            () => open(session, { ':path': '/slow' }));
        streams.forEach((stream) => stream.close(NGHTTP2_CANCEL));
        await Promise.all(streams.map(closed));
      }
      await assertStillServed(await connect(stage, proxy));
    }));

for (const scheme of ['http', 'https', 'h2c']) {
  test(`nobody listens at ${scheme}: 502, again and again`,
      staged(async (stage) => {
        const proxy = await stage.proxy(await deadUpstream(scheme));
        const session = await connect(stage, proxy);
        for (let i = 0; i < 3; ++i) {
          const { status, code } = await exchange(session, {});
          assert.deepEqual([status, code], [502, NGHTTP2_NO_ERROR]);
        }
      }));
}

test('an HTTP/2 upstream that comes back is used again',
    staged(async (stage) => {
      const upstream = await stage.upstream('h2c', site({}));
      const session = await connect(stage, await stage.proxy(upstream));
      await assertStillServed(session);
      upstream.open.forEach((connection) => connection.destroy());
      await until('the end of the connection', () => upstream.open.size === 0);
      await assertStillServed(session);
    }));

test('GOAWAY from the upstream: what is open ends well, the rest goes elsewhere',
    staged(async (stage) => {
      const release = deferred();
      const upstream = await stage.upstream('h2c', site({
        '/slow': async (_, response) => {
          response.write('first');
          await release.promise;
          response.end(', last');
        },
      }));
      const session = await connect(stage, await stage.proxy(upstream));
      const slow = exchange(session, { ':path': '/slow' });
      await until('the request', () => upstream.open.size === 2);
      const [first] = [...upstream.open].filter((each) => each.goaway);
      first.goaway(NGHTTP2_NO_ERROR);
      await assertStillServed(session);
      release.resolve();
      assert.equal((await slow).body.toString(), 'first, last');
    }));

for (const secure of [false, true]) {
  test(`SIGTERM: GOAWAY, open streams finish${secure ? ', TLS' : ''}`,
      staged(async (stage) => {
        const release = deferred();
        let held = 0;
        const upstream = await stage.upstream('http', site({
          '/slow': async (request, response) => {
            held += 1;
            await release.promise;
            response.end('at last');
          },
        }));
        const proxy = await stage.proxy(upstream, { secure });
        const session = await connect(stage, proxy);
        const slow = Array.from({ length: 3 },
            () => exchange(session, { ':path': '/slow' }));
        await until('three requests', () => held === 3);
        const goaway = once(session, 'goaway');
        proxy.signal('SIGTERM');
        const [code] = await within('GOAWAY', goaway);
        assert.equal(code, NGHTTP2_NO_ERROR);
        await refused(proxy.port);
        release.resolve();
        for (const { status, body } of await Promise.all(slow)) {
          assert.equal(status, 200);
          assert.equal(body.toString(), 'at last');
        }
        await proxy.ended();
      }));
}

/** Waits until nobody accepts connections there any more. */
async function refused(port) {
  let accepted = true;
  await within('a closed door', (async () => {
    while (accepted) {
      const socket = net.connect(port, '127.0.0.1');
      accepted = await once(socket, 'connect').then(() => true, () => false);
      socket.destroy();
    }
  })());
}

test('a connection that breaks the rules takes no other one with it',
    staged(async (stage) => {
      const upstream = await stage.upstream('http', site({}));
      const proxy = await stage.proxy(upstream);
      const session = await connect(stage, proxy);
      const rude = net.connect(proxy.port, '127.0.0.1');
      stage.onClose(() => rude.destroy());
      rude.on('error', () => {});
      rude.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
      rude.write(Buffer.alloc(200, 0xff)); // a frame of 16 MiB
      rude.resume();
      await within('the end of the rude one', once(rude, 'close'));
      await assertStillServed(session);
    }));
