// SPDX-License-Identifier: MIT
// Certificates: those that we make for upstreams, and the one that a proxy
// made for itself. Clients in these tests always verify.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { run } from './child.js';
import { temporary, temporaryFile } from './temporary.js';
import { within } from './wait.js';

async function openssl(...words) {
  const { code, errors } = await run(['openssl', ...words]);
  assert.equal(code, 0, `openssl ${words.join(' ')}\n${errors}`);
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1',
  '-nodes'];

/** An authority and a certificate of hers for these names. */
async function makeCertificate(name, names) {
  const file = (ending) => temporary(`${name}.${ending}`);
  await openssl('req', '-x509', ...newKey, '-subj', `/CN=${name} authority`,
      '-days', '2', '-keyout', file('ca.key'), '-out', file('ca'));
  await openssl('req', '-new', ...newKey, '-subj', `/CN=${name}`,
      '-keyout', file('key'), '-out', file('csr'));
  temporaryFile(`${name}.ext`, `subjectAltName=${names}\n`);
  await openssl('x509', '-req', '-in', file('csr'), '-CA', file('ca'), '-CAkey',
      file('ca.key'), '-set_serial', '1', '-days', '2', '-extfile', file('ext'),
      '-out', file('cert'));
  return { ca: file('ca'), cert: file('cert'), key: file('key') };
}

const made = new Map();

/**
 * Files of a certificate that is made at its first use.
 * @param {string} name "loopback" is for localhost, 127.0.0.1 and ::1,
 *   "elsewhere" for another host
 * @returns {Promise<{ca: string, cert: string, key: string}>}
 */
export function certificate(name) {
  const names = name === 'elsewhere' ?
    'DNS:elsewhere.test' : 'DNS:localhost,IP:127.0.0.1,IP:::1';
  if (!made.has(name)) made.set(name, makeCertificate(name, names));
  return made.get(name);
}

/** The same, as what Node's servers want. */
export async function certificateContent(name) {
  const { cert, key } = await certificate(name);
  return { cert: readFileSync(cert), key: readFileSync(key) };
}

/**
 * What makes a client believe the certificate that a proxy shows: its PEM
 * text, and a file with it. A self-signed one is its own authority.
 */
export async function trustOf(proxy) {
  const socket = tls.connect({
    host: '127.0.0.1', port: proxy.port, rejectUnauthorized: false });
  try {
    await within('the handshake', once(socket, 'secureConnect'));
    const raw = socket.getPeerCertificate().raw.toString('base64');
    const pem = '-----BEGIN CERTIFICATE-----\n' +
        `${raw.match(/.{1,64}/g).join('\n')}\n-----END CERTIFICATE-----\n`;
    return { pem, file: temporaryFile(`proxy-${proxy.port}.pem`, pem) };
  } finally {
    socket.destroy();
  }
}
