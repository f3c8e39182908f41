// SPDX-License-Identifier: MIT
// What stands on the stage: one exchange, or two to compare.

import { axisView, spanOf } from './axis.js';
import { h } from './dom.js';
import { pairView } from './pairview.js';
import { comparisonOf, countOf, relationsOf } from './pairs.js';
import { noteText, t } from './words.js';

const kPlaces = { request: [0, 1], response: [2, 3] };

/** "05", or "no proxy". */
export function shortName(step) {
  return step.number === 0 ? t('noProxy') : step.slug.slice(0, 2);
}
export function longName(step) {
  return step.number === 0 ? t('noProxy') : step.slug;
}

export function laneOf(exchange, place, extra = {}) {
  const lane = exchange.lanes[place];
  return { number: place + 1, title: t(lane.name), remark: lane.remark, lines: lane.lines, ...extra };
}

const isOwn = (exchange, side) =>
  side === 'response' && exchange.lanes[3].remark === "the proxy's own response";

const isOver = ({ outcome }) => outcome !== 'running' && outcome !== 'ready';

/** What became of a request or a response on its way through the proxy. */
export function sideView(exchange, side) {
  const [sent, received] = kPlaces[side];
  const own = isOwn(exchange, side);
  const empty = exchange.lanes[received].lines.length === 0;
  return pairView({
    side,
    sent: laneOf(exchange, sent),
    received: laneOf(exchange, received),
    relations: relationsOf(exchange.lanes[sent].lines, exchange.lanes[received].lines),
    middle: longName(exchange.step),
    own,
    stops: empty && isOver(exchange),
    words: ({ kind }) => !['same', 'alone'].includes(kind) && { word: t(kind) },
  });
}

/** "On the way there: 2 removed, 1 added." */
function sideSummary(exchange, side) {
  const [sent, received] = kPlaces[side].map((place) => exchange.lanes[place]);
  if (received.lines.length === 0 || isOwn(exchange, side)) return noteText(received.remark);
  const count = countOf(relationsOf(sent.lines, received.lines));
  const parts = ['removed', 'added', 'rewritten'].filter((kind) => count[kind] > 0)
    .map((kind) => `${count[kind]} ${t(kind)}`);
  return parts.join(', ') || t('nothingChanged');
}

/** What the proxy did, in one sentence for each way. */
export function summaryOf(exchange) {
  return `${t('sumRequest')}: ${sideSummary(exchange, 'request')}. ` +
    `${t('sumResponse')}: ${sideSummary(exchange, 'response')}.`;
}

/** Both ways of one exchange. */
export function singleView(exchange, sides) {
  return h('div', { class: 'scene single' }, sides.map((side) => sideView(exchange, side)));
}

const fateOf = (line) =>
  ({ kind: line.mark ?? 'kept', word: line.mark ? t(line.mark) : t('passedOn') });

/** One place through two steps. */
export function placeView(first, second, place) {
  const lines = [first, second].map((exchange) => exchange.lanes[place].lines);
  const relations = comparisonOf(...lines);
  const names = [first, second].map(({ step }) => shortName(step));
  const words = ({ kind, sent, received }, side) => {
    if (kind === 'same') return null;
    if (kind === 'removed') return { word: t('onlyThrough', { step: names[0] }) };
    if (kind === 'added') return { word: t('onlyThrough', { step: names[1] }) };
    return fateOf(side === 'sent' ? lines[0][sent] : lines[1][received]);
  };
  const lane = (exchange) => {
    const title = t('through', { step: longName(exchange.step) });
    return laneOf(exchange, place, { title, label: `${t(exchange.lanes[place].name)} ${title}`, number: null });
  };
  return pairView({
    side: 'compare', relations, words, sent: lane(first), received: lane(second),
    middle: t(first.lanes[place].name),
  });
}

function isSame(first, second, place) {
  return first.lanes[place].remark === second.lanes[place].remark &&
    comparisonOf(first.lanes[place].lines, second.lanes[place].lines).every(({ kind }) => kind === 'same');
}

function foldedPlace(first, second, place) {
  const pair = placeView(first, second, place);
  pair.hidden = true;
  const count = first.lanes[place].lines.length;
  const button = h('button', { type: 'button', class: 'fold', 'aria-expanded': 'false' }, t('showIt'));
  button.addEventListener('click', () => {
    pair.hidden = !pair.hidden;
    button.setAttribute('aria-expanded', String(!pair.hidden));
    button.textContent = t(pair.hidden ? 'showIt' : 'hideIt');
    pair.redraw();
  });
  return h('section', { class: 'place same' },
    h('p', { class: 'fold-line' },
      h('span', { class: 'number', 'aria-hidden': 'true' }, String(place + 1)),
      h('strong', {}, t(first.lanes[place].name)), ' ', t('bothSame', { lines: count }), ' ', button),
    pair);
}

/** All places through two steps; those that are alike are folded. */
export function compareView(first, second) {
  return h('div', { class: 'scene compare' }, [0, 1, 2, 3].map((place) =>
    isSame(first, second, place)
      ? foldedPlace(first, second, place)
      : h('section', { class: 'place' },
        h('h2', {}, h('span', { class: 'number', 'aria-hidden': 'true' }, String(place + 1)),
          t(first.lanes[place].name)),
        placeView(first, second, place))));
}

/** The tracks of the time axis, those of two steps together. */
export function timeView(exchanges, places) {
  const span = spanOf(exchanges);
  const several = exchanges.length > 1;
  const tracks = places.flatMap((place) => {
    // What the client sends and the upstream answers is alike through both.
    const shown = several && (place === 0 || place === 2) ? exchanges.slice(-1) : exchanges;
    return shown.map((exchange) => ({
      title: t(exchange.lanes[place].name),
      note: several && shown.length > 1 ? t('through', { step: longName(exchange.step) }) : '',
      lines: exchange.lanes[place].lines,
    }));
  });
  return axisView(tracks, Math.max(span, exchanges[0].scenario.pace ?? 0));
}

/** What is there before anything was sent: the request, as far as one sees it. */
export function draftOf(scenario, step, parts) {
  const lines = [];
  let body = false;
  for (const part of parts) {
    if (typeof part !== 'string') continue;
    for (const text of part.replace(/\r\n$/, '\r\n').split(/\r?\n/)) {
      const kind = body ? 'data' : lines.length === 0 ? 'start' : text === '' ? 'blank' : 'field';
      if (kind === 'blank') body = true;
      lines.push({ kind, at: 0, text: text.replace(/[^ -~]/g, '·') });
    }
  }
  while (lines.length > 0 && lines.at(-1).text === '') lines.pop();
  const names = ['client sent', 'upstream received', 'upstream sent', 'client received'];
  return {
    step, scenario, outcome: 'ready', log: [],
    lanes: names.map((name, place) => ({
      name, remark: '', leftOut: 0, events: [], lines: place === 0 ? lines : [] })),
  };
}

/** An exchange as it was at a moment: for playing a recording in its time. */
export function until(exchange, now) {
  return {
    ...exchange,
    outcome: 'running',
    lanes: exchange.lanes.map((lane) => ({
      ...lane,
      remark: lane.lines.length === 0 ? '' : lane.remark,
      events: lane.events.filter((event) => event.at <= now),
      lines: lane.lines.filter((line) => line.at <= now) })),
  };
}
