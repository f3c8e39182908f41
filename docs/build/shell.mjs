// SPDX-License-Identifier: MIT
// What stands around every page, Doxygen's too. Links are relative: the site may
// lie below any path of any web server, or on a disk.
import {kReference} from './contents.mjs';

const kEntities = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};
export const escapeHtml = text => String(text).replace(/[&<>"]/g, character => kEntities[character]);

/** "steps/05.html" -> "../": from a page back to the site's root. */
export const rootOf = url => '../'.repeat(url.split('/').length - 1);

/** Before anything is drawn: the reader's colours. */
const kEarly = `try { var kept = localStorage.getItem('hop-theme'); } catch (e) {}
document.documentElement.dataset.theme = kept || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');`;

const kSheets = ['fonts', 'theme', 'site', 'text', 'tables', 'drawings', 'reference'];

function head(title, root) {
  const sheets = kSheets.map(name => `<link rel="stylesheet" href="${root}theme/${name}.css">`).join('\n');
  return `<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="${root}theme/icon.svg" type="image/svg+xml">
<script>${kEarly}</script>
${sheets}
<script defer src="${root}page/site.js"></script>
<script defer src="${root}page/search.js"></script>`;
}

function bar(root, beside) {
  const others = beside
    ? `<nav class="beside" aria-label="Beside this site"><a href="${root}deck/index.html">Deck</a><a href="${root}deck/lab/index.html">Lab</a></nav>` : '';
  return `<header class="bar">
<button type="button" id="menu" aria-expanded="false" aria-controls="contents"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M2 5h16M2 10h16M2 15h16"/></svg><span class="visually-hidden">Contents</span></button>
<a class="brand" href="${root}index.html"><svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8"/><path d="M6 16h8m4 0h8"/></svg>Hop by Hop</a>
<div class="search" role="search"><input id="search" type="search" placeholder="Search (press /)" aria-label="Search the site" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="found"><ul id="found" role="listbox" aria-label="Found" hidden></ul></div>
${others}<button type="button" id="theme"><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="7"/><path d="M10 3a7 7 0 0 1 0 14z"/></svg><span class="visually-hidden">Dark or light</span></button>
</header>`;
}

const entry = (item, current, root) =>
  `<li><a href="${root}${item.url}"${item.url === current ? ' aria-current="page"' : ''}>${escapeHtml(item.title)}</a></li>`;

function menu(groups, current, root) {
  const lists = groups.map(({title, entries}) =>
    `<h2>${title}</h2>\n<ul>${entries.map(item => entry(item, current, root)).join('\n')}</ul>`).join('\n');
  return `<nav id="contents" aria-label="Contents">\n${lists}\n</nav>`;
}

const foot = (root, note) => `<footer class="foot"><p>${note}</p>
<p>Code: MIT. Prose: CC BY 4.0. Understand the proxy you run; do not run this one. <a href="${root}security.html">Security</a></p></footer>`;

/** @param site {groups, beside} @param options {title, url, root}: already HTML */
export function before({groups, beside}, {title, url, root}) {
  return `<!doctype html>
<html lang="en" data-root="${root}">
<head>
${head(title, root)}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${bar(root, beside)}
<div class="page">
${menu(groups, url, root)}
<main id="content" tabindex="-1">
`;
}

export const after = (root, note) => `</main>
</div>
${foot(root, note)}
</body>
</html>
`;

/** A whole page. `aside` stands beside the text where there is room. */
export function page(site, {title, url, body, aside = '', note}) {
  const root = rootOf(url);
  return `${before(site, {title: `${escapeHtml(title)}: Hop by Hop`, url, root})}${aside}<article>\n${body}\n</article>\n${after(root, note)}`;
}

/** Doxygen's header and footer: "$title" is its own to fill in. */
export const doxygenHeader = site =>
  `${before(site, {title: '$title', url: kReference, root: '../'}).replaceAll('data-root="../"', 'data-root="../" class="reference"')}<div id="top">\n`;
export const doxygenFooter = () => after('../', 'From the comments in <code>common/</code>, by Doxygen $doxygenversion.');
