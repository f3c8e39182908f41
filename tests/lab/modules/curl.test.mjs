// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { curlLine } from '../../../tools/lab/page/curl.js';

const { scenarios } = JSON.parse(
  readFileSync(new URL('../../../tools/wire/scenarios.json', import.meta.url), 'utf8'));

/** Runs the line in bash, its port changed; what an upstream of one response hears. */
async function heard(line, pauses = 0) {
  const server = createServer((socket) => {
    let octets = '';
    socket.on('error', () => {});
    socket.on('data', (data) => {
      octets += data.toString('latin1');
      server.octets = octets;
      if (octets.includes('\r\n\r\n')) setTimeout(() => socket.end('HTTP/1.1 204 No Content\r\n\r\n'), 300 + pauses);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const real = line.replaceAll('127.0.0.1:8080', `127.0.0.1:${server.address().port}`);
  await new Promise((resolve) => execFile('bash', ['-c', real], { timeout: 15000 }, resolve));
  await new Promise((resolve) => server.close(resolve));
  return server.octets;
}

const textOnly = scenarios.filter(({ request }) =>
  request.every((part) => typeof part === 'string' || 'wait' in part));
const partsOf = ({ request }) => request.reduce((parts, part) => {
  if (typeof part === 'string' && typeof parts.at(-1) === 'string') parts.push(parts.pop() + part);
  else parts.push(part);
  return parts;
}, []);
const octetsOf = (parts) => parts.filter((part) => typeof part === 'string').join('');

for (const scenario of textOnly) {
  test(`${scenario.name}: the line sends what the scenario sends`, async () => {
    const parts = partsOf(scenario);
    const line = curlLine(parts, true);
    const pauses = parts.reduce((sum, part) => sum + (part.wait ?? 0), 0);
    const octets = await heard(line, pauses);
    if (line.includes('telnet:')) return assert.equal(octets, octetsOf(parts));
    // curl adds User-Agent and Accept; all else is there, in its order.
    const wanted = octetsOf(parts).split('\r\n\r\n');
    const got = octets.split('\r\n\r\n');
    const lines = got[0].split('\r\n');
    assert.equal(lines[0], wanted[0].split('\r\n')[0]);
    for (const field of wanted[0].split('\r\n').slice(1)) assert.ok(lines.includes(field), `${field} in ${lines}`);
    assert.deepEqual(got.slice(1), wanted.slice(1));
  });
}

test('--noproxy stands there where it is needed only', () => {
  const parts = ['GET / HTTP/1.1\r\nHost: a\r\n\r\n'];
  assert.ok(curlLine(parts, true).includes("--noproxy '*'"));
  assert.ok(!curlLine(parts, false).includes('--noproxy'));
});

test('quotes are quoted', async () => {
  const octets = await heard(curlLine(["GET /?a='b' HTTP/1.1\r\nX-Quote: it's \"this\"\r\n\r\n"], true));
  assert.ok(octets.startsWith("GET /?a='b' HTTP/1.1\r\n"));
  assert.ok(octets.includes("X-Quote: it's \"this\"\r\n"));
});
