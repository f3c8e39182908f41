// SPDX-License-Identifier: MIT
// What a test starts (upstreams, proxies, clients) ends with the test.

import { Proxy } from './proxy.js';
import { startUpstream } from './upstream.js';
import { trustOf } from './trust.js';
import { within } from './wait.js';

export class Stage {
  #closing = [];
  proxies = [];

  /** Will be called when the test is over, newest first. */
  onClose(close) { this.#closing.push(close); }

  /**
   * An upstream in this process.
   * @param {string} kind "http", "https", "h2" or "h2c", see upstream.js
   * @param {function} handler as for Node's http.createServer
   */
  async upstream(kind, handler, settings) {
    const upstream = await startUpstream(kind, handler, settings);
    this.onClose(() => upstream.close());
    return upstream;
  }

  /**
   * A proxy in front of the upstream.
   * @param {{url: string, options: string[]}} upstream
   * @param {boolean} [settings.secure] TLS towards the clients; then
   *   proxy.trust is what makes a client believe its certificate
   */
  async proxy(upstream, { secure = false, options = [], listen } = {}) {
    const proxy = await Proxy.start({
      upstream: upstream.url,
      options: [
        ...upstream.options,
        ...(secure ? ['--self-signed'] : []),
        ...options],
      listen,
    });
    this.proxies.push(proxy);
    this.onClose(() => proxy.stop());
    if (proxy.secure) proxy.trust = await trustOf(proxy);
    return proxy;
  }

  /** @returns {Promise<Error[]>} what went wrong on the way out */
  async close() {
    const errors = [];
    for (const close of this.#closing.reverse()) {
      await Promise.resolve().then(close).catch((error) => errors.push(error));
    }
    return errors;
  }
}

/** One error that tells all: the reporter shows its stack. */
function report(errors, proxies) {
  const error = new Error(errors[0].message);
  error.stack = [
    errors[0].stack,
    ...errors.slice(1).map((other) => `and then: ${other.stack}`),
    ...proxies.map((proxy) => proxy.story),
  ].join('\n');
  return error;
}

/**
 * A test's function for node:test. The test fails when its body does, when it
 * takes too long, and when a proxy or an upstream did not end as it should.
 * @param {function(Stage): Promise} body
 */
export function staged(body, { limit = 180_000 } = {}) {
  return async () => {
    const stage = new Stage();
    const errors = [];
    await within('the whole test', body(stage), limit)
        .catch((error) => errors.push(error));
    errors.push(...await stage.close());
    if (errors.length > 0) throw report(errors, stage.proxies);
  };
}
