// SPDX-License-Identifier: MIT
// What must work on every WebSocket, however the tunnel was opened.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { sha256 } from './echo.js';
import { closing, echo, nextMessage } from './websocket.js';
import { deferred, until, within } from './wait.js';

const kBig = randomBytes(16 * 1024 * 1024);

async function assertEchoed(socket, message, binary) {
  const reply = nextMessage(socket);
  socket.send(message);
  const { data, binary: kind } = await reply;
  assert.equal(data.length, Buffer.byteLength(message));
  assert.equal(sha256(data), sha256(message));
  assert.equal(kind, binary);
}

/**
 * Each gets start(serve, settings), which starts an upstream with this on
 * every WebSocket and a proxy, and returns an open client, and the other end
 * as client.peer.
 */
export const websocketCases = {
  async 'text'(start) {
    const client = await start(echo);
    for (const text of ['hello', 'ça va, 世界?', '']) {
      await assertEchoed(client, text, false);
    }
  },

  async 'binary, of all lengths at which the frame changes'(start) {
    const client = await start(echo);
    for (const length of [0, 1, 125, 126, 127, 65_535, 65_536, 1_000_000]) {
      await assertEchoed(client, kBig.subarray(0, length), true);
    }
  },

  async 'a message of 16 MiB'(start) {
    const client = await start(echo);
    await assertEchoed(client, kBig, true);
  },

  async 'fragments, with a ping between them'(start) {
    const client = await start(echo);
    const pong = once(client, 'pong');
    const reply = nextMessage(client);
    for (let i = 0; i < 50; ++i) {
      client.send(`fragment ${i}, `, { fin: false });
      if (i === 25) client.ping('between');
    }
    client.send('the last one', { fin: true });
    const [payload] = await within('the pong', pong);
    assert.equal(payload.toString(), 'between');
    const text = (await reply).data.toString();
    assert(text.startsWith('fragment 0, fragment 1, '));
    assert(text.endsWith('fragment 49, the last one'));
  },

  async 'ping and pong from both sides'(start) {
    const client = await start(echo);
    for (const [from, to] of [[client, client.peer], [client.peer, client]]) {
      const [ping, pong] = [once(to, 'ping'), once(from, 'pong')];
      from.ping('are you there?');
      for (const seen of [ping, pong]) {
        const [payload] = await within('ping and pong', seen);
        assert.equal(payload.toString(), 'are you there?');
      }
    }
  },

  async 'the client closes with a code and a reason'(start) {
    const client = await start(echo);
    const [there, here] = [closing(client.peer), closing(client)];
    client.close(4001, 'time for tea');
    assert.deepEqual(await there, { code: 4001, reason: 'time for tea' });
    assert.equal((await here).code, 4001);
  },

  async 'the upstream closes with a code and a reason'(start) {
    const client = await start(echo);
    const [there, here] = [closing(client.peer), closing(client)];
    client.peer.close(1001, 'going away');
    assert.deepEqual(await here, { code: 1001, reason: 'going away' });
    assert.equal((await there).code, 1001);
  },

  async 'what was sent before the close arrives'(start) {
    const got = [];
    const client = await start((socket) => {
      for (let i = 0; i < 100; ++i) socket.send(`${i} ${'x'.repeat(10_000)}`);
      socket.close(1000, 'that is all');
    }, { onMessage: (data) => got.push(parseInt(data, 10)) });
    await until('all messages', () => got.length === 100);
    assert.deepEqual(got, [...Array(100).keys()]);
    await until('the close', () => client.readyState === client.CLOSED);
  },

  async 'the client vanishes'(start) {
    const client = await start(echo);
    const there = closing(client.peer);
    client.terminate();
    assert.equal((await there).code, 1006);
  },

  async 'the upstream vanishes'(start) {
    const client = await start(echo);
    const here = closing(client);
    client.peer.terminate();
    assert.equal((await here).code, 1006);
  },

  async 'permessage-deflate is between the two ends'(start) {
    const client = await start(echo, { deflate: true });
    for (const end of [client, client.peer]) {
      assert.equal(end.extensions, 'permessage-deflate');
    }
    const before = client.peer._socket.bytesRead;
    await assertEchoed(client, 'the same again, '.repeat(50_000), false);
    const crossed = client.peer._socket.bytesRead - before;
    assert(crossed < 20_000, `${crossed} octets for 800,000: not compressed`);
  },

  async 'a subprotocol is agreed'(start) {
    const client = await start(echo, { protocols: ['chat', 'echo.hop'] });
    assert.equal(client.peer.protocol, 'echo.hop');
    assert.equal(client.agreedProtocol, 'echo.hop');
  },

  async 'a flood waits for its reader'(start) {
    const sent = deferred();
    let queued = Infinity;
    const client = await start(async (socket) => {
      await once(socket, 'message');
      for (let i = 0; i < 4; ++i) socket.send(kBig);
      setTimeout(() => {
        queued = socket.bufferedAmount;
        sent.resolve();
      }, 500);
    });
    client.pause();
    client.send('go');
    await within('the flood', sent.promise);
    assert(queued > kBig.length, `only ${queued} octets wait at the upstream`);
    client.resume();
    for (let i = 0; i < 4; ++i) {
      const { data } = await nextMessage(client);
      assert.equal(data.length, kBig.length);
    }
  },
};
