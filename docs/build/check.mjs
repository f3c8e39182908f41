// SPDX-License-Identifier: MIT
// node build/check.mjs DIR: does every link of a built site lead somewhere?
// Files and #anchors are looked up; what lies outside is only checked for form.
import {existsSync, readFileSync, statSync} from 'node:fs';
import {join, posix, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parse} from 'node-html-parser';
import {htmlFiles} from './search.mjs';

const kAttributes = {a: ['href'], link: ['href'], script: ['src'], img: ['src'], iframe: ['src'], source: ['src']};
const kTags = Object.keys(kAttributes).join(',');

/** "https://host/path", with nothing that a typing error would leave there. */
export const isWellFormed = target => {
  if (/^(mailto:|data:|javascript:void\(0\))/.test(target)) return true;
  try {
    const url = new URL(target);
    return ['http:', 'https:'].includes(url.protocol) && /^[\w-]+(\.[\w-]+)+$|^localhost$|^127\.0\.0\.1$/.test(url.hostname) && !/\s/.test(target);
  } catch {
    return false;
  }
};

function readPage(path) {
  const page = parse(readFileSync(path, 'utf8'));
  const anchors = new Set();
  for (const element of page.querySelectorAll('[id]')) anchors.add(element.getAttribute('id'));
  for (const element of page.querySelectorAll('a[name]')) anchors.add(element.getAttribute('name'));
  const links = page.querySelectorAll(kTags).flatMap(element => kAttributes[element.rawTagName]
    .map(name => element.getAttribute(name)).filter(target => target !== undefined));
  return {anchors, links};
}

/** Where a link of a page leads, as a file of the site. */
function fileOf(directory, from, path) {
  const file = path === '' ? from : posix.normalize(posix.join(posix.dirname(from), decodeURIComponent(path)));
  const onDisk = join(directory, file);
  return existsSync(onDisk) && statSync(onDisk).isDirectory() ? posix.join(file, 'index.html') : file;
}

function fault(directory, from, target, pages) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return isWellFormed(target) ? null : 'is no address';
  if (target.startsWith('/')) return 'begins at the root of the server: the site may lie elsewhere';
  const [whole, fragment = ''] = target.split('#');
  const file = fileOf(directory, from, whole.split('?')[0]);
  if (file.startsWith('..')) return 'leads out of the site';
  if (!existsSync(join(directory, file))) return `there is no ${file}`;
  const anchor = decodeURIComponent(fragment).replace(/^\//, '');
  if (anchor && pages.has(file) && !pages.get(file).anchors.has(anchor)) return `${file} has no #${anchor}`;
  return null;
}

/** @returns {{pages, links, faults: string[]}} */
export function checkLinks(directory) {
  const pages = new Map(htmlFiles(directory).map(name => [name, readPage(join(directory, name))]));
  const faults = [];
  let links = 0;
  for (const [name, page] of pages) {
    for (const target of page.links) {
      ++links;
      const found = fault(directory, name, target, pages);
      if (found) faults.push(`${name}: '${target}' ${found}`);
    }
  }
  return {pages: pages.size, links, faults};
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {pages, links, faults} = checkLinks(resolve(process.argv[2] ?? '.'));
  for (const line of faults) console.error(line);
  console.log(`${pages} pages, ${links} links, ${faults.length} of them broken`);
  process.exitCode = faults.length || !pages ? 1 : 0;
}
