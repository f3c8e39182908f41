// SPDX-License-Identifier: MIT
// What builds the site: does it stop where something is wrong?
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {checkLinks, isWellFormed} from '../build/check.mjs';
import {byPart, contents} from '../build/contents.mjs';
import {drawing} from '../build/drawing.mjs';
import {Links} from '../build/links.mjs';
import {render} from '../build/markdown.mjs';
import {makeReference} from '../build/reference.mjs';
import {Repository} from '../build/repository.mjs';
import {build} from '../build/site.mjs';

const kRoot = process.env.HOP_ROOT ?? resolve(dirname(fileURLToPath(import.meta.url)), '../..');

let directory;
before(() => { directory = mkdtempSync(join(tmpdir(), 'hop docs-')); });  // a blank is part of it
after(() => rmSync(directory, {recursive: true}));

function siteOf(name, pages) {
  const site = join(directory, name);
  for (const [file, html] of Object.entries(pages)) {
    mkdirSync(dirname(join(site, file)), {recursive: true});
    writeFileSync(join(site, file), html);
  }
  return site;
}

describe('the link checker', () => {
  it('follows files, folders, anchors and queries', () => {
    const site = siteOf('good', {
      'index.html': '<a href="a/b.html#there">x</a><a href="a/?x=1">y</a><a href="#me" id="me">z</a><img src="p.png"><a href="https://www.rfc-editor.org/rfc/rfc9112.html#section-6">r</a>',
      'a/index.html': '<a href="..">up</a>', 'a/b.html': '<h2 id="there">x</h2><a href="../index.html#/me">slide</a>', 'p.png': ''});
    assert.deepEqual(checkLinks(site), {pages: 3, links: 7, faults: []});
  });

  const broken = {
    'a file that is missing': ['<a href="no.html">x</a>', /no no\.html/],
    'an anchor that is missing': ['<h2 id="here">x</h2><a href="#there">x</a>', /has no #there/],
    'an anchor of another page': ['<a href="other.html#there">x</a>', /other\.html has no #there/],
    'a picture that is missing': ['<img src="no.png">', /no no\.png/],
    'a script that is missing': ['<script src="no.js"></script>', /no no\.js/],
    'a way out of the site': ['<a href="../../x.html">x</a>', /out of the site/],
    'the root of the server': ['<a href="/x.html">x</a>', /root of the server/],
    'an address without a host': ['<a href="https://">x</a>', /no address/],
  };
  for (const [name, [html, fault]] of Object.entries(broken)) {
    it(`finds ${name}`, () => {
      const site = siteOf(`broken-${name}`, {'index.html': html, 'other.html': ''});
      const {faults} = checkLinks(site);
      assert.equal(faults.length, 1, faults.join('\n'));
      assert.match(faults[0].replace('there is no', 'no no').replace('no no no', 'no no'), fault);
      assert.throws(() => execFileSync(process.execPath, [join(kRoot, 'docs/build/check.mjs'), site], {stdio: 'pipe'}));
    });
  }

  it('judges addresses by their form', () => {
    assert.ok(['https://www.rfc-editor.org/', 'mailto:a@b.example', 'http://127.0.0.1:8080/'].every(isWellFormed));
    assert.ok(!['http://..', 'https://', 'http::Event', 'ftp://a.example/', 'https://nodots/'].some(isWellFormed));
  });
});

describe('a page', () => {
  const repository = new Repository(kRoot);
  const names = {files: new Map([['common/http1/MessageReader.h', {url: 'api/x.html'}]]), find: (file, name) => (name === 'MessageReader' ? 'api/y.html#z' : undefined)};
  const links = new Links(repository, [{source: 'steps/05-hop-by-hop/README.md', url: 'steps/05-hop-by-hop.html'}], names);
  const page = {source: 'docs/pages/x.md', url: 'x.html'};
  const html = text => render(text, {links, page, generated: name => `<b>${name}</b>`}).html;

  it('has the links of the site', () => {
    assert.match(html('[a](../../steps/05-hop-by-hop/README.md#try)'), /href="steps\/05-hop-by-hop\.html#try"/);
    assert.match(html('[`MessageReader`](../../common/http1/MessageReader.h)'), /href="api\/y\.html#z"/);
    assert.match(html('[patch](../../tests/sabotage/05-list-only.patch)'), /href="files\/tests\/sabotage\/05-list-only\.patch\.html"/);
  });
  it('names file and line of a link that leads nowhere', () => {
    assert.throws(() => html('one\n\ntwo [a](../nowhere.md)'), /docs\/pages\/x\.md:3: there is no 'docs\/nowhere\.md'/);
  });
  it('names a name that the header does not have', () => {
    assert.throws(() => html('[`MessageEater`](../../common/http1/MessageReader.h)'), /declares no 'MessageEater'/);
  });
  it('takes what is generated, also inside of a sentence', () => {
    assert.match(html('there are <!-- generated: count rows --> rows'), /there are <b>count<\/b> rows/);
  });
  it('loses no text behind a comment', () => {
    assert.throws(() => html('<!-- generated: count rows --> rows'), /begins with a comment/);
  });
});

describe('the menu', () => {
  const talk = [{slug: '01-a'}, {slug: '02-b'}];
  const beyond = [{slug: '03-c', part: {en: 'beyond the talk'}}, {slug: '04-d'}];
  it('begins a part where a step names one', () => {
    assert.deepEqual(byPart([...talk, ...beyond]), [{steps: talk}, {title: 'Beyond the talk', steps: beyond}]);
    assert.deepEqual(byPart(talk), [{steps: talk}]);
    const titles = contents([...talk, ...beyond]).map(({title}) => title);
    assert.deepEqual(titles.slice(0, 4), ['Begin', 'Steps', 'Beyond the talk', 'Teach']);
  });
});

describe('a drawing', () => {
  it('has the states of the source, or the build stops', () => {
    const svg = '<g data-states="common/http1/MessageReader.h"><g data-state="Head"/><g data-state="Body"/></g>';
    const repository = {read: file => (file.endsWith('.svg') ? svg : readFileSync(join(kRoot, file), 'utf8'))};
    assert.throws(() => drawing({repository, links: {}}, 'x', {url: 'x.html'}), /shows Head, Body; .* has Head, Body, Complete/);
  });
});

describe('the reference', () => {
  const copy = change => {
    const root = mkdtempSync(join(directory, 'root-'));
    for (const name of ['common', 'docs/api', 'docs/Doxyfile']) cpSync(join(kRoot, name), join(root, name), {recursive: true});
    const header = join(root, 'common/http1/Limits.h');
    writeFileSync(header, change(readFileSync(header, 'utf8')));
    return () => makeReference({root, out: join(root, 'out'), work: join(root, 'work'), site: {groups: [], beside: false}});
  };
  it('stops at a warning', () => {
    const make = copy(text => text.replace('/// How much', '/// See @ref nowhere. How much'));
    assert.throws(make, /common\/http1\/Limits\.h:\d+: /);
  });
  it('wants the line that its filter uses', () => {
    assert.throws(copy(text => text.replace('namespace hop::http1 {\n\n', 'namespace hop::http1 {\n')), /blank line belongs/);
  });
});

describe('the folder for the site', () => {
  it('is never somebody else\'s', () => {
    const out = siteOf('precious', {'thesis.txt': 'years of work'});
    assert.throws(() => build({root: kRoot, out}), /no site of ours/);
    assert.ok(existsSync(join(out, 'thesis.txt')));
  });
});
