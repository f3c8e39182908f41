// SPDX-License-Identifier: MIT
// One lane as a list of lines.

import { h, spoken } from './dom.js';
import { noteText, t } from './words.js';

const kSigns = { added: '+', removed: '−', rewritten: '~' };
const kMostBodyLines = 12;
const kWorthFolding = 3;

/** The field's name apart from its value, and the part that was rewritten. */
function codeOf(line, changed) {
  const text = line.text;
  const piece = (from, to, name) => {
    const value = text.slice(from, to);
    return value && h('span', name ? { class: name } : {}, value);
  };
  const isField = line.kind === 'field' || line.kind === 'trailer';
  const colon = isField ? text.indexOf(':', 1) : -1;
  const split = colon < 0 ? 0 : colon + 1;
  const code = h('code', {}, piece(0, split, 'name'));
  if (changed && changed[0] < changed[1] && changed[0] >= split) {
    code.append(piece(split, changed[0]) || '', h('mark', {}, text.slice(changed[0], changed[1])),
      piece(changed[1], text.length) || '');
  } else {
    code.append(piece(split, text.length) || '');
  }
  return code;
}

/**
 * @param tag what to say at its end, and which colour it has: {kind, word}.
 * @param changed the part that differs from its partner: [from, to].
 */
export function lineElement(line, { tag, changed, index } = {}) {
  if (line.kind === 'remark') {
    return h('li', { class: `line remark ${tag ? `is-${tag.kind}` : ''}`, 'data-index': index },
      h('span', { class: 'note' }, noteText(line.note)));
  }
  if (line.kind === 'blank' || line.text === '') {
    return h('li', { class: `line ${line.kind} empty`, 'data-index': index });
  }
  const kind = tag?.kind ?? 'same';
  return h('li', { class: `line ${line.kind} is-${kind}`, 'data-index': index },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, kSigns[kind] ?? ''),
    tag && spoken(`${tag.word}: `),
    codeOf(line, changed),
    line.note && h('span', { class: 'note' }, noteText(line.note)),
    tag && h('span', { class: 'tag', 'aria-hidden': 'true' }, tag.word));
}

/**
 * All lines; what is long of a body is folded behind a button.
 * @param decorate (line, index) to what lineElement() takes.
 * @param onFold called when the list has changed its height.
 */
export function lineList(lines, decorate, onFold) {
  const list = h('ol', { class: 'lines' });
  const bodies = lines.filter((line) => line.kind === 'data').length;
  const mayFold = bodies > kMostBodyLines + kWorthFolding;
  let shown = 0;
  const hidden = [];
  lines.forEach((line, index) => {
    const item = lineElement(line, { ...decorate(line, index), index });
    if (mayFold && line.kind === 'data' && ++shown > kMostBodyLines) {
      item.hidden = true;
      hidden.push(item);
    }
    list.append(item);
    if (mayFold && line.kind === 'data' && shown === kMostBodyLines) {
      list.append(foldElement(hidden, bodies - kMostBodyLines, onFold));
    }
  });
  return list;
}

function foldElement(hidden, count, onFold) {
  const button = h('button', { type: 'button', class: 'fold', 'aria-expanded': 'false' },
    t('moreLines', { lines: count }));
  button.addEventListener('click', () => {
    const open = button.getAttribute('aria-expanded') !== 'true';
    hidden.forEach((item) => { item.hidden = !open; });
    button.setAttribute('aria-expanded', String(open));
    button.textContent = open ? t('fewerLines') : t('moreLines', { lines: count });
    onFold();
  });
  return h('li', { class: 'line folded' }, button);
}
