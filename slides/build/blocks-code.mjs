// SPDX-License-Identifier: MIT
// Directives that show code: regions of the steps, and sabotage patches.
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {checkBudget, codeHtml, commonSize, escapeHtml, selectLines} from './code.mjs';
import {pairLines} from './morph.mjs';

const split = text => (text ?? '').split(',').filter(Boolean);

/** The lines that "a,b step=5 minus=c" asks for. */
function linesFor(block, context, number, names) {
  const source = context.steps.source(number);
  const before = number > 1 ? context.steps.source(number - 1) : undefined;
  const minus = split(block.attributes.minus).filter(name => source.has(name));
  const lines = selectLines(source, {names, minus, after: block.attributes.after, before});
  checkBudget(lines);
  return lines;
}

export function code(block, context) {
  const {attributes} = block;
  if (!context.steps.isWritten(attributes.step)) return '';
  const step = context.steps.find(attributes.step);
  const lines = linesFor(block, context, step.number, split(attributes.words[0]));
  return codeHtml(lines, {mark: split(attributes.mark), size: attributes.size, step: step.number});
}

/** @returns [{step, html}, {step, html}] of step N-1 and of step N, or null */
export function morphHtml(block, context) {
  const {attributes} = block;
  if (!context.steps.isWritten(attributes.step)) return null;
  const step = context.steps.find(attributes.step);
  const before = context.steps.all[step.number - 2];
  const names = split(attributes.words[0]);
  const source = context.steps.source(before.number);
  const fromNames = attributes.from ? split(attributes.from) : names.filter(name => source.has(name));
  const [from, to] = pairLines(linesFor(block, context, before.number, fromNames),
    linesFor(block, context, step.number, names), context.prefix());
  const size = commonSize(from, to);
  const mark = split(attributes.mark);
  return [{step: before, html: codeHtml(from, {size, step: before.number})}, {step, html: codeHtml(to, {size, mark, step: step.number})}];
}

/** The change of a sabotage patch: its hunk, as it stands in the file. */
export function patch(block, context) {
  const file = `tests/sabotage/${block.attributes.words[0]}.patch`;
  const path = join(context.root, file);
  if (!existsSync(path)) throw new Error(`${file} is not there`);
  const all = readFileSync(path, 'utf8').split('\n');
  const start = all.findIndex(line => line.startsWith('@@'));
  const hunk = all.slice(start + 1).filter(line => /^[ +-]/.test(line));
  const near = hunk.filter((line, index) => hunk.slice(Math.max(0, index - 1), index + 2).some(l => /^[+-]/.test(l)));
  const indent = Math.min(...near.map(line => line.slice(1).search(/\S/)));
  const lines = near.map(line => ({text: line[0] + line.slice(1 + indent)}));
  checkBudget(lines);
  const body = lines.map(({text}) => {
    const tag = {'+': 'ins', '-': 'del'}[text[0]] ?? 'span';
    return `<${tag} class="line"><i class="sign" aria-hidden="true">${text[0].replace('-', '−')}</i>${escapeHtml(text.slice(1))}\n</${tag}>`;
  }).join('');
  return `<div class="code patch" style="--size:${commonSize(lines)}px"><pre><code>${body}</code></pre></div>`;
}

/** The names in a list of the source, as people read them. */
export function fields(block, context) {
  const {attributes} = block;
  const lines = context.steps.source(context.steps.find(attributes.step).number).region(attributes.words[0]);
  const list = lines.map(({text}) => text).join(' ').split('};')[0];
  const names = [...list.matchAll(/"([A-Za-z0-9-]+)"/g)].map(([, name]) => name);
  if (names.length === 0) throw new Error(`region '${attributes.words[0]}' holds no names`);
  return `<ul class="fields">${names.map(name => `<li><code>${name}</code></li>`).join('')}</ul>`;
}
