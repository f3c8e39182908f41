// SPDX-License-Identifier: MIT
// What stands on the stage at a desk, where there is room for all four lanes.

import { spanOf } from './axis.js';
import { framesView, octetsView, tableView } from './details.js';
import { h } from './dom.js';
import { compareView, longName, singleView, timeView } from './scene.js';
import { t } from './words.js';

/** One part for each exchange, with the step's name if there are two. */
const each = (exchanges, view) => h('div', {}, exchanges.map((exchange) =>
  (exchanges.length === 1 ? view(exchange)
    : h('section', {}, h('h2', {}, longName(exchange.step)), view(exchange)))));

function axisOrHint(exchanges, state, scenarios) {
  const isTimed = exchanges[0].scenario.pace > 0 || spanOf(exchanges) > 0 || state === 'ready';
  const names = scenarios.filter(({ pace }) => pace > 0).map(({ name }) => name).join(', ');
  return isTimed ? timeView(exchanges, [0, 1, 2, 3]) : h('p', { class: 'hint' }, t('noTime', { names }));
}

/** @param view messages, time, octets, frames or table. */
export function deskView(view, { exchanges, state, scenarios, form, onForm }) {
  const [first, second] = exchanges;
  switch (view) {
    case 'time':
      return axisOrHint(exchanges, state, scenarios);
    case 'octets':
      return each(exchanges, (exchange) => octetsView(exchange, form, onForm));
    case 'frames':
      return each(exchanges, framesView);
    case 'table':
      return each(exchanges, (exchange) => tableView(exchange, longName(exchange.step)));
    default:
      return second ? compareView(first, second) : singleView(first, ['request', 'response']);
  }
}
