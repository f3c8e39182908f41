// SPDX-License-Identifier: MIT
// Two lanes for a slide: those that tell the story, or those of the address.

import { h } from './dom.js';
import { pairView } from './pairview.js';
import { laneOf, longName, placeView, sideView, timeView } from './scene.js';

const kLanes = ['client-sent', 'upstream-received', 'upstream-sent', 'client-received'];
const kSides = { request: [0, 1], response: [2, 3] };
const kBodyKinds = new Set(['chunk-size', 'data', 'trailer', 'remark', 'frame']);

/** "5:client-received" as {step, place}; null when it is no lane. */
function laneSpec(text) {
  const [, step, name] = /^(?:(\d+):)?([a-z-]+)$/.exec(text) ?? [];
  const place = kLanes.indexOf(name);
  return place < 0 ? null : { step: step === undefined ? null : Number(step), place };
}

/** Is this a value of ?lanes= ? */
export function isLanes(text) {
  return text in kSides || text === 'both' ||
    (text.split(',').length <= 2 && text.split(',').every((each) => laneSpec(each) !== null));
}

/** Without what a slide has no room for: Date, and what ?hide= and ?part= say. */
function trimmed(exchange, { hide, part }) {
  const hidden = new Set(['date', ...hide]);
  const isShown = (line) => {
    if (line.kind === 'field' && hidden.has(line.text.split(':')[0].toLowerCase())) return false;
    if (part === null) return true;
    const isBody = kBodyKinds.has(line.kind);
    return part === 'body' ? isBody : !isBody;
  };
  return { ...exchange, lanes: exchange.lanes.map((lane) => ({ ...lane, lines: lane.lines.filter(isShown) })) };
}

/** Lanes that say nothing about each other line by line. */
function loosePair(exchange, first, second) {
  return pairView({
    side: 'loose', sent: laneOf(exchange, first), received: laneOf(exchange, second),
    relations: [], middle: longName(exchange.step), words: () => null });
}

function chosenLanes(exchanges, specs) {
  const of = (spec) => exchanges.find(({ step }) => step.number === spec.step) ?? exchanges.at(-1);
  const [one, other] = specs;
  if (!other) return sideOnly(of(one), one.place);
  if (of(one) !== of(other)) return placeView(of(one), of(other), other.place);
  const side = Object.keys(kSides).find((name) => kSides[name].includes(one.place) && kSides[name].includes(other.place));
  return side && one.place !== other.place ? sideView(of(one), side) : loosePair(of(one), one.place, other.place);
}

function sideOnly(exchange, place) {
  const pair = loosePair(exchange, place, place);
  pair.classList.add('single');
  pair.querySelector('.received').remove();
  pair.querySelector('.middle').hidden = true;
  return pair;
}

/** @param choice of address.js @param view 'time', or anything else. */
export function slideView(all, choice, view) {
  const exchanges = all.map((exchange) => trimmed(exchange, choice));
  const lanes = choice.lanes ?? choice.scenario.lanes;
  const sides = lanes === 'both' ? Object.keys(kSides) : [lanes];
  if (view === 'time') return timeView(exchanges, kSides[sides[0]] ?? kSides[choice.scenario.lanes]);
  if (!(sides[0] in kSides)) {
    return h('div', { class: 'scene' }, chosenLanes(exchanges, lanes.split(',').map(laneSpec)));
  }
  const [first, second] = exchanges;
  return h('div', { class: 'scene' }, sides.map((side) =>
    second ? placeView(first, second, kSides[side][1]) : sideView(first, side)));
}
