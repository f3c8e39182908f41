// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EditError, escaped, fromEditable, hexLines, toEditable } from '../../../tools/lab/page/octets.js';

const every = String.fromCharCode(...Array(256).keys());

test('every octet survives being edited', () => {
  const parts = [every, { wait: 100 }, 'GET / HTTP/1.1\r\n\r\n'];
  assert.deepEqual(fromEditable(toEditable(parts)), parts);
});

test('escapes are those of the C++ side', () => {
  assert.equal(escaped('a\r\n\t\\\0\x7f\xe9'), 'a\\r\\n\\t\\\\\\x00\\x7F\\xE9');
});

test('a line break in the box is not sent', () => {
  assert.deepEqual(fromEditable('GET /\\r\\n\n\\r\\n'), ['GET /\r\n\r\n']);
});

test('a pause stands between its octets', () => {
  assert.deepEqual(fromEditable('a\\p{250}\nb'), ['a', { wait: 250 }, 'b']);
});

for (const [text, reason, line, column] of [
  ['GET \\q', 'unknownEscape', 1, 5],
  ['GET\n \\x4', 'unknownEscape', 2, 2],
  ['\\', 'unknownEscape', 1, 1],
  ['\\p{}', 'unknownEscape', 1, 1],
  ['a\nb€', 'notAnOctet', 2, 2],
  ['', 'emptyRequest', 1, 1],
  ['\\p{100}', 'emptyRequest', 1, 1],
]) {
  test(`${JSON.stringify(text)} is refused: ${reason}`, () => {
    assert.throws(() => fromEditable(text), (error) => {
      assert.ok(error instanceof EditError);
      assert.deepEqual([error.reason, error.line, error.column], [reason, line, column]);
      return true;
    });
  });
}

test('hex has 16 octets a line and counts on', () => {
  const lines = hexLines(every.slice(0, 20), 0x10);
  assert.equal(lines.length, 2);
  assert.equal(lines[0].offset, '0010');
  assert.equal(lines[1].hex.join(' '), '10 11 12 13');
  assert.equal(hexLines('A\n')[0].text, 'A·');
});
