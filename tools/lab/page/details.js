// SPDX-License-Identifier: MIT
// The other views of an exchange: octets, frames, and a table.

import { h } from './dom.js';
import { escaped, hexLines } from './octets.js';
import { relationsOf } from './pairs.js';
import { noteText, octetsText, t, timeText } from './words.js';

const kMostShown = 4096;
const kLast = Number.MAX_SAFE_INTEGER;

function eventElement(event, form, offset) {
  const head = (text) => h('p', { class: 'moment-head' }, h('span', {}, timeText(event.at)),
    event.connection > 1 && h('span', {}, t('connection', { n: event.connection })), h('span', {}, text));
  if (event.end) return h('li', {}, head(t(event.end === 'reset' ? 'wasReset' : 'ended')));
  const shown = event.octets.slice(0, kMostShown);
  const rest = event.octets.length - shown.length;
  const body = form === 'hex'
    ? hexLines(shown, offset).map(({ offset: at, hex, text }) => h('span', { class: 'row' },
      h('span', { class: 'offset' }, at), ' ',
      h('span', { class: 'hex' }, [...hex, ...Array(16 - hex.length).fill('  ')].join(' ')), ' ',
      h('span', { class: 'text' }, text), '\n'))
    : [escaped(shown).replaceAll('\\n', '\\n\n')];
  return h('li', {}, head(octetsText(event.octets.length)),
    h('pre', { tabindex: '0' }, body, rest > 0 && `… +${rest}`));
}

/** All four lanes octet by octet, as they were seen. */
export function octetsView(exchange, form, onForm) {
  const choice = (name) => h('button', {
    type: 'button', 'aria-pressed': String(form === name), onclick: () => onForm(name) }, t(name));
  return h('div', { class: 'octets-view' },
    h('div', { class: 'choice', role: 'group', 'aria-label': t('form') }, choice('hex'), choice('escapes')),
    h('div', { class: 'grid' }, exchange.lanes.map((lane) => {
      let offset = 0;
      return h('section', { class: 'lane', 'aria-label': t(lane.name) },
        h('h3', {}, t(lane.name), lane.remark && h('span', { class: 'remark' }, noteText(lane.remark))),
        h('ol', { class: 'events' }, lane.events.map((event) => {
          const element = eventElement(event, form, offset);
          offset += event.octets?.length ?? 0;
          return element;
        })));
    })));
}

/** The frames of HTTP/2 and WebSocket, lane by lane. */
export function framesView(exchange) {
  const lanes = exchange.lanes.filter((lane) => lane.frames?.length > 0);
  if (lanes.length === 0) return h('p', { class: 'hint' }, t('noFrames'));
  return h('div', { class: 'frames-view grid' }, exchange.lanes.map((lane) =>
    h('section', { class: 'lane', 'aria-label': t(lane.name) },
      h('h3', {}, t(lane.name)),
      !lane.frames && h('p', { class: 'hint' }, t('noFrames')),
      h('ol', { class: 'frames' }, (lane.frames ?? []).map((frame) => h('li', { class: 'frame-row' },
        h('span', { class: 'type' }, frame.type),
        frame.stream !== undefined && h('span', { class: 'stream' }, t('stream', { n: frame.stream })),
        frame.flags.map((flag) => h('span', { class: 'flag' }, flag)),
        h('span', { class: 'size' }, octetsText(frame.length)),
        h('span', { class: 'at' }, timeText(frame.at)),
        frame.says && h('code', {}, frame.says)))))));
}

function rowsOf(sent, received) {
  return relationsOf(sent, received)
    // In the order of what was sent; then what is new.
    .sort((a, b) => (a.sent ?? kLast) - (b.sent ?? kLast) || a.received - b.received)
    .map(({ kind, sent: one, received: other }) => {
      const line = one !== null ? sent[one] : received[other];
      return h('tr', { class: `is-${kind}` },
        h('th', { scope: 'row' }, t(`kindOf_${line.kind}`)),
        h('td', {}, one !== null && h('code', {}, sent[one].text)),
        h('td', {}, t(`mark_${kind}`)),
        h('td', {}, other !== null && h('code', {}, received[other].text)));
    });
}

function tableOf(exchange, caption, sent, received) {
  const head = [t('line'), t(exchange.lanes[sent].name), t('change'), t(exchange.lanes[received].name)];
  return h('table', {},
    h('caption', {}, caption),
    h('thead', {}, h('tr', {}, head.map((text) => h('th', { scope: 'col' }, text)))),
    h('tbody', {}, rowsOf(exchange.lanes[sent].lines, exchange.lanes[received].lines)));
}

/** The same facts as a table, for a screen reader or to copy from. */
export function tableView(exchange, name) {
  return h('div', { class: 'table-view' },
    tableOf(exchange, `${t('request_line')}, ${name}`, 0, 1),
    tableOf(exchange, `${t('response_line')}, ${name}`, 2, 3));
}
