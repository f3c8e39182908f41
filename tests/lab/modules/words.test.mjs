// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isKnownNote, kLanguages, noteText, setLanguage, t, timeText } from '../../../tools/lab/page/words.js';
import * as words from '../../../tools/lab/page/words.js';

const page = new URL('../../../tools/lab/page/', import.meta.url);
const recordings = new URL('../../../docs/transcripts/lab/', import.meta.url);

/** Calls look(exchange, name) for every recording. */
function eachRecording(look) {
  for (const scenario of readdirSync(recordings)) {
    for (const name of readdirSync(new URL(`${scenario}/`, recordings))) {
      look(JSON.parse(readFileSync(new URL(`${scenario}/${name}`, recordings), 'utf8')), `${scenario}/${name}`);
    }
  }
}

function keysUsed() {
  const keys = new Set();
  for (const name of readdirSync(page).filter((each) => each.endsWith('.js'))) {
    const text = readFileSync(new URL(name, page), 'utf8');
    for (const [, key] of text.matchAll(/\bt\('([^']+)'/g)) keys.add(key);
  }
  return keys;
}

test('every word that the page uses is there in every language', () => {
  const keys = keysUsed();
  assert.ok(keys.size > 40);
  for (const language of kLanguages) {
    setLanguage(language);
    for (const key of keys) assert.ok(t(key).length > 0, `${language}: ${key}`);
  }
});

test('both languages have the same words, with the same places', () => {
  const [en, ...others] = kLanguages;
  for (const language of others) {
    assert.deepEqual(Object.keys(words.kWords[language]), Object.keys(words.kWords[en]));
    for (const key of Object.keys(words.kWords[en])) {
      const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
      assert.deepEqual(places(words.kWords[language][key]), places(words.kWords[en][key]), key);
    }
  }
});

test('every remark of a recording has its French words', () => {
  let seen = 0;
  eachRecording(({ lanes }, where) => {
    for (const lane of lanes) {
      const notes = lane.lines.filter((line) => line.kind !== 'frame').map((line) => line.note);
      for (const note of [lane.remark, ...notes].filter(Boolean)) {
        seen += 1;
        assert.ok(isKnownNote(note), `${where}: '${note}'`);
      }
    }
  });
  assert.ok(seen > 100);
});

test('every kind of line has its word', () => {
  const kinds = new Set();
  eachRecording(({ lanes }) => lanes.forEach(({ lines }) => lines.forEach(({ kind }) => kinds.add(kind))));
  assert.ok(kinds.has('frame') && kinds.has('trailer'));
  for (const language of kLanguages) {
    for (const kind of kinds) assert.equal(typeof words.kWords[language][`kindOf_${kind}`], 'string', kind);
  }
});

test('numbers find their place in a translated remark', () => {
  setLanguage('fr');
  assert.equal(noteText('chunk of 26 octets'), 'chunk de 26 octets');
  assert.equal(timeText(1600), '1,6 s');
  setLanguage('en');
  assert.equal(noteText('chunk of 26 octets'), 'chunk of 26 octets');
  assert.equal(timeText(2000), '2 s');
});
