// SPDX-License-Identifier: MIT
// Code blocks: lines of regions, marked and coloured, within the budget.
import hljs from 'highlight.js/lib/core';
import cpp from 'highlight.js/lib/languages/cpp';
import go from 'highlight.js/lib/languages/go';

hljs.registerLanguage('cpp', cpp);
hljs.registerLanguage('go', go);

export const kMostLines = 14;
export const kMostColumns = 72;

export const escapeHtml = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  .replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Takes away the indentation that all lines share. */
function dedent(lines) {
  const filled = lines.filter(({text}) => text.trim() !== '');
  const indent = Math.min(...filled.map(({text}) => text.search(/\S/)));
  return lines.map(line => ({...line, text: line.text.slice(indent)}));
}

/** @throws Error when a slide has no room for it. */
export function checkBudget(lines) {
  if (lines.length > kMostLines) throw new Error(`${lines.length} lines of code; a slide has room for ${kMostLines}`);
  const wide = lines.find(({text}) => text.length > kMostColumns);
  if (wide) throw new Error(`a line of ${wide.text.length} columns; a slide has room for ${kMostColumns}: ${wide.text}`);
}

/**
 * The lines of "a,b" less those of "c,d", in the order of the source.
 * @param after leaves out the lines up to the first one that has these words.
 * @param before the source of the step before, or undefined.
 * @returns {{number, text, added}[]}
 */
export function selectLines(source, {names, minus = [], after, before}) {
  const without = new Set(minus.flatMap(name => source.region(name)).map(({number}) => number));
  const chosen = new Map();
  for (const line of names.flatMap(name => source.region(name))) {
    if (!without.has(line.number)) chosen.set(line.number, line);
  }
  const added = before ? source.addedSince(before) : new Set();
  const all = [...chosen.values()].sort((one, other) => one.number - other.number);
  const start = after ? all.findIndex(({text}) => text.includes(after)) + 1 : 0;
  if (after && start === 0) throw new Error(`no line has '${after}'`);
  const lines = all.slice(start);
  return dedent(lines).map(line => ({...line, added: added.has(line.number)}));
}

function colour(text, language) {
  return language ? hljs.highlight(text, {language, ignoreIllegals: true}).value : escapeHtml(text);
}

/** Marks words that the slide speaks of; only whole ones, outside of tags. */
function markWords(html, words) {
  for (const word of words) {
    html = html.replace(new RegExp(`(?<![\\w-])${word}(?![\\w-])(?![^<]*>)`, 'g'), '<mark>$&</mark>');
  }
  return html;
}

/** The type size at which these lines fill the width, and not more. */
function sizeFor(lines, columns) {
  const widest = Math.max(columns ?? 0, ...lines.map(({text}) => text.length));
  const byWidth = 1120 / ((widest + 3) * 0.6);
  const byHeight = 472 / (lines.length * 1.42);
  return Math.floor(Math.min(34, byWidth, byHeight) * 2) / 2;
}

/**
 * @param lines {{text, added, id?, label?}[]}
 * @param options {language, mark: words, size, step: where it comes from}
 */
export function codeHtml(lines, {language = 'cpp', mark = [], size, step} = {}) {
  const mixed = lines.some(({added}) => added) && lines.some(({added}) => !added);
  const body = lines.map(({text, added, id, label}) => {
    const tag = added ? 'ins' : 'span';
    const key = id ? ` data-id="${id}"` : '';
    const left = label ? `<b class="since${label === ' ' ? ' none' : ''}">${label}</b>` : `<i class="sign" aria-hidden="true">${added ? '+' : ' '}</i>`;
    return `<${tag} class="line"${key}>${left}${markWords(colour(text, language), mark) || ' '}\n</${tag}>`;
  }).join('');
  return `<div class="code${mixed ? ' mixed' : ''}"${step ? ` data-step="${step}"` : ''} style="--size:${size ?? sizeFor(lines)}px">` +
    `<pre><code>${body}</code></pre></div>`;
}

export const commonSize = (...blocks) => Math.min(...blocks.map(lines => sizeFor(lines)));
