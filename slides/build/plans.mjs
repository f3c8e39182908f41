// SPDX-License-Identifier: MIT
// Other lengths from the same slides: plans.json, checked and printed.
import {escapeHtml} from './code.mjs';
import {say} from './words.mjs';

const clock = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** The slides from one id to another one, both included. @throws Error */
function range([first, last], slides) {
  const from = slides.findIndex(({id}) => id === first);
  const to = slides.findIndex(({id}) => id === last);
  if (from < 0 || to < from) throw new Error(`slides/plans.json: no slides from '${first}' to '${last}'`);
  return slides.slice(from, to + 1);
}

/** The times at which the speaker looks at the clock are the slides' own. */
function checkClock(name, plan, slides) {
  let time = 0;
  for (const slide of talkSlides(plan, slides)) {
    time += slide.seconds;
    const expected = plan.clock?.[slide.id];
    if (expected && expected !== clock(time)) throw new Error(`slides/plans.json: plan ${name}: after '${slide.id}' it is ${clock(time)}, not ${expected}`);
  }
}

function checkTalk(name, plan, slides) {
  const unknown = [...plan.leaveOut ?? [], ...plan.add ?? [], ...plan.still ?? []].find(id => !slides.some(slide => slide.id === id));
  if (unknown) throw new Error(`slides/plans.json: plan ${name} names '${unknown}', and there is no such slide`);
  const seconds = talkSlides(plan, slides).reduce((sum, slide) => sum + slide.seconds, 0);
  if (seconds > plan.minutes * 60) throw new Error(`slides/plans.json: plan ${name} takes ${clock(seconds)}, more than ${plan.minutes} minutes`);
  checkClock(name, plan, slides);
}

function checkBlocks(name, plan, slides, steps) {
  const minutes = plan.blocks.reduce((sum, block) => sum + block.minutes, 0);
  if (minutes !== plan.minutes) throw new Error(`slides/plans.json: the blocks of ${name} add up to ${minutes}, not ${plan.minutes}`);
  for (const block of plan.blocks) {
    if (block.slides) range(block.slides, slides);
    for (const step of block.steps ?? []) steps.find(String(step));
  }
}

/** @throws Error for a plan that the slides do not fit. */
export function checkPlans(plans, slides, steps) {
  for (const [name, plan] of Object.entries(plans)) {
    if (plan.blocks) checkBlocks(name, plan, slides, steps);
    else checkTalk(name, plan, slides);
  }
}

/** The slides of a talk: all of its own, less some, plus some of the other parts. */
export const talkSlides = (plan, slides) => slides.filter(({id, part}) =>
  (part ? plan.add?.includes(id) : !plan.leaveOut?.includes(id)));

function talkRow(name, plan, deck) {
  const {language, slides} = deck;
  const chosen = talkSlides(plan, slides);
  const seconds = chosen.reduce((sum, slide) => sum + slide.seconds, 0);
  return `<tr><th scope="row"><a href="${language === 'en' ? 'index' : language}.html?plan=${name}">${escapeHtml(plan.title[language])}</a></th>` +
    `<td>${chosen.length} ${say(language, 'slides')}, ${clock(seconds)} ${say(language, 'spoken')}</td><td>${escapeHtml(plan.how[language])}</td></tr>`;
}

function blockTable(plan, deck) {
  const {language, slides} = deck;
  let time = 0;
  const rows = plan.blocks.map(block => {
    const chosen = block.slides ? range(block.slides, slides) : [];
    const numbers = chosen.length ? `${chosen[0].number}–${chosen.at(-1).number}` : '';
    const row = `<tr><td>${clock(time)}</td><td>${block.minutes}</td><td>${escapeHtml(block.what[language])}</td>` +
      `<td>${numbers}</td><td>${escapeHtml(block.done?.[language] ?? '')}</td></tr>`;
    time += block.minutes;
    return row;
  }).join('\n');
  return `<h2>${escapeHtml(plan.title[language])}</h2><p>${escapeHtml(plan.how[language])}</p><table><tbody>${rows}</tbody></table>`;
}

/** A page for the speaker: which slides for which slot. @param docs where the site is, or '' */
export function plansPage(plans, deck, docs = '') {
  const {language} = deck;
  const entries = Object.entries(plans);
  const talks = entries.filter(([, plan]) => !plan.blocks).map(([name, plan]) => talkRow(name, plan, deck)).join('\n');
  const workshops = entries.filter(([, plan]) => plan.blocks).map(([, plan]) => blockTable(plan, deck)).join('\n');
  const title = say(language, 'plans');
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="theme/fonts.css"><link rel="stylesheet" href="theme/theme.css"><link rel="stylesheet" href="theme/plans.css"></head>
<body class="plans"><main><h1>${title}</h1>${docs ? `<p><a href="${docs}presenting.html">Hop by Hop: ${say(language, 'docs')}</a></p>` : ''}<table><tbody>${talks}</tbody></table>
${workshops}</main></body></html>
`;
}
