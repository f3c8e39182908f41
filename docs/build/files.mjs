// SPDX-License-Identifier: MIT
// Pages for what is no page: a source with its lines, a folder with its files.
import {readdirSync} from 'node:fs';
import {extname} from 'node:path';
import hljs from 'highlight.js/lib/common';
import {escapeHtml, rootOf} from './shell.mjs';

const kLanguages = {'.cpp': 'cpp', '.h': 'cpp', '.json': 'json', '.patch': 'diff', '.go': 'go', '.js': 'javascript', '.mjs': 'javascript',
  '.txt': 'cmake', '.cmake': 'cmake', '.sh': 'bash', '.yml': 'yaml', '.svg': 'xml'};

/** hljs closes no tag at the end of a line; a line has to be whole by itself. */
function wholeLines(html) {
  const open = [];
  return html.split('\n').map(line => {
    const begin = open.join('');
    for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g)) tag === '</span>' ? open.pop() : open.push(tag);
    return begin + line + '</span>'.repeat(open.length);
  });
}

function sourceHtml(path, text) {
  const language = kLanguages[extname(path)];
  const html = language && hljs.getLanguage(language) ? hljs.highlight(text, {language}).value : escapeHtml(text);
  const lines = wholeLines(html.replace(/\n$/, ''));
  return `<pre class="code numbered" tabindex="0"><code>${lines.map((line, index) => `<span class="line" id="L${index + 1}"><a href="#L${index + 1}" aria-hidden="true" tabindex="-1">${index + 1}</a>${line}\n</span>`).join('')}</code></pre>`;
}

function folderHtml(path, repository, links, page) {
  const names = readdirSync(repository.path(path)).filter(name => !name.startsWith('.') && name !== 'node_modules').sort();
  const items = names.filter(name => name !== 'CMakeLists.txt').map(name => {
    const place = links.place(`${path}/${name}`);
    return `<li><a href="${rootOf(page.url)}${place}">${name}${repository.isDirectory(`${path}/${name}`) ? '/' : ''}</a></li>`;
  });
  return `<ul class="rows">\n${items.join('\n')}\n</ul>`;
}

/** @returns {{title, html}} the page of a path that somebody has linked to */
export function filePage({path, url}, {repository, links}) {
  const folder = repository.isDirectory(path);
  const html = folder ? folderHtml(path, repository, links, {url}) : sourceHtml(path, repository.read(path));
  return {title: path, html: `<h1>${path}</h1>\n${html}`};
}
