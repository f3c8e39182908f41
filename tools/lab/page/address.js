// SPDX-License-Identifier: MIT
// The page's address says what is shown: ?step=5&vs=4&scenario=hop-by-hop.

import { kPatience } from './api.js';
import { isLanes } from './slide.js';

const kViews = ['messages', 'time', 'octets', 'frames', 'table'];

/** How long a live exchange may take to begin, ms: a slow machine may ask for more. */
const patienceOf = (text) => (/^\d{4,5}$/.test(text ?? '') ? Math.min(Math.max(Number(text), kPatience), 60000) : kPatience);

/** What the address wants, checked against what there is. */
export function readAddress(search, catalogue) {
  const query = new URLSearchParams(search);
  const scenario = catalogue.scenarios.find(({ name }) => name === query.get('scenario'));
  const newest = catalogue.steps.at(-1).number;
  const known = (text) => {
    const number = /^\d{1,2}$/.test(text ?? '') ? Number(text) : -1;
    return number === 0 || catalogue.steps.some((step) => step.number === number) ? number : null;
  };
  const chosen = scenario ?? catalogue.scenarios.find(({ name }) => name === 'hop-by-hop') ?? catalogue.scenarios[0];
  const step = known(query.get('step')) ?? Math.min(Math.max(chosen.step, 1), newest);
  const vs = known(query.get('vs'));
  return {
    scenario: chosen,
    step,
    vs: vs === step ? null : vs,
    view: kViews.includes(query.get('view')) ? query.get('view') : null,
    lanes: isLanes(query.get('lanes') ?? '') ? query.get('lanes') : null,
    hide: (query.get('hide') ?? '').toLowerCase().split(',').filter(Boolean),
    part: ['head', 'body'].includes(query.get('part')) ? query.get('part') : null,
    embed: query.get('embed') === 'slide',
    patience: patienceOf(query.get('patience')),
  };
}

/** The same choice as an address, for a bookmark. */
export function writeAddress(choice, language) {
  const query = new URLSearchParams({ scenario: choice.scenario.name, step: choice.step });
  if (choice.vs !== null) query.set('vs', choice.vs);
  if (choice.view !== null) query.set('view', choice.view);
  if (choice.patience !== kPatience) query.set('patience', choice.patience);
  if (language !== 'en') query.set('lang', language);
  return `?${query}`;
}
