// SPDX-License-Identifier: MIT
// node build/site.mjs --out DIR [--work DIR] [--root DIR]
// The site into a folder that any web server can serve. A deck with its lab at
// DIR/deck is linked, and links back. Doxygen's warnings stop it, and so do links
// that lead nowhere.
import {copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {copyAssets} from './assets.mjs';
import {elsewhere, hasDeck, tellTheLab} from './beside.mjs';
import {checkLinks} from './check.mjs';
import {besideMenu, contents} from './contents.mjs';
import {filePage} from './files.mjs';
import {generator} from './generated.mjs';
import {Links} from './links.mjs';
import {render} from './markdown.mjs';
import {makeReference} from './reference.mjs';
import {Repository} from './repository.mjs';
import {writeIndex} from './search.mjs';
import {page as pageHtml} from './shell.mjs';

const kRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

function write(out, url, html) {
  mkdirSync(dirname(join(out, url)), {recursive: true});
  writeFileSync(join(out, url), html);
}

function onThisPage(headings) {
  const entries = headings.filter(({depth}) => depth === 2);
  if (entries.length < 3) return '';
  return `<nav class="toc" aria-label="On this page"><h2>On this page</h2><ul>${entries.map(({id, html}) => `<li><a href="#${id}">${html}</a></li>`).join('')}</ul></nav>\n`;
}

/** The box with what else there is about a step comes right below its title. */
function withElsewhere(html, context, page) {
  const step = context.repository.steps.find(({slug}) => page.source === `steps/${slug}/README.md`);
  return step ? html.replace('</h1>\n', () => `</h1>\n${elsewhere(step, context, page)}`) : html;
}

function writePage(context, page) {
  const {repository, links, out, site} = context;
  const {html, title, headings} = render(repository.read(page.source), {links, page, generated: generator(context)});
  write(out, page.url, pageHtml(site, {
    title, url: page.url, aside: onThisPage(headings), body: withElsewhere(html, context, page),
    note: `Made from <code>${page.source}</code>.`}));
}

/** Files that pages link to; a folder's page may link to more of them. */
function writeFiles(context) {
  const {links, out, site} = context;
  for (let next; (next = links.wanted.shift());) {
    const {title, html} = filePage(next, context);
    write(out, next.url, pageHtml(site, {title, url: next.url, body: html, note: `The file as it is in the repository.`}));
  }
  for (const [path, url] of links.pictures) {
    mkdirSync(join(out, 'img'), {recursive: true});
    copyFileSync(context.repository.path(path), join(out, url));
  }
}

const kOurs = '.hop-site';

/** All but the deck, which was there before. @throws Error for a folder that is not ours */
function clear(out) {
  mkdirSync(out, {recursive: true});
  const others = readdirSync(out).filter(name => name !== 'deck');
  if (others.length && !others.includes(kOurs)) throw new Error(`${out} is not empty, and no site of ours: name another folder`);
  writeFileSync(join(out, kOurs), 'Made by ./hop docs or ./hop site; made anew each time.\n');
  for (const name of readdirSync(out)) if (!['deck', kOurs].includes(name)) rmSync(join(out, name), {recursive: true});
}

/** @returns {{pages, links, faults, sections}} what was built */
export function build({root = kRoot, out, work = join(`${out}.work`)}) {
  const repository = new Repository(root);
  clear(out);
  const beside = hasDeck(out);
  const groups = contents(repository.steps);
  const site = {groups, beside};
  const names = makeReference({root, out, work, site});
  const pages = [...groups.flatMap(({entries}) => entries), ...besideMenu(root)].filter(({source}) => source);
  const links = new Links(repository, pages, names);
  const context = {repository, links, out, site, beside};
  for (const page of pages) writePage(context, page);
  writeFiles(context);
  copyAssets(root, out);
  if (beside) tellTheLab(out);
  const sections = writeIndex(out);
  return {...checkLinks(out), sections};
}

function main() {
  const {values} = parseArgs({options: {out: {type: 'string'}, work: {type: 'string'}, root: {type: 'string', default: kRoot}}});
  if (!values.out) throw new Error('where to? --out DIR');
  const out = resolve(values.out);
  const {pages, links, faults, sections} = build({root: resolve(values.root), out, ...(values.work && {work: resolve(values.work)})});
  for (const line of faults) console.error(line);
  if (faults.length) throw new Error(`${faults.length} links lead nowhere`);
  console.log(`${basename(out)}: ${pages} pages, ${links} links, ${sections} sections to search`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    console.error(error.name === 'BuildError' || process.env.HOP_TRACE === undefined ? error.message : error.stack);
    process.exitCode = 1;
  }
}
