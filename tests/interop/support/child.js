// SPDX-License-Identifier: MIT
// Child processes: their output is kept, their end is waited for, and none
// outlives us.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { kPatience, within } from './wait.js';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => process.exit(1));
}

export class Child {
  #process;
  #ended;

  /** @param {string[]} command program and arguments; PATH is searched */
  constructor(command) {
    this.command = command;
    this.pieces = { stdout: [], stderr: [] };
    const [program, ...words] = command;
    this.#process = spawn(program, words);
    running.add(this.#process);
    for (const name of ['stdout', 'stderr']) {
      this.#process[name].on('data', (piece) => this.pieces[name].push(piece));
    }
    this.#process.stdin.on('error', () => {}); // it need not read its input
    this.#ended = this.#waitForEnd();
    this.#ended.catch(() => {}); // told to whoever calls ended()
  }

  async #waitForEnd() {
    try {
      const [code, signal] = await once(this.#process, 'close');
      return { code, signal };
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      throw new Error(
          `${this.command[0]} is not here; ./hop ready --for develop brings it`);
    } finally {
      running.delete(this.#process);
    }
  }

  get pid() { return this.#process.pid; }
  get stdin() { return this.#process.stdin; }
  get output() { return Buffer.concat(this.pieces.stdout); }
  get errors() { return Buffer.concat(this.pieces.stderr).toString(); }

  signal(name) { this.#process.kill(name); }

  /** @returns {Promise<{code: ?number, signal: ?string}>} */
  ended(limit = kPatience) {
    return within(`the end of ${this.command[0]}`, this.#ended, limit);
  }

  /** The first line on stdout that matches; fails when the child ends. */
  async line(pattern) {
    const search = async () => {
      for (;;) {
        const found = pattern.exec(this.output.toString());
        if (found) return found;
        const gone = await Promise.race([
          once(this.#process.stdout, 'data').then(() => undefined),
          this.#ended]);
        if (gone && !pattern.test(this.output.toString())) {
          throw new Error(`${this.command.join(' ')}\nended with ` +
              `${gone.signal ?? gone.code} before it was ready\n${this.errors}`);
        }
      }
    };
    return within(`the first line of ${this.command[0]}`, search());
  }

  /** SIGTERM, patience, SIGKILL. */
  async stop() {
    this.signal('SIGTERM');
    try {
      return await this.ended();
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  /** Ends it for certain; its own children may live on, its output not. */
  async kill() {
    this.signal('SIGKILL');
    this.#process.stdout.destroy();
    this.#process.stderr.destroy();
    await this.#ended.catch(() => {});
  }
}

/**
 * Runs a program to its end.
 * @param {Buffer|string} [options.input] for its stdin
 * @returns {{code: ?number, signal: ?string, output: Buffer, errors: string}}
 */
export async function run(command, { input = '', limit = 120_000 } = {}) {
  const child = new Child(command);
  child.stdin.end(input);
  try {
    const end = await child.ended(limit);
    return { ...end, output: child.output, errors: child.errors };
  } catch (error) {
    await child.kill();
    error.message += `\n${child.errors}`;
    throw error;
  }
}
