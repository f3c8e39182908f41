// SPDX-License-Identifier: MIT
// The time axis: what was seen where, and when.

import { h, spoken } from './dom.js';
import { noteText, t, timeText } from './words.js';

/** Lines that came within so many milliseconds are one moment. */
const kMoment = 40;
const kPieces = 3;
/** A remark that is longer than this many letters is broken into lines. */
const kRemark = 22;

/** The moments of a lane: {at, lines}. */
export function momentsOf(lines) {
  const moments = [];
  for (const line of lines) {
    if (line.kind === 'blank') continue;
    const last = moments.at(-1);
    if (last && line.at - last.at < kMoment) last.lines.push(line);
    else moments.push({ at: line.at, lines: [line] });
  }
  return moments;
}

/** From the first to the last thing that was seen. */
export function spanOf(exchanges) {
  return Math.max(0, ...exchanges.flatMap((exchange) =>
    exchange.lanes.flatMap((lane) => [
      ...lane.lines.map((line) => line.at), ...lane.events.map((event) => event.at)])));
}

function piecesOf(moment) {
  const starts = moment.lines.filter((line) => line.kind === 'start')
    .map((line) => line.text.replace(/ HTTP\/1\.[01]$/, '').replace(/^HTTP\/1\.[01] /, ''));
  const body = moment.lines.filter((line) => line.kind === 'data' && line.text).map((line) => line.text);
  const trailers = moment.lines.filter((line) => line.kind === 'trailer').map((line) => line.text);
  const notes = moment.lines.filter((line) => line.kind === 'remark').map((line) => noteText(line.note));
  const frames = moment.lines.filter((line) => line.kind === 'frame').map((line) => line.text);
  const all = [...starts.map((text) => ['start', text]), ...frames.map((text) => ['frame', text]),
    ...body.map((text) => ['data', text]),
    ...trailers.map((text) => ['trailer', text]), ...notes.map((text) => ['remark', text])];
  const cut = all.slice(0, kPieces);
  if (all.length > kPieces) cut.push(['more', `+${all.length - kPieces}`]);
  return cut;
}

function momentElement(moment, next, span) {
  const share = (at) => (span === 0 ? 0 : at / span);
  const room = (next ? share(next.at) : 1) - share(moment.at);
  return h('li', { class: `moment ${next ? '' : 'last'}`, style: { '--at': share(moment.at), '--room': room } },
    spoken(`${timeText(moment.at)}: `),
    h('span', { class: 'dot', 'aria-hidden': 'true' }),
    h('span', { class: 'said' }, piecesOf(moment).map(([kind, text]) =>
      h('span', { class: `piece ${kind}` }, text))));
}

/** "0", "500 ms", ... at most nine of them. */
function ticksOf(span) {
  const steps = [50, 100, 200, 400, 500, 1000, 2000, 5000];
  const step = steps.find((each) => span / each <= 8) ?? 10000;
  const ticks = [];
  for (let at = 0; at <= span + 1; at += step) ticks.push(at);
  return ticks;
}

/** One lane; the line is dotted where nothing has come yet, or comes any more. */
function trackElement(track, span) {
  const moments = momentsOf(track.lines);
  const share = (moment) => (span === 0 || !moment ? 0 : moment.at / span);
  const rowsOf = ([kind, text]) => (kind === 'remark' ? Math.ceil(text.length / kRemark) : 1);
  const rows = Math.max(1, ...moments.map((moment) =>
    piecesOf(moment).reduce((sum, piece) => sum + rowsOf(piece), 0)));
  return h('section', { class: 'track', 'aria-label': `${track.title} ${track.note}` },
    h('h3', {}, track.title, track.note && h('span', { class: 'remark' }, track.note)),
    h('ol', { class: 'moments', style: {
      '--from': share(moments[0]), '--to': share(moments.at(-1)), '--rows': rows } },
    moments.map((moment, index) => momentElement(moment, moments[index + 1], span))));
}

/**
 * @param tracks [{title, note, lines}], the span in milliseconds.
 */
export function axisView(tracks, span) {
  const ticks = h('ol', { class: 'ticks', 'aria-hidden': 'true' }, ticksOf(span).map((at) =>
    h('li', { style: { '--at': span === 0 ? 0 : at / span } }, timeText(at))));
  return h('div', { class: 'axis', role: 'group', 'aria-label': t('axis') },
    tracks.map((track) => trackElement(track, span)),
    h('div', { class: 'scale' }, ticks));
}
