// SPDX-License-Identifier: MIT
// The finished handler, each line with the step that it came with; and the
// change of a step as one picture.
import {checkBudget, codeHtml, selectLines} from './code.mjs';
import {svg, text} from '../drawings/shapes.mjs';

const split = words => (words ?? '').split(',').filter(Boolean);

/** The first written step whose main.cpp has this line, whatever its indentation. */
function firstSeen(line, steps) {
  const found = steps.written.find(({number}) =>
    steps.source(number).lines.some(({text: other}) => other.trim() === line.trim()));
  return found?.number ?? steps.newest.number;
}

/** "spine: send-request step=newest minus=verbs" */
export function spineHtml({attributes}, {steps}) {
  const {number} = steps.find(attributes.step ?? 'newest');
  const source = steps.source(number);
  const lines = selectLines(source, {names: split(attributes.words[0]), minus: split(attributes.minus)})
    .map(line => ({...line, added: false, label: /\w/.test(line.text) ? String(firstSeen(line.text, steps)).padStart(2, '0') : ' '}));
  checkBudget(lines);
  return codeHtml(lines, {step: number});
}

const kWords = {
  en: {title: 'The diff as one picture', main: 'main() and its options', handler: 'handleRequest()', none: 'no line changed', some: n => `${n} lines`},
  fr: {title: 'Le diff en une image', main: 'main() et ses options', handler: 'handleRequest()', none: 'aucune ligne changée', some: n => `${n} lignes`},
};

function handlerLines(source) {
  const first = source.lines.find(({text: line}) => line.includes('void handleRequest('));
  const last = source.lines.find(({number, text: line}) => number > first.number && line === '  }');
  return [first.number, last.number];
}

/** Each line of the step's main.cpp as a bar; new ones are marked. */
export function minimapHtml({attributes}, context) {
  if (!context.steps.isWritten(attributes.step)) return '';
  const {number} = context.steps.find(attributes.step);
  const source = context.steps.source(number);
  const added = source.addedSince(context.steps.source(number - 1));
  const [first, last] = handlerLines(source);
  const words = kWords[context.language];
  const columns = 3;
  const perColumn = Math.ceil(source.lines.length / columns);
  const bars = source.lines.map(({number: line, text: content}, index) => {
    const x = 20 + Math.floor(index / perColumn) * 380 + content.search(/\S|$/) * 4;
    const y = 10 + (index % perColumn) * (400 / perColumn);
    const kind = added.has(line) ? 'new' : line >= first && line <= last ? 'handler' : 'old';
    return content.trim() && `<rect class="${kind}" x="${x}" y="${y.toFixed(1)}" width="${Math.min(content.trim().length * 4, 330)}" height="${(300 / perColumn).toFixed(1)}"/>`;
  }).join('');
  const inside = [...added].filter(line => line >= first && line <= last).length;
  const summary = `handleRequest(): ${inside ? words.some(inside) : words.none}`;
  return svg(470, bars + text(568, 456, summary, 'label strong'), {id: context.prefix(), title: words.title,
    description: `${summary}; ${words.main}: ${words.some(added.size - inside)}`, kind: 'minimap'});
}
