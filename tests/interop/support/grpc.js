// SPDX-License-Identifier: MIT
// gRPC on grpc-js: the service hop.Echo, and clients for it.

import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { certificate } from './trust.js';

const { hop } = grpc.loadPackageDefinition(
    loadSync(fileURLToPath(new URL('../echo.proto', import.meta.url))));

/** Both ends take messages of 4 MiB and more, and 16 KiB of metadata. */
const kOptions = {
  'grpc.max_receive_message_length': 16 * 1024 * 1024,
  'grpc.max_send_message_length': 16 * 1024 * 1024,
  'grpc.max_metadata_size': 16 * 1024,
  'grpc.enable_http_proxy': 0, // not what http_proxy says: we have our own
};

/** What the service does unless a test says otherwise. */
const methods = {
  Say: (call, done) => done(null, call.request),

  Repeat(call) {
    for (let i = 0; i < call.request.times; ++i) {
      call.write({ text: call.request.text, times: i });
    }
    call.end();
  },

  Join(call, done) {
    const texts = [];
    call.on('data', (words) => texts.push(words.text));
    call.on('end', () => done(null, { text: texts.join(' '), times: texts.length }));
  },

  Talk(call) {
    call.on('data', (words) => call.write(words));
    call.on('end', () => call.end());
  },
};

async function serverCredentials(secure) {
  if (!secure) return grpc.ServerCredentials.createInsecure();
  const { cert, key } = await certificate('loopback');
  return grpc.ServerCredentials.createSsl(null,
      [{ cert_chain: readFileSync(cert), private_key: readFileSync(key) }]);
}

/**
 * A gRPC server in this process, which ends with the test.
 * @param {object} own methods that replace the usual ones
 * @returns something that stage.proxy() takes as an upstream
 */
export async function grpcUpstream(stage, secure, own = {}) {
  const server = new grpc.Server(kOptions);
  server.addService(hop.Echo.service, { ...methods, ...own });
  const port = await promisify(server.bindAsync).call(server, '127.0.0.1:0',
      await serverCredentials(secure));
  stage.onClose(() => server.forceShutdown());
  return {
    url: `${secure ? 'https' : 'h2c'}://127.0.0.1:${port}`,
    options: secure ? ['--upstream-ca', (await certificate('loopback')).ca] : [],
  };
}

/** A client of the service behind the proxy, which ends with the test. */
export function grpcClient(stage, proxy) {
  const credentials = proxy.secure ?
    grpc.credentials.createSsl(Buffer.from(proxy.trust.pem)) :
    grpc.credentials.createInsecure();
  const client = new hop.Echo(proxy.authority, credentials,
      { ...kOptions, 'grpc.ssl_target_name_override': 'localhost' });
  stage.onClose(() => client.close());
  return client;
}

/** A call with one message back, as a promise; its error is the rejection. */
export function unary(client, method, request, metadata, options = {}) {
  return new Promise((resolve, reject) => {
    client[method](request, metadata ?? new grpc.Metadata(), options,
        (error, response) => (error ? reject(error) : resolve(response)));
  });
}

/** @returns {Promise<{code, details, metadata}>} how a stream of ours ended */
export function statusOf(call) {
  call.on('error', () => {}); // the status says it, too
  return new Promise((resolve) => call.once('status', resolve));
}
