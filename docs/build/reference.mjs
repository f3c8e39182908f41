// SPDX-License-Identifier: MIT
// The reference of common/: runs Doxygen, and knows where a name went.
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parse} from 'node-html-parser';
import {doxygenFooter, doxygenHeader} from './shell.mjs';

/** Doxygen's own looks and menus, and lists that repeat what the groups say. */
const kNotNeeded = /\.(png|css|js|svg)$|^(functions|globals|namespacemembers|hierarchy|graph_legend|doxygen_crawl).*\.html$/;

/** "1.9.4" -> 1009004, to compare. */
const number = version => version.split('.').reduce((sum, part) => sum * 1000 + parseInt(part, 10), 0);

function settings({root, out, work}) {
  const version = execFileSync('doxygen', ['--version'], {encoding: 'utf8'}).trim();
  const lines = [
    '@INCLUDE = docs/Doxyfile', `OUTPUT_DIRECTORY = "${out}"`, `STRIP_FROM_PATH = "${root}"`,
    `HTML_HEADER = "${join(work, 'header.html')}"`, `HTML_FOOTER = "${join(work, 'footer.html')}"`,
    `GENERATE_TAGFILE = "${join(work, 'tags.xml')}"`];
  // What newer ones would add to our pages.
  if (number(version) >= number('1.9.5')) lines.push('HTML_COLORSTYLE = LIGHT');
  if (number(version) >= number('1.10.0')) lines.push('HTML_COPY_CLIPBOARD = NO', 'HTML_CODE_FOLDING = NO');
  if (number(version) >= number('1.14.0')) lines.push('PAGE_OUTLINE_PANEL = NO');
  return `${lines.join('\n')}\n`;
}

/** @throws Error with every warning: the first of them fails the build. */
function runDoxygen({root, work}) {
  const run = spawnSync('doxygen', [join(work, 'Doxyfile')], {cwd: root, encoding: 'utf8'});
  const complaints = `${run.stderr ?? ''}${run.stdout ?? ''}`.replaceAll(`${root}/`, '').trim();
  if (run.status !== 0 || complaints) throw new Error(`Doxygen has something to say:\n${complaints || run.error}`);
}

/**
 * The title of a page is its heading; what is wide can be scrolled by key; what
 * needs Doxygen's own scripts (lists that open) goes; "https://" is no link.
 */
const mended = html => html
  .replace(/<div class="title">((?:(?!<\/?div)[\s\S])*)(<div class="ingroups">[\s\S]*?<\/div>)?<\/div>/, '<h1 class="title">$1</h1>$2')
  .replace(/<div class="summary">[\s\S]*?<\/div>/, '')
  .replace(/<td colspan="2" onclick="[^"]*"><img[^>]*>(&#160;)?/g, '<td colspan="2">')
  .replace(/<a href="https?:\/\/\.*">([^<]*)<\/a>/g, '$1')
  .replaceAll(' &#160;</td>', '</td>')
  .replaceAll('<div class="fragment">', '<div class="fragment" tabindex="0">')
  .replaceAll('<div class="memproto">', '<div class="memproto" tabindex="0">');

function tidy(directory) {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (kNotNeeded.test(name) || name === 'search') rmSync(path, {recursive: true});
    else if (name.endsWith('.html')) writeFileSync(path, mended(readFileSync(path, 'utf8')));
  }
}

const text = (element, name) => element.childNodes.find(node => node.rawTagName === name)?.text ?? '';
const children = (element, name) => element.childNodes.filter(node => node.rawTagName === name);
const page = name => `api/${name.endsWith('.html') ? name : `${name}.html`}`;
const place = member => `${page(text(member, 'anchorfile'))}#${text(member, 'anchor')}`;

/** Where each header, class and function is described. */
export class Names {
  constructor(tags, root) {
    this.files = new Map();
    this.classes = new Map();
    for (const compound of parse(tags).querySelectorAll('compound')) {
      const kind = compound.getAttribute('kind');
      if (kind === 'file') this.#addFile(compound, root);
      else if (['class', 'struct'].includes(kind)) this.#addClass(compound);
    }
  }

  #addFile(compound, root) {
    const path = `${text(compound, 'path')}${text(compound, 'name')}`.replace(`${root}/`, '');
    this.files.set(path, {
      url: page(text(compound, 'filename')),
      classes: children(compound, 'class').map(element => element.text.replaceAll('&lt;', '<')),
      members: new Map(children(compound, 'member').map(member => [text(member, 'name'), place(member)]))});
  }

  #addClass(compound) {
    this.classes.set(text(compound, 'name'), {
      url: page(text(compound, 'filename')),
      members: new Map(children(compound, 'member').map(member => [text(member, 'name'), place(member)]))});
  }

  /** "Server::start" in a header -> its place, or undefined. */
  find(file, name) {
    const known = this.files.get(file);
    const plain = name.replace(/\(\)$/, '');
    const ofClass = known.classes.find(full => full === plain || full.endsWith(`::${plain}`));
    if (ofClass) return this.classes.get(ofClass).url;
    const [member, ...owner] = plain.split('::').reverse();
    if (owner.length === 0) return known.members.get(plain);
    const suffix = `::${owner.reverse().join('::')}`;
    const full = known.classes.find(candidate => `::${candidate}`.endsWith(suffix));
    return full ? this.classes.get(full).members.get(member) : known.members.get(member);
  }
}

/** Makes OUT/api. @returns Names */
export function makeReference({root, out, work, site}) {
  mkdirSync(work, {recursive: true});
  writeFileSync(join(work, 'header.html'), doxygenHeader(site));
  writeFileSync(join(work, 'footer.html'), doxygenFooter());
  writeFileSync(join(work, 'Doxyfile'), settings({root, out, work}));
  runDoxygen({root, work});
  tidy(join(out, 'api'));
  return new Names(readFileSync(join(work, 'tags.xml'), 'utf8'), root);
}
