// SPDX-License-Identifier: MIT
// The proxy under test: a child process, by default a step of this project.
//
// HOP_BIN            the directory of the step programs (build/dev/bin)
// HOP_STEP           which one (the step whose number the test file has)
// HOP_INTEROP_PROXY  another proxy: a command with {listen}, {upstream} and
//                    {options} in it

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from './child.js';
import { kPatience } from './wait.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** "10-http2" for a test file that is called "10_curl.test.js". */
function stepOfThisFile() {
  const number = parseInt(basename(process.argv[1]), 10);
  const { steps } = JSON.parse(readFileSync(join(root, 'steps/steps.json')));
  const step = steps.find((candidate) => candidate.number === number);
  assert(step, `no step ${number} in steps.json; set HOP_STEP`);
  return step.slug;
}

/** The template, in words; a word with blanks in it stands in "". */
function template() {
  const bin = process.env.HOP_BIN ?? join(root, 'build/dev/bin');
  const text = process.env.HOP_INTEROP_PROXY ??
    `"${join(bin, process.env.HOP_STEP ?? stepOfThisFile())}"` +
    ' --listen {listen} --upstream {upstream} {options}';
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]);
}

function commandLine(listen, upstream, options) {
  return template().flatMap((word) => {
    if (word === '{options}') return options;
    return word.replace('{listen}', listen).replace('{upstream}', upstream);
  });
}

export class Proxy {
  #child;
  #judged = false;

  /**
   * @param {string} settings.upstream a URL
   * @param {string[]} [settings.options] more words for the command line
   */
  static async start({ upstream, options = [], listen = '127.0.0.1:0' }) {
    const proxy = new Proxy();
    proxy.#child = new Child(commandLine(listen, upstream, options));
    try {
      const [, scheme, port] = await proxy.#child.line(
          / listening on (https?):\/\/\S*:(\d+), upstream .*\n/);
      return Object.assign(proxy, { scheme, port: Number(port) });
    } catch (error) {
      await proxy.#child.kill();
      error.message += `\n${proxy.story}`;
      throw error;
    }
  }

  get pid() { return this.#child.pid; }
  get secure() { return this.scheme === 'https'; }
  /** "127.0.0.1:40123" */
  get authority() { return `127.0.0.1:${this.port}`; }
  /** "https://127.0.0.1:40123" */
  get url() { return `${this.scheme}://${this.authority}`; }

  /** What a person needs to see when a test has failed. */
  get story() {
    return `proxy: ${this.#child.command.join(' ')}\n${this.#child.errors}`;
  }

  signal(name) { this.#child.signal(name); }

  /** Waits for its end after a signal, and judges how it ended. */
  async ended(limit = kPatience) {
    this.#judge(await this.#child.ended(limit));
  }

  /** SIGTERM, then judges how it ended. */
  async stop() {
    if (!this.#judged) this.#judge(await this.#child.stop());
  }

  #judge(end) {
    this.#judged = true;
    assert.deepEqual(end, { code: 0, signal: null }, 'the end of the proxy');
    assert.doesNotMatch(this.#child.errors, /Sanitizer|runtime error:/,
        'a sanitizer report');
  }
}
