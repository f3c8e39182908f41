// SPDX-License-Identifier: MIT
// Two lanes beside each other, with a thread from each line to what became of
// it. The client, or the first of two steps, is always on the left.

import { h, svg } from './dom.js';
import { lineList } from './lines.js';
import { changedPart } from './pairs.js';
import { noteText } from './words.js';

const kSigns = { added: '+', removed: '−', rewritten: '~' };

function heading(lane) {
  return h('h3', {},
    lane.number && h('span', { class: 'number', 'aria-hidden': 'true' }, String(lane.number)),
    h('span', { class: 'what' }, lane.title),
    lane.remark && h('span', { class: 'remark' }, noteText(lane.remark)));
}

/** What each line of one side is told to say about itself. */
function tagsOf(relations, side, words) {
  const tags = new Map();
  for (const relation of relations) {
    const index = relation[side];
    const tag = index !== null && words(relation, side);
    if (tag) tags.set(index, { kind: relation.kind, ...tag });
  }
  return tags;
}

function changesOf(relations, sent, received) {
  const changes = new Map();
  for (const { kind, sent: one, received: other } of relations) {
    if (kind !== 'rewritten' || one === null || other === null) continue;
    // A request line and pseudo-fields have no letter in common that matters.
    if (sent[one].text.startsWith(':') !== received[other].text.startsWith(':')) continue;
    changes.set(other, changedPart(sent[one].text, received[other].text));
  }
  return changes;
}

/**
 * @param view {
 *   side: 'request' | 'response' | 'compare',
 *   sent, received: {number, title, label (spoken, where the title is not
 *   enough), remark, lines}, relations (pairs.js),
 *   middle: text of the box between them, own: the proxy answered by itself,
 *   stops: the proxy has passed nothing on,
 *   words(relation, side): the tag of a line {word, kind}, or nothing}
 */
export function pairView(view) {
  const flip = view.side === 'response';
  const redraw = () => drawThreads(element, view, flip);
  const changes = changesOf(view.relations, view.sent.lines, view.received.lines);
  const laneOf = (lane, side) => {
    const tags = tagsOf(view.relations, side, view.words);
    const decorate = (line, index) => ({
      tag: tags.get(index), changed: side === 'received' ? changes.get(index) : undefined });
    return h('section', { class: `lane ${side}`, 'aria-label': lane.label ?? lane.title },
      heading(lane),
      lane.lines.length > 0 && lineList(lane.lines, decorate, redraw),
      lane.hint && h('p', { class: 'hint' }, lane.hint));
  };
  const sent = laneOf(view.sent, 'sent');
  const received = laneOf(view.received, 'received');
  const middle = h('div', { class: 'middle' },
    h('p', { class: 'box' }, h('span', {}, view.middle)),
    svg('svg', { class: 'threads', 'aria-hidden': 'true' }));
  const element = h('div', { class: `pair ${view.side}` },
    ...(flip ? [received, middle, sent] : [sent, middle, received]));
  const observer = new ResizeObserver(redraw);
  observer.observe(element);
  element.redraw = redraw;
  return element;
}

function lineCentre(lane, index, top) {
  const line = lane.querySelector(`[data-index="${index}"]:not([hidden])`);
  const code = line?.querySelector('code, .note') ?? line;
  if (!code) return null;
  const box = code.getClientRects()[0] ?? code.getBoundingClientRect();
  return (box.top + box.bottom) / 2 - top;
}

/** From the sender's edge to the receiver's, or to a stop in the middle. */
function threadOf(kind, from, to, width) {
  const group = svg('g', { class: `thread is-${kind}` });
  const middle = width / 2;
  // What is removed gets as far as the proxy's near wall, what is added comes
  // out of the far one.
  const wall = (end) => middle + (end.x - middle) * 0.36;
  const curve = (x1, y1, x2, y2) => {
    const bend = (x2 - x1) / 2;
    return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  };
  const line = (d) => group.append(svg('path', { d, class: 'line', pathLength: 1 }));
  const arrow = ({ x, y }) => {
    const back = x > middle ? -7 : 7;
    group.append(svg('path', { d: `M${x + back} ${y - 4}L${x} ${y}L${x + back} ${y + 4}`, class: 'arrow' }));
  };
  const knot = (x, y) => group.append(
    svg('circle', { cx: x, cy: y, r: 9, class: 'knot' }),
    svg('text', { x, y, dy: '0.35em', class: 'knot-sign' }, kSigns[kind] ?? ''));
  if (from !== null && to !== null) {
    line(curve(from.x, from.y, to.x, to.y));
    if (to.arrow) arrow(to);
    if (kind === 'rewritten') knot(middle, (from.y + to.y) / 2);
  } else if (from !== null && from.stops) {
    const x = wall(from);
    line(`M${from.x} ${from.y}L${x} ${from.y}`);
    group.append(svg('path', { d: `M${x} ${from.y - 6}V${from.y + 6}`, class: 'stop' }));
  } else if (from !== null && kind !== 'alone') {
    line(`M${from.x} ${from.y}L${wall(from)} ${from.y}`);
    knot(wall(from), from.y);
  } else if (to !== null && (kind !== 'alone' || to.own)) {
    line(`M${wall(to)} ${to.y}L${to.x} ${to.y}`);
    if (to.arrow) arrow(to);
    if (kind !== 'alone') knot(wall(to), to.y);
  }
  return group;
}

function drawThreads(element, view, flip) {
  const canvas = element.querySelector('.threads');
  const box = canvas.getBoundingClientRect();
  if (box.width === 0) return;
  // The page may be shown smaller or larger than it is laid out.
  const scale = box.width / canvas.clientWidth;
  const width = canvas.clientWidth;
  canvas.setAttribute('viewBox', `0 0 ${width} ${canvas.clientHeight}`);
  const sent = element.querySelector('.lane.sent');
  const received = element.querySelector('.lane.received');
  const end = (lane, index, x) => {
    const y = index === null ? null : lineCentre(lane, index, box.top);
    return y === null ? null : { x, y: y / scale, own: view.own, arrow: view.side !== 'compare', stops: view.stops };
  };
  canvas.replaceChildren(...view.relations.map(({ kind, sent: one, received: other }) =>
    threadOf(kind, end(sent, one, flip ? width : 0), end(received, other, flip ? 0 : width), width)));
}
