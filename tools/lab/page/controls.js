// SPDX-License-Identifier: MIT
// The bar above the stage.

import { h } from './dom.js';
import { currentLanguage, inLanguage, kLanguages, t } from './words.js';

function field(label, control) {
  return h('label', {}, h('span', {}, label), control);
}

function scenarioSelect({ catalogue, choice, choose }) {
  const select = h('select', { id: 'scenario' });
  for (const step of [0, ...catalogue.steps.map(({ number }) => number), Infinity]) {
    const group = catalogue.scenarios.filter((scenario) => scenario.step === step ||
      (step === Infinity && !catalogue.steps.some(({ number }) => number === scenario.step)));
    if (group.length === 0) continue;
    const first = group[0].step;
    const title = catalogue.steps.find(({ number }) => number === first)?.slug ?? String(first);
    select.append(h('optgroup', { label: t('fromStep', { step: title }) }, group.map((scenario) =>
      h('option', { value: scenario.name },
        `${scenario.name}: ${inLanguage(scenario.title)}`))));
  }
  select.addEventListener('change', () => {
    const scenario = catalogue.scenarios.find(({ name }) => name === select.value);
    const newest = catalogue.steps.at(-1).number;
    // An earlier step may be chosen again, to see what it does wrong.
    choose({ scenario, view: null, step: Math.max(choice().step, Math.min(scenario.step, newest)) });
  });
  return select;
}

function stepSelect(id, { catalogue }, first, onChoice) {
  const select = h('select', { id }, first, catalogue.steps.map(({ number, slug, goal }) =>
    h('option', { value: number, title: inLanguage(goal) }, slug)));
  select.addEventListener('change', () =>
    onChoice(select.value === '' ? null : Number(select.value)));
  return select;
}

function themeButton() {
  return h('button', { type: 'button', class: 'plain', 'aria-label': t('theme'), title: t('theme'), onclick: () => {
    const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    try { localStorage.setItem('hop-lab-theme', theme); } catch { /* not allowed */ }
  } }, h('span', { 'aria-hidden': 'true' }, '◐'));
}

/** @param beside {docs, deck} where the published site has them; else undefined. */
function headerView(setLanguage, beside) {
  const languages = kLanguages.map((name) => h('button', {
    type: 'button', class: 'plain', id: `in-${name}`, lang: name,
    'aria-pressed': String(name === currentLanguage()), onclick: () => setLanguage(name) }, name));
  return h('header', {},
    h('p', { class: 'brand' }, beside ? h('a', { href: beside.docs }, h('strong', {}, t('project'))) : h('strong', {}, t('project'))),
    h('h1', {}, t('title')),
    h('div', { class: 'settings' }, beside ? h('a', { href: beside.deck }, t('deck')) : null,
      h('div', { role: 'group', 'aria-label': t('language') }, languages), themeButton()));
}

/**
 * @param page {catalogue, choice(), choose(change), send, switchMode, setLanguage}
 * @return {elements, show}: the page's header and the bar, for as long as the
 *   language is the same; show(choice) makes them say what is chosen.
 */
export function controlsView(page) {
  const { choose, send, switchMode, setLanguage } = page;
  const none = () => h('option', { value: '0' }, t('noProxy'));
  const scenario = scenarioSelect(page);
  const step = stepSelect('step', page, none(), (chosen) => choose({ step: chosen }));
  const vs = stepSelect('vs', page, [h('option', { value: '' }, t('nothing')), none()],
    (chosen) => choose({ vs: chosen }));
  const bar = h('form', { class: 'controls', 'aria-label': t('choice'), onsubmit: (event) => { event.preventDefault(); send(); } },
    field(t('scenario'), scenario), field(t('step'), step), field(t('vs'), vs),
    h('button', { type: 'submit', class: 'send', id: 'send' }),
    h('button', { type: 'button', class: 'mode', id: 'mode', title: t('switchMode'), onclick: switchMode },
      h('span', { class: 'dot', 'aria-hidden': 'true' }), h('span', { class: 'word' })));
  const show = (choice) => {
    scenario.value = choice.scenario.name;
    step.value = String(choice.step);
    vs.value = choice.vs === null ? '' : String(choice.vs);
  };
  return { elements: [headerView(setLanguage, page.catalogue.beside), bar], show };
}
