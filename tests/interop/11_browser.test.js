// SPDX-License-Identifier: MIT
// A real browser: the page and its WebSocket come through the proxy.

import assert from 'node:assert/strict';
import test from 'node:test';
import { startBrowser } from './support/browser.js';
import { staged } from './support/stage.js';
import { websocketUpstream } from './support/websocket.js';

/** Runs in the page: talks to the server that the page is from. */
async function talk() {
  const socket = new WebSocket(location.href.replace(/^http/, 'ws'), ['echo.hop']);
  socket.binaryType = 'arraybuffer';
  const next = () => new Promise((resolve, reject) => {
    socket.onmessage = ({ data }) => resolve(data);
    socket.onclose = ({ code }) => reject(new Error(`closed: ${code}`));
  });
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('the handshake failed'));
  });
  const { protocol, extensions } = socket;
  const lengths = [];
  for (const length of [0, 125, 65_536, 1_000_000]) {
    const reply = next();
    socket.send(new Uint8Array(length).fill(7));
    const octets = new Uint8Array(await reply);
    lengths.push(octets.every((octet) => octet === 7) ? octets.length : -1);
  }
  const reply = next();
  socket.send('ça va?');
  const text = await reply;
  const end = new Promise((resolve) => { socket.onclose = resolve; });
  socket.close(4002, 'seen enough');
  const { code, wasClean } = await end;
  return { protocol, extensions, lengths, text, code, wasClean };
}

for (const secure of [false, true]) {
  test(secure ? 'wss, on the page\'s HTTP/2 connection' : 'ws, by an Upgrade',
      staged(async (stage) => {
        const closes = [];
        const upstream = await websocketUpstream(stage, 'http', (socket) => {
          socket.on('message', (data, binary) => socket.send(data, { binary }));
          socket.on('close', (code, reason) => closes.push([code, `${reason}`]));
        }, {
          perMessageDeflate: true,
          page(_, response) {
            response.setHeader('content-type', 'text/html');
            response.end('<!doctype html><title>hop</title><p>Hello');
          },
        });
        const proxy = await stage.proxy(upstream, { secure });
        const browser = await startBrowser(stage);
        const page = await browser.newPage();
        const response = await page.goto(`${proxy.url}/page`);
        assert.equal(response.status(), 200);
        assert.equal(await page.title(), 'hop');
        const seen = await page.evaluate(talk);
        assert.deepEqual(seen, {
          protocol: 'echo.hop',
          extensions: 'permessage-deflate',
          lengths: [0, 125, 65_536, 1_000_000],
          text: 'ça va?',
          code: 4002,
          wasClean: true,
        });
        assert.deepEqual(closes, [[4002, 'seen enough']]);
        const log = await browser.netLog();
        const tunnelled = /":method: CONNECT",[^\]]*":protocol: websocket"/;
        assert.equal(tunnelled.test(log), secure, 'an extended CONNECT');
      }));
}
