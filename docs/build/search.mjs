// SPDX-License-Identifier: MIT
// What the search box knows: every section of every page, read from the built
// pages, so that nothing can be found that is not there.
import {readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import MiniSearch from 'minisearch';
import {parse} from 'node-html-parser';

/** Used by the page as well (page/search.js). */
export const kOptions = {fields: ['title', 'page', 'text'], storeFields: ['title', 'page', 'url']};

/** The reference's lists, and headers line by line, would only repeat. */
const kLeftOut = /^(deck|files)\/|_source\.html$|-members\.html$|^api\/(annotated|classes|files|topics|modules|namespaces|pages)\.html$/;

export function htmlFiles(directory, from = directory) {
  return readdirSync(from).flatMap(name => {
    const path = join(from, name);
    if (statSync(path).isDirectory()) return htmlFiles(directory, path);
    return name.endsWith('.html') ? [relative(directory, path).replaceAll('\\', '/')] : [];
  }).sort();
}

const plain = element => element.textContent.replace(/\s+/g, ' ').trim();

/** Text of a page, cut at its headings. */
function sectionsOf(main, page) {
  const sections = [{title: page, anchor: '', text: ''}];
  const visit = node => {
    const id = node.getAttribute?.('id');
    if (/^H[23]$/.test(node.tagName ?? '') && id) {
      sections.push({title: plain(node).replace(/#$/, ''), anchor: `#${id}`, text: ''});
    } else if (node.tagName === 'TR' && id?.startsWith('row-')) {
      sections.push({title: id.slice(4), anchor: `#${id}`, text: plain(node)});
    } else if (node.nodeType === 3) {
      sections.at(-1).text += `${node.textContent} `;
    } else if (!['SCRIPT', 'STYLE', 'H1'].includes(node.tagName)) {
      node.childNodes.forEach(visit);
    }
  };
  visit(main);
  return sections;
}

/** Functions of the reference are sections too. */
function membersOf(main) {
  return main.querySelectorAll('h2.memtitle').map(title => {
    const anchor = title.querySelector('a')?.getAttribute('href') ?? '';
    return {title: plain(title).replace(/^◆\s*/, ''), anchor, text: plain(title.nextElementSibling ?? title)};
  });
}

function entriesOf(out, url) {
  const main = parse(readFileSync(join(out, url), 'utf8')).querySelector('main');
  const heading = main?.querySelector('h1');
  if (!heading) return [];
  const page = plain(heading);
  const sections = url.startsWith('api/') ? [...sectionsOf(main, page).slice(0, 1), ...membersOf(main)] : sectionsOf(main, page);
  return sections.map(({title, anchor, text}) => ({title, page, url: url + anchor, text: text.replace(/\s+/g, ' ').trim().slice(0, 4000)}));
}

/** Writes OUT/page/index.js: a script, so that it can be read from a disk, too. */
export function writeIndex(out) {
  const search = new MiniSearch(kOptions);
  const entries = htmlFiles(out).filter(url => !kLeftOut.test(url)).flatMap(url => entriesOf(out, url));
  search.addAll(entries.map((entry, id) => ({id, ...entry})));
  writeFileSync(join(out, 'page/index.js'), `window.hopIndex = ${JSON.stringify(JSON.stringify(search))};\n`);
  return entries.length;
}
