// SPDX-License-Identifier: MIT
// The tables of the tests, read as they are: tests/rows.tsv, tests/peers/*.tsv.
import {BuildError} from '../../slides/build/errors.mjs';
import {kPeers as kNamed} from '../../slides/build/peers.mjs';

export const kPeerNames = Object.fromEntries(kNamed);
export const kPeers = Object.keys(kPeerNames);

const linesOf = text => text.split('\n').filter(line => line !== '');

/** One object per row, with the names of the first line as keys. */
export function readRows(repository, file = 'tests/rows.tsv') {
  const [first, ...rest] = linesOf(repository.read(file));
  const names = first.split('\t');
  return rest.map((line, index) => {
    const cells = line.split('\t');
    if (cells.length !== names.length) throw new BuildError(file, index + 2, `${cells.length} columns, not ${names.length}`);
    const row = Object.fromEntries(cells.map((cell, column) => [names[column], cell]));
    return {...row, since: Number(row.since)};
  });
}

/** @returns {Map<string, {colour, why}>} by row, or null when nobody has written the file yet */
export function readPeer(repository, name) {
  const file = `tests/peers/${name}.tsv`;
  if (!repository.has(file)) return null;
  return new Map(linesOf(repository.read(file)).map((line, index) => {
    const [id, colour, why = ''] = line.split('\t');
    if (!['green', 'red', 'error'].includes(colour)) throw new BuildError(file, index + 1, `'${colour}' is no colour`);
    return [id, {colour, why}];
  }));
}

/** The peers that were compared. @returns {{name, title, seen}[]} */
export const readPeers = repository => kPeers.map(name => ({name, title: kPeerNames[name], seen: readPeer(repository, name)}))
  .filter(({seen}) => seen);
