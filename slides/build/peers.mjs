// SPDX-License-Identifier: MIT
// tests/peers as a table: what of our cases real proxies pass, and why not.
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {say} from './words.mjs';

/** [file, name] of each, in the order of the tables. */
export const kPeers = [['nginx', 'nginx'], ['haproxy', 'HAProxy'], ['apache', 'Apache'], ['go', 'Go']];
/** What is no fault of anybody stands in one column. */
const kColumns = ['fault', 'looser', 'other-right-answer', 'rest'];

function readTable(root, file) {
  const path = join(root, 'tests/peers', file);
  if (!existsSync(path)) throw new Error(`tests/peers/${file} is missing`);
  return readFileSync(path, 'utf8').trimEnd().split('\n').map(line => line.split('\t'));
}

/** A pattern of the shell, as far as reasons.tsv needs it. */
const pattern = word => new RegExp(`^${word.replaceAll('*', '.*').replaceAll('?', '.')}$`);
const matches = (words, text) => words.split(' ').some(word => pattern(word).test(text));

/** @returns {{name, version, green, all, kinds: {[kind]: number}}[]} */
export function readPeers(root) {
  const versions = new Map(readTable(root, 'versions.tsv'));
  const reasons = readTable(root, 'reasons.tsv').slice(1);
  return kPeers.map(([peer, name]) => {
    const rows = readTable(root, `${peer}.tsv`);
    const kinds = Object.fromEntries(kColumns.map(kind => [kind, 0]));
    for (const [id, colour] of rows) {
      if (colour === 'green') continue;
      const found = reasons.find(([peers, ids]) => matches(peers, peer) && matches(ids, id));
      if (!found) throw new Error(`tests/peers/reasons.tsv says nothing about ${id} on ${peer}`);
      kinds[found[2] in kinds ? found[2] : 'rest'] += 1;
    }
    const green = rows.filter(([, colour]) => colour === 'green').length;
    return {name, version: versions.get(peer), green, all: rows.length, kinds};
  });
}

export function peersHtml(root, language) {
  const word = key => say(language, `peers-${key}`);
  const head = ['peer', 'green', ...kColumns].map(key => `<th scope="col">${word(key)}</th>`).join('');
  const body = readPeers(root).map(({name, version, green, all, kinds}) =>
    `<tr><th scope="row">${name} ${version.split('.').slice(0, 2).join('.')}</th><td class="green">${green}/${all}</td>` +
    kColumns.map(kind => `<td>${kinds[kind]}</td>`).join('') + '</tr>').join('\n');
  return `<table class="matrix peers"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
