// SPDX-License-Identifier: MIT
// What was built: are the tables as long as what they were made from? Counted
// here anew, without the build's own readers.
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {parse} from 'node-html-parser';
import {checkLinks} from '../build/check.mjs';
import {kPeers} from '../build/tables.mjs';

const kRoot = process.env.HOP_ROOT ?? resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const kSite = process.env.HOP_SITE ?? join(kRoot, 'build/docs');
const source = name => readFileSync(join(kRoot, name), 'utf8');
const lines = name => source(name).split('\n').filter(Boolean);
const page = name => parse(readFileSync(join(kSite, name), 'utf8'));
const steps = JSON.parse(source('steps/steps.json')).steps.filter(({status}) => status === 'written');

describe('what is generated', () => {
  it('behaviour: a line for each row, with its sentence', () => {
    const rows = lines('tests/rows.tsv').slice(1).map(line => line.split('\t'));
    const shown = page('behaviour.html').querySelectorAll('.behaviour tbody tr');
    assert.equal(shown.length, rows.length);
    const texts = new Map(shown.map(row => [row.getAttribute('id'), row.querySelectorAll('td')[0].textContent]));
    for (const [id, sentence] of rows) assert.ok(texts.get(`row-${id}`)?.startsWith(sentence), id);
  });

  for (const [column, name] of kPeers.entries()) {
    it(`behaviour: ${name} agrees as often as it was green`, () => {
      const known = new Set(lines('tests/rows.tsv').slice(1).map(line => line.split('\t')[0]));
      const seen = lines(`tests/peers/${name}.tsv`).map(line => line.split('\t')).filter(([id]) => known.has(id));
      const cells = page('behaviour.html').querySelectorAll('.behaviour tbody tr').map(row => row.querySelectorAll('td.cell')[column]).filter(Boolean);
      assert.equal(cells.filter(cell => cell.textContent === 'agrees').length, seen.filter(([, colour]) => colour === 'green').length);
      assert.equal(cells.filter(cell => cell.classNames.includes('red')).length, seen.filter(([, colour]) => colour === 'red').length);
    });
  }

  it('limits: every red and every waiver', () => {
    const limits = page('limits.html');
    const reds = kPeers.flatMap(name => lines(`tests/peers/${name}.tsv`)).filter(line => line.split('\t')[1] !== 'green');
    assert.equal(limits.querySelectorAll('details li').length, reds.length);
    const waived = lines('tests/rows.tsv').slice(1).filter(line => line.split('\t')[7]);
    assert.equal(limits.querySelectorAll('ul.rows > li .why').length, waived.length);
  });

  it('matrix: the lines and cells of docs/matrix.md', () => {
    const table = source('docs/matrix.md').split('\n## ')[1].split('\n').filter(line => line.startsWith('| ')).slice(1);
    assert.equal(page('tests.html').querySelectorAll('.matrix tbody tr').length, table.length);
    assert.equal(page('matrix.html').querySelectorAll('table')[0].querySelectorAll('tbody tr').length, table.length);
    assert.equal(page('tests.html').querySelectorAll('.matrix td.cell').length, table.length * steps.length);
  });

  it('sabotage: every patch', () => {
    const patches = readdirSync(join(kRoot, 'tests/sabotage')).filter(name => name.endsWith('.patch'));
    const linked = page('tests.html').querySelectorAll('a').map(a => a.getAttribute('href')).filter(href => href.endsWith('.patch.html'));
    assert.equal(new Set(linked).size, patches.length);
  });

  it('start here: a card for each step, the steps of each part together', () => {
    const numbers = page('index.html').querySelectorAll('ol.cards').map(list => list.querySelectorAll('li').map(card => Number(card.querySelector('b').textContent)));
    assert.deepEqual(numbers.flat(), steps.map(({number}) => number));
    assert.deepEqual(numbers.slice(1).map(([first]) => first), steps.filter(({part}) => part).map(({number}) => number));
  });

  it('packages: every line', () => {
    const wanted = lines('tools/hop/packages.tsv').filter(line => !line.startsWith('#'));
    assert.equal(page('portability.html').querySelectorAll('table').at(-1).querySelectorAll('tbody tr').length, wanted.length);
  });
});

describe('the site', () => {
  it('has a page for each step, each decision, each layer', () => {
    for (const {slug} of steps) assert.ok(existsSync(join(kSite, `steps/${slug}.html`)), slug);
    const decisions = readdirSync(join(kRoot, 'docs/adr')).filter(name => /^\d/.test(name));
    for (const name of decisions) assert.ok(existsSync(join(kSite, 'adr', name.replace('.md', '.html'))), name);
    const layers = readdirSync(join(kRoot, 'common'), {withFileTypes: true}).filter(entry => entry.isDirectory());
    for (const {name} of layers) assert.ok(page(`api/group__${name}.html`).querySelectorAll('.memberdecls a.el').length > 0, name);
  });

  it('says something about every class', () => {
    const silent = page('api/annotated.html').querySelectorAll('table.directory tr')
      .filter(row => !row.querySelector('td.desc')?.textContent.trim()).map(row => row.textContent.trim());
    assert.deepEqual(silent, []);
  });

  it('has links that lead somewhere, and no word about the machine that built it', () => {
    const {faults, pages} = checkLinks(kSite);
    assert.deepEqual(faults, []);
    assert.ok(pages > 300, `${pages} pages`);
    const files = readdirSync(kSite, {recursive: true}).filter(name => /\.(html|js)$/.test(name));
    assert.deepEqual(files.filter(name => readFileSync(join(kSite, name), 'utf8').includes(kRoot)), []);
  });

  it('loads nothing from elsewhere', () => {
    for (const name of ['index.html', 'api/index.html', 'behaviour.html']) {
      const loaded = page(name).querySelectorAll('script[src], link[rel=stylesheet], img').map(e => e.getAttribute('src') ?? e.getAttribute('href'));
      assert.deepEqual(loaded.filter(target => /^(https?:)?\/\//.test(target)), []);
    }
  });
});

it('the lock file names no registry', () => {
  assert.doesNotMatch(source('docs/package-lock.json'), /"resolved"/);
});
