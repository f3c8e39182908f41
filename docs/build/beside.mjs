// SPDX-License-Identifier: MIT
// Deck and lab lie beside the site (./hop site): where they speak of a step, and
// how they find the way back.
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

export const hasDeck = out => existsSync(join(out, 'deck/index.html')) && existsSync(join(out, 'deck/lab/index.html'));

/** The first slide of each step: step -> id. */
export function slidesOf(repository) {
  const slides = new Map();
  for (const [, id, step] of repository.read('slides/deck.en.md').matchAll(/<!-- slide: (\S+)[^>]*?\bstep=(\d+)[^>]*-->/g)) {
    if (!slides.has(Number(step))) slides.set(Number(step), id);
  }
  return slides;
}

/** The first scenario of each step is the one to begin with: step -> name. */
export function scenariosOf(repository) {
  const all = JSON.parse(repository.read('tools/wire/scenarios.json'));
  const scenarios = new Map();
  for (const {name, step} of all.scenarios ?? all) if (!scenarios.has(step)) scenarios.set(step, name);
  return scenarios;
}

/** "Slide, lab, code": what else there is about a step. */
export function elsewhere({number, slug}, {repository, links, beside}, page) {
  const root = '../';
  const slide = slidesOf(repository).get(number);
  const scenario = scenariosOf(repository).get(number);
  const versus = number > 1 ? `&amp;vs=${number - 1}` : '';
  const items = [
    `<a href="${links.href('main.cpp', page)}">The program</a>`,
    `<a href="${root}behaviour.html#suite-${number}">Its rows</a>`,
    beside && slide ? `<a href="${root}deck/index.html#/${slide}">Its slides</a>` : '',
    beside && scenario ? `<a href="${root}deck/lab/index.html?step=${number}${versus}&amp;scenario=${scenario}">Its octets, in the lab</a>` : '',
    `<code>./hop demo ${number}</code>`,
    `<code>./hop start ${number}</code>`];
  return `<ul class="elsewhere" aria-label="${slug} elsewhere">${items.filter(Boolean).map(item => `<li>${item}</li>`).join('')}</ul>\n`;
}

/** The lab's catalogue says where the site is; its page shows the link. */
export function tellTheLab(out) {
  const file = join(out, 'deck/lab/catalogue.json');
  const catalogue = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, `${JSON.stringify({...catalogue, beside: {docs: '../../index.html', deck: '../index.html'}}, null, 1)}\n`);
}
