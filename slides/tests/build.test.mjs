// SPDX-License-Identifier: MIT
// The build, without a browser: what is on the slides, and what stops a build.
import assert from 'node:assert/strict';
import {mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {buildDeck, kMustSeconds, kPlannedSeconds} from '../build/deck.mjs';
import {build} from '../build/build.mjs';
import {kMostColumns, kMostLines} from '../build/code.mjs';
import {parseDeck} from '../build/parse.mjs';
import {Steps} from '../build/sources.mjs';
import {kRecordings, kRoot, temporaryFolder} from './places.mjs';

const unescape = html => html.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
  .replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');

/** The code blocks of a deck: {step, lines} as a reader sees them. */
function codeBlocks(html) {
  return [...html.matchAll(/<div class="code[^"]*"(?: data-step="(\d+)")?[^>]*><pre><code>(.*?)<\/code><\/pre>/gs)]
    .map(([, step, body]) => ({step: Number(step), lines: body.split(/(?=<(?:ins|del|span) class="line")/).filter(Boolean)
      .map(line => unescape(line.replace(/^(<[^>]*>)<([bi])\b.*?<\/\2>/s, '$1')).replace(/\n$/, ''))}));
}

describe('the decks of this checkout', () => {
  let decks;
  const out = temporaryFolder();
  before(() => { decks = build({root: kRoot, out, recordings: kRecordings}); });
  after(() => rmSync(out, {recursive: true}));

  it('fit their time', () => {
    for (const {slides} of decks) {
      const sum = list => list.reduce((total, {seconds}) => total + seconds, 0);
      assert.ok(sum(slides.filter(({flags}) => flags.has('must'))) <= kMustSeconds);
      assert.ok(sum(slides.filter(({part}) => !part)) <= kPlannedSeconds);
    }
  });

  it('begin with the talk: 44 slides, and every step of it turns green', () => {
    for (const {file, slides} of decks) {
      const talk = slides.slice(0, 44);
      assert.ok(talk.every(({part}) => !part), file);
      assert.ok(talk.at(-1).flags.has('last'), file);
      assert.deepEqual(talk.flatMap(({turns}) => turns || []), new Steps(kRoot).upTo().map(({number}) => number));
      assert.deepEqual([...new Set(slides.slice(44).map(({part}) => part?.id))], ['beyond', 'backup'], file);
    }
  });

  it('have notes on every slide', () => {
    for (const {file, slides} of decks) {
      for (const slide of slides) assert.ok(slide.notes.length > 0, `${file}: ${slide.id}`);
    }
  });

  it('show code that stands in the step, word for word', () => {
    for (const {file, html} of decks) {
      const blocks = codeBlocks(html).filter(({step}) => step);
      assert.ok(blocks.length >= 15, `${file}: ${blocks.length} blocks`);
      for (const {step, lines} of blocks) {
        const {all, written} = new Steps(kRoot);
        const {slug} = all[step - 1];
        assert.ok(written.some(({number}) => number === step));
        const source = readFileSync(join(kRoot, 'steps', slug, 'main.cpp'), 'utf8').split('\n').map(line => line.trim());
        let from = 0;
        for (const line of lines) {
          const found = source.indexOf(line.trim(), from);
          assert.ok(found >= 0, `${file}: '${line}' does not stand in ${slug}, or not there`);
          from = found + 1;
        }
      }
    }
  });

  it('keep code within a slide', () => {
    for (const {html} of decks) {
      for (const {lines} of codeBlocks(html)) {
        assert.ok(lines.length <= kMostLines, lines.join('\n'));
        for (const line of lines) assert.ok(line.length <= kMostColumns + 1, line);
      }
    }
  });

  it('use relative links only', () => {
    for (const {html} of decks) assert.doesNotMatch(html, /(?:src|href)="(?:\/|https?:)/);
  });

  it('have one structure in both languages', () => {
    const shape = ({slides}) => slides.map(({id, part, flags, attributes, blocks, notes}) => ({
      id, part: part?.id, flags: [...flags], attributes: {...attributes, words: undefined},
      blocks: blocks.filter(({kind}) => kind === 'directive').map(({name, argument}) => `${name} ${argument.replace(/"[^"]*"/g, '""')}`
        .replace(/^correction .*/, 'correction')),
      notes: notes.length,
    }));
    const [english, ...others] = decks;
    for (const deck of others) assert.deepEqual(shape(deck), shape(english), deck.file);
  });

  it('show the same code in both languages', () => {
    const [english, ...others] = decks;
    for (const deck of others) assert.deepEqual(codeBlocks(deck.html), codeBlocks(english.html));
  });
});

const kManifest = {steps: [
  {number: 1, slug: '01-one', status: 'written', title: {en: 'One'}},
  {number: 2, slug: '02-two', status: 'written', title: {en: 'Two'}},
  {number: 3, slug: '03-three', status: 'planned', title: {en: 'Three'}},
]};
const kOne = 'int main() {\n  //! [run]\n  one();\n  last();\n  //! [run]\n}\n';
const kTwo = 'int main() {\n  //! [run]\n  one();\n  two();\n  last();\n  //! [run]\n}\n';
const kFront = '---\ntitle: T\nwords: a | b | c | d\n---\n';

/** A small checkout: two written steps, a planned one, and this deck. */
class Tree {
  constructor(body, {one = kOne, manifest = kManifest} = {}) {
    this.root = mkdtempSync(join(tmpdir(), 'hop-slides-'));
    this.write('steps/steps.json', JSON.stringify(manifest));
    this.write('steps/01-one/main.cpp', one);
    this.write('steps/02-two/main.cpp', kTwo);
    this.write('slides/deck.en.md', kFront + body);
  }
  write(name, text) {
    mkdirSync(dirname(join(this.root, name)), {recursive: true});
    writeFileSync(join(this.root, name), text);
  }
  build() {
    return buildDeck({root: this.root, language: 'en', steps: new Steps(this.root), recordings: join(this.root, 'none'), speaker: {}});
  }
}

function buildOf(body, options) {
  const tree = new Tree(body, options);
  try {
    return tree.build();
  } finally {
    rmSync(tree.root, {recursive: true});
  }
}

const slide = (body, attributes = 'a minutes=1:00') => `<!-- slide: ${attributes} -->\n## Title\n\n${body}\n\n<!-- notes -->\n- Note: Something.\n`;
const complaint = (body, options) => {
  try {
    buildOf(body, options);
  } catch (error) {
    return error.message;
  }
  return 'no complaint';
};

describe('a build', () => {
  it('names file and line of a region that is not there', () => {
    assert.equal(complaint(slide('<!-- code: ran step=2 -->')),
      "slides/deck.en.md:8: steps/02-two/main.cpp has no region 'ran'; it has run");
  });
  it('names file and line of a marker without its pair', () => {
    assert.equal(complaint(slide('<!-- code: run step=1 -->'), {one: '//! [run]\nint main() {}\n'}),
      "steps/01-one/main.cpp:1: region 'run' is never closed");
    assert.match(complaint(slide('<!-- code: run step=1 -->'), {one: '//! run\nint main() {}\n'}), /^steps\/01-one\/main.cpp:1: write a region marker/);
  });
  it('refuses code that a slide has no room for', () => {
    const region = lines => ({one: `//! [run]\n${lines}\n//! [run]\n`});
    assert.match(complaint(slide('<!-- code: run step=1 -->'), region(Array(15).fill('x();').join('\n'))), /:8: 15 lines of code/);
    assert.match(complaint(slide('<!-- code: run step=1 -->'), region('x'.repeat(73))), /:8: a line of 73 columns/);
    assert.match(complaint(slide('```\n' + 'y\n'.repeat(15) + '```')), /15 lines of code/);
  });
  it('pairs the lines that stay, and marks those that are new', () => {
    const {html} = buildOf(slide('<!-- morph: run step=2 -->'));
    const ids = [...html.matchAll(/<(ins|span) class="line" data-id="([^"]+)"/g)].map(([, tag, id]) => [tag, id]);
    assert.deepEqual(ids.map(([tag]) => tag), ['span', 'span', 'span', 'ins', 'span']);
    assert.equal(ids[0][1], ids[2][1]);
    assert.equal(ids[1][1], ids[4][1]);
    assert.equal(new Set(ids.map(([, id]) => id)).size, 3);
  });
  it('leaves out the code of a planned step, and wants it once it is written', () => {
    const body = slide('<!-- only: planned step=3 -->\nsoon\n<!-- /only -->\n<!-- code: run step=3 -->');
    assert.match(buildOf(body).html, /soon/);
    assert.doesNotMatch(buildOf(body).html, /class="code/);
    const manifest = {steps: kManifest.steps.map(step => ({...step, status: 'written'}))};
    assert.match(complaint(body, {manifest}), /steps\/03-three\/main.cpp:1: there is no such file/);
  });
  it('wants notes, in three kinds, that fit the time', () => {
    const noted = notes => `<!-- slide: a minutes=0:10 -->\n## T\n\n<!-- notes -->\n${notes}\n`;
    assert.match(complaint(noted('')), /has no notes/);
    assert.match(complaint(noted('- Say: x')), /a note begins with Ask, Demo, Note/);
    assert.match(complaint(noted('Just so.')), /a note is/);
    assert.match(complaint(noted(`- Note: ${'word '.repeat(22)}`)), /22 words of notes, there is time for 21/);
  });
  it('wants the must slides to fit thirty minutes', () => {
    assert.match(complaint(slide('x', 'a minutes=30:01 must')), /take 1801 s, more than 1800/);
  });
  it('wants the talk to fit its time, and nothing else in it', () => {
    assert.match(complaint(slide('x', 'a minutes=27:31')), /the talk takes 1651 s, more than 1650/);
    assert.match(complaint(`${slide('x', 'a minutes=27:30')}${slide('y', 'b minutes=0:01')}`), /the talk takes 1651 s/);
    const {slides} = buildOf(`${slide('x', 'a minutes=27:30')}<!-- part: beyond -->\n${slide('y', 'b minutes=9:00')}${slide('z', 'c minutes=1:00')}` +
      `<!-- part: backup -->\n${slide('w', 'd minutes=1:00')}`);
    assert.deepEqual(slides.map(({number}) => number), ['1', '+1', '+2', 'B1']);
  });
  it('keeps what belongs to the talk out of other parts, and a part in one piece', () => {
    const beyond = '<!-- part: beyond -->\n';
    assert.match(complaint(beyond + slide('x', 'a minutes=1:00 must')), /:6: slide 'a' is 'must', and does not belong to the talk/);
    assert.match(complaint(`<!-- part: -->\n${slide('x')}`), /:5: a part needs an id/);
    assert.match(complaint(`<!-- part: after -->\n${slide('x')}`), /:5: there is no part 'after'; there are beyond, backup/);
    assert.match(complaint(`${beyond}${slide('x')}${beyond}${slide('y', 'b minutes=1:00')}`), /part 'beyond' has begun before/);
  });
  it('shows the squares of the steps of the talk, and then those beyond it', () => {
    const manifest = {steps: kManifest.steps.slice(0, 2).map(step => (step.number === 2 ? {...step, part: {en: 'beyond it', fr: ''}} : step))};
    const {html} = buildOf(`${slide('x', 'a minutes=1:00 turns=1')}<!-- part: beyond step=2 -->\n${slide('y', 'b minutes=1:00 turns=2')}` +
      `<!-- part: backup -->\n${slide('z', 'c minutes=1:00')}`, {manifest});
    assert.deepEqual([...html.matchAll(/aria-label="(\d of \d) steps are green"/g)].map(([, words]) => words), ['1 of 1', '2 of 2', '1 of 1']);
    assert.match(html, /data-part="beyond".*?<span class="part">beyond it<\/span>/s);
    assert.match(complaint(`<!-- part: beyond step=1 -->\n${slide('x')}`), /^steps\/steps.json:1: no part begins with step 1/);
  });
  it('leaves out the lines up to the words that it is told', () => {
    assert.deepEqual(codeBlocks(buildOf(slide('<!-- code: run step=2 after="one()" -->')).html)[0].lines, ['two();', 'last();']);
    assert.match(complaint(slide('<!-- code: run step=2 after="none" -->')), /:8: no line has 'none'/);
  });
  it('refuses what it does not know', () => {
    assert.match(complaint(slide('<!-- cod: run -->')), /:8: there is no directive 'cod'/);
    assert.match(complaint(slide('<!-- drawing: cow -->')), /:8: there is no drawing 'cow'/);
    assert.match(complaint(slide('<!-- code: run step=9 -->')), /:8: there is no step '9'/);
    assert.match(complaint(slide('<!-- lab: x step=1 -->')), /:8: no recording of 'x' through step 1/);
    assert.match(complaint(slide('x', 'a')), /:5: minutes=M:SS is missing/);
    assert.match(complaint(slide('x') + slide('y')), /there are two slides 'a'/);
    assert.match(complaint('<!-- slide: a minutes=0:10 -->\ntext\n\n<!-- notes -->\n- Note: x\n'), /begins with no '## Title'/);
  });
  it('reads quoted attributes', () => {
    const {slides} = parseDeck(`${kFront}<!-- slide: a minutes=0:05 x="b c" must -->\n## T\n<!-- notes -->\n- Note: n\n  and more\n`, 'f');
    assert.equal(slides[0].attributes.x, 'b c');
    assert.deepEqual([...slides[0].flags], ['must']);
    assert.equal(slides[0].notes[0].text, 'n and more');
  });
});
