// SPDX-License-Identifier: MIT
// nghttpx behind the command line of a step, to try the tests on a proxy that
// others wrote:
//
//   HOP_INTEROP_PROXY='node peers/nghttpx.js --listen {listen}
//     --upstream {upstream} {options}' node --test 10_curl.test.js

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import tls from 'node:tls';
import { run } from '../support/child.js';
import { temporary } from '../support/temporary.js';

const { values: given } = parseArgs({ options: {
  'listen': { type: 'string' },
  'upstream': { type: 'string' },
  'self-signed': { type: 'boolean' },
  'cert': { type: 'string' },
  'key': { type: 'string' },
  'upstream-ca': { type: 'string' },
  'upstream-insecure': { type: 'boolean' },
  'timeout': { type: 'string', multiple: true },
  'quiet': { type: 'boolean' },
} });
const [host] = given.listen.split(':');
const upstream = new URL(given.upstream);

async function freePort() {
  const server = net.createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function selfSigned() {
  const [key, cert] = [temporary('nghttpx.key'), temporary('nghttpx.pem')];
  const { code, errors } = await run(['openssl', 'req', '-x509', '-newkey',
    'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj',
    '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1',
    '-days', '2', '-keyout', key, '-out', cert]);
  if (code !== 0) throw new Error(errors);
  return [key, cert];
}

/** It asks a TLS upstream for one protocol only, so find out which. */
async function upstreamProtocol() {
  if (upstream.protocol === 'h2c:') return 'h2';
  if (upstream.protocol === 'http:') return 'http/1.1';
  const socket = tls.connect({ host: upstream.hostname, port: upstream.port,
    rejectUnauthorized: false, ALPNProtocols: ['h2', 'http/1.1'] });
  await once(socket, 'secureConnect').catch(() => {}); // nobody is there
  socket.destroy();
  return socket.alpnProtocol || 'http/1.1';
}

async function commandLine(port) {
  const secure = given['self-signed'] || given.cert !== undefined;
  const keys = given['self-signed'] ? await selfSigned() :
    secure ? [given.key, given.cert] : [];
  const there = `${upstream.hostname},${upstream.port};;` +
      `proto=${await upstreamProtocol()}` +
      // It finds no address in a certificate, only names.
      (upstream.protocol === 'https:' ? ';tls;sni=localhost' : '');
  return ['nghttpx', '--conf=/dev/null',
    `--frontend=${host},${port}${secure ? '' : ';no-tls'}`,
    `--backend=${there}`, '--no-via', '--no-server-rewrite', '--no-ocsp',
    '--no-location-rewrite', '--add-x-forwarded-for', '--strip-incoming-x-forwarded-for',
    '--errorlog-file=/dev/stderr', '--accesslog-file=/dev/null',
    '--frontend-http2-max-concurrent-streams=100',
    ...(given['upstream-ca'] ? [`--cacert=${given['upstream-ca']}`] : []),
    ...(given['upstream-insecure'] ? ['--insecure'] : []),
    ...keys];
}

/** True when it does not only listen but answers, if only a bad request. */
async function answers(port) {
  const socket = net.connect(port, host);
  socket.on('connect', () => socket.write('?\r\n\r\n'));
  return Promise.race([once(socket, 'data'), once(socket, 'close')])
      .then(() => socket.bytesWritten > 0, () => false)
      .finally(() => socket.destroy());
}

const port = await freePort();
const [program, ...words] = await commandLine(port);
const child = spawn(program, words, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
process.removeAllListeners('SIGTERM');
process.on('SIGTERM', async () => {
  child.kill('SIGQUIT'); // the graceful one, which waits for ever
  await sleep(5000);
  child.kill('SIGTERM');
});
while (!await answers(port)) await sleep(10);
const scheme = words.some((word) => word.endsWith(';no-tls')) ? 'http' : 'https';
console.log(`nghttpx listening on ${scheme}://${host}:${port}, ` +
    `upstream ${given.upstream}`);
