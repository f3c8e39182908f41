// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedPart, comparisonOf, countOf, relationsOf } from '../../../tools/lab/page/pairs.js';

const field = (text, mark) => ({ kind: 'field', text, at: 0, ...(mark && { mark }) });
const of = (relations) => relations.map(({ kind, sent, received }) => `${kind} ${sent} ${received}`).sort();

test('equal lines belong together, wherever they stand', () => {
  assert.deepEqual(of(relationsOf([field('A: 1'), field('B: 2')], [field('B: 2'), field('A: 1')])),
    ['same 0 1', 'same 1 0']);
});

test('the same line twice is two lines', () => {
  assert.deepEqual(of(relationsOf([field('A: 1'), field('A: 1')], [field('A: 1'), field('A: 1')])),
    ['same 0 0', 'same 1 1']);
});

test('marks become relations', () => {
  const sent = [field('X: 1', 'removed'), field('For: 6', 'rewritten')];
  const received = [field('For: 6, 7', 'rewritten'), field('Host: h', 'added')];
  assert.deepEqual(of(relationsOf(sent, received)), ['added null 1', 'removed 0 null', 'rewritten 1 0']);
});

test('what was not passed on is alone', () => {
  assert.deepEqual(of(relationsOf([field('A: 1')], [])), ['alone 0 null']);
});

test('empty lines and remarks have no thread', () => {
  const lines = [{ kind: 'blank', text: '', at: 0 }, { kind: 'remark', text: '', note: 'x', at: 0 }];
  assert.deepEqual(relationsOf(lines, lines), []);
});

test('two steps: what only one has, and what they treat in another way', () => {
  const relations = comparisonOf(
    [field('X-Debug: 1'), field('Host: a'), field('Keep: 1')],
    [field('Host: a'), field('Keep: 1', 'removed'), field('New: 1')]);
  assert.deepEqual(of(relations), ['added null 2', 'removed 0 null', 'rewritten 2 1', 'same 1 0']);
  assert.equal(countOf(relations).removed, 1);
});

test('what changes from run to run is no difference', () => {
  const relations = comparisonOf(
    [field('Date: Mon'), field('To: 127.0.0.1:1234'), field('Connection: Close')],
    [field('Date: Tue'), field('To: 127.0.0.1:5678'), field('Connection: close')]);
  assert.equal(countOf(relations).same, 3);
});

test('the part that was rewritten', () => {
  assert.deepEqual(changedPart('For: 6.6.6.6', 'For: 6.6.6.6, 127.0.0.1'), [12, 23]);
  assert.deepEqual(changedPart('Proto: https', 'Proto: http'), [11, 11]);
  assert.deepEqual(changedPart('abc', 'aXc'), [1, 2]);
});

test('four pseudo-fields become one request line', () => {
  const start = (text) => ({ kind: 'start', text, mark: 'rewritten', at: 0 });
  const sent = [':method: GET', ':scheme: http', ':path: /'].map(start);
  assert.deepEqual(of(relationsOf(sent, [start('GET / HTTP/1.1')])), ['rewritten 0 0', 'rewritten 1 0', 'rewritten 2 0']);
  assert.deepEqual(of(relationsOf([start('GET / HTTP/1.1')], sent)), ['rewritten 0 0', 'rewritten 0 1', 'rewritten 0 2']);
});
