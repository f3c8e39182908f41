// SPDX-License-Identifier: MIT
// curl, and what it saw.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { run } from './child.js';
import { temporary } from './temporary.js';

let runs = 0;

/** Lines of fields as a list of [name in lower case, value]. */
function fieldsOf(lines) {
  return lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
}

/** Heads and, behind the last one, trailers: as curl writes them. */
function parseHeads(text) {
  const blocks = text.split('\r\n\r\n').map((block) =>
    block.split('\r\n').filter((line) => line !== ''));
  const heads = blocks.filter((lines) => lines[0]?.startsWith('HTTP/'));
  const rest = blocks.filter((lines) => !lines[0]?.startsWith('HTTP/')).flat();
  return {
    heads: heads.map(([start, ...lines]) => ({
      status: Number(start.split(' ')[1]), fields: fieldsOf(lines) })),
    trailers: Object.fromEntries(fieldsOf(rest)),
  };
}

/**
 * Runs curl for one request; fails when curl does.
 * @param {Proxy} proxy whose certificate it believes
 * @param {string} path "/tell"
 * @param {string[]} words more of its options
 * @returns status, version ("1.1" or "2"), fields (list), field(name),
 *   trailers (object), heads (all, the 1xx too), body
 */
export async function curl(proxy, path, words = [], { input } = {}) {
  const file = temporary(`head-${++runs}`);
  const command = ['curl', '--silent', '--show-error', '--noproxy', '*',
    '--max-time', '100', '--dump-header', file,
    '--write-out', '%{stderr}%{http_version}',
    ...(proxy.secure ? ['--cacert', proxy.trust.file] : []),
    ...words, path.includes('://') ? path : proxy.url + path];
  const { code, output, errors } = await run(command, { input });
  assert.equal(code, 0, `${command.join(' ')}\n${errors}`);
  const { heads, trailers } = parseHeads(readFileSync(file, 'latin1'));
  const { status, fields } = heads.at(-1);
  return {
    status, fields, trailers, heads,
    field: (name) => new Map(fields).get(name),
    version: errors,
    body: output,
  };
}
