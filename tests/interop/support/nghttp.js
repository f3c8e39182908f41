// SPDX-License-Identifier: MIT
// nghttp, nghttpd and h2load, the tools of nghttp2, and what they say.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { Child, run } from './child.js';

export const kEndStream = 1; // flag of DATA and HEADERS

/**
 * The frames that nghttp received, in order.
 * @param {string} text its verbose output
 * @returns {{type, flags, stream, length, fields, settings, code}[]}
 */
function receivedFrames(text) {
  const frames = [];
  let fields = {};
  for (const line of text.split('\n')) {
    const field = /\] recv \(stream_id=\d+\) (:?[^:]+): (.*)$/.exec(line);
    const frame = /\] recv (\w+) frame <length=(\d+), flags=0x(\w+), stream_id=(\d+)>/
        .exec(line);
    const code = /^ +\(error_code=\w+\(0x(\w+)\)/.exec(line);
    const setting = /^ +\[SETTINGS_(\w+)\(\w+\):(\d+)\]$/.exec(line);
    if (field) fields[field[1]] = field[2];
    if (frame) {
      frames.push({ type: frame[1], length: Number(frame[2]),
        flags: parseInt(frame[3], 16), stream: Number(frame[4]),
        fields: frame[1] === 'HEADERS' ? fields : {}, settings: {} });
      if (frame[1] === 'HEADERS') fields = {};
    } else if (code && frames.at(-1)?.type === 'RST_STREAM') {
      frames.at(-1).code = parseInt(code[1], 16);
    } else if (setting && frames.at(-1)?.type === 'SETTINGS') {
      frames.at(-1).settings[setting[1]] = Number(setting[2]);
    }
  }
  return frames;
}

/** Runs nghttp; the bodies are thrown away. @returns the frames it received */
export async function nghttp(proxy, path, words = []) {
  const command = ['nghttp', '--verbose', '--null-out', '--no-dep',
    '--timeout=100', ...words, proxy.url + path];
  const { code, output, errors } = await run(command);
  const frames = receivedFrames(output.toString());
  assert.equal(code, 0, `${command.join(' ')}\n${errors}`);
  assert(frames.length > 0, `${output}\n${errors}`);
  return frames;
}

/** The frames of one stream, and what they come to. */
export function streamOf(frames, id) {
  const own = frames.filter((frame) => frame.stream === id);
  const [head, ...rest] = own.filter(({ type }) => type === 'HEADERS');
  return {
    frames: own.map(({ type }) => type),
    head: head?.fields,
    trailers: rest.at(-1)?.fields,
    size: own.filter(({ type }) => type === 'DATA')
        .reduce((sum, { length }) => sum + length, 0),
    ended: own.some(({ type, flags }) => (flags & kEndStream) !== 0 &&
        ['DATA', 'HEADERS'].includes(type)),
  };
}

/** Which streams the responses came on. */
export function streamsOf(frames) {
  return [...new Set(frames.map(({ stream }) => stream))].filter(Boolean);
}

/**
 * Runs h2load.
 * @returns its counts: {total, started, done, succeeded, failed, errored,
 *   timeout, "2xx", "5xx"…}, and which protocol it spoke
 */
export async function h2load(proxy, path, words) {
  const command = ['h2load', ...words, proxy.url + path];
  const { code, output, errors } = await run(command);
  const text = output.toString();
  assert.equal(code, 0, `${command.join(' ')}\n${text}${errors}`);
  const counts = {};
  for (const start of ['requests', 'status codes']) {
    const line = new RegExp(`^${start}: (.*)$`, 'm').exec(text);
    assert(line, `no line '${start}:' in\n${text}`);
    for (const [, number, name] of line[1].matchAll(/(\d+) (\w+)/g)) {
      counts[name] = Number(number);
    }
  }
  return { ...counts, protocol: /^Application protocol: (.*)$/m.exec(text)?.[1] };
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Starts nghttpd on a directory, in clear text or with these keys.
 * @returns something that stage.proxy() takes as an upstream
 */
export async function startNghttpd(stage, directory, words, keys) {
  const port = await freePort();
  const child = new Child(['nghttpd', '--verbose', '--address=127.0.0.1',
    `--htdocs=${directory}`, ...words, ...(keys ? [] : ['--no-tls']),
    String(port), ...(keys ? [keys.key, keys.cert] : [])]);
  stage.onClose(() => child.stop());
  await child.line(/listen 127\.0\.0\.1:\d+/);
  return {
    url: `${keys ? 'https' : 'h2c'}://127.0.0.1:${port}`,
    options: keys ? ['--upstream-ca', keys.ca] : [],
  };
}
