// SPDX-License-Identifier: MIT
// The page of the deck: reveal.js with a clicker's keys, demos, and a clock.
import Reveal from '../vendor/reveal.mjs';
import Notes from '../vendor/notes.mjs';
import {addButtons} from './buttons.js';
import {Demos} from './demos.js';
import {Pacing} from './pacing.js';
import {applyPlan} from './plan.js';
import {fillPorts} from './ports.js';

const settings = JSON.parse(document.querySelector('#settings').textContent);
const asked = new URLSearchParams(location.search);
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
const printing = asked.has('print-pdf');

const pairs = (from, to) => [...to.querySelectorAll('[data-id]')].flatMap(element => {
  const before = from.querySelector(`[data-id="${element.dataset.id}"]`);
  return before ? [{from: before, to: element, options: {}}] : [];
});

applyPlan(settings.plans[asked.get('plan') ?? '30']);
const reveal = new Reveal(document.querySelector('.reveal'));
const demos = new Demos(reveal, settings, pressed);
const pacing = new Pacing(reveal, document.querySelector('#clock'), settings.words);

/** Behind the questions are parts that no clicker may reach by accident. */
function next() {
  const here = reveal.getCurrentSlide();
  const isLast = here.nextElementSibling?.dataset.part !== here.dataset.part;
  if (!isLast || reveal.availableFragments().next) reveal.next();
}
const previous = () => reveal.prev();

function toPart(part) {
  const index = reveal.getHorizontalSlides().findIndex(slide => slide.dataset.part === part);
  if (index >= 0) reveal.slide(index);
}

function otherColours() {
  const {dataset} = document.documentElement;
  dataset.theme = dataset.theme === 'dark' ? 'light' : 'dark';
  demos.showTheme(dataset.theme);
}

/** Keys that the lab gives back, because they are the deck's. */
const kNames = {PageDown: 34, PageUp: 33, ArrowRight: 39, ArrowLeft: 37, ArrowDown: 40, ArrowUp: 38, n: 78, p: 80, d: 68, t: 84,
  Home: 36, End: 35, Escape: 27, f: 70, s: 83, o: 79, b: 66, '.': 190};
function pressed(name) {
  const code = kNames[name];
  if (kKeys[code]) kKeys[code]();
  else if (code) reveal.triggerKey(code);
}

const kKeys = {
  39: next, 34: next, 32: next, 78: next, 13: next, 40: next,
  37: previous, 33: previous, 80: previous, 38: previous,
  68: otherColours, 76: () => demos.toggle(), 84: () => pacing.toggle(), 82: () => pacing.reset(),
  77: () => toPart('beyond'), 88: () => toPart('backup'), 72: null, 74: null, 75: null,
};

await reveal.initialize({
  width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 6,
  center: false, controls: false, progress: false, hash: true, jumpToSlide: false,
  transition: 'none', backgroundTransition: 'none', scrollActivationWidth: null,
  autoAnimate: !calm, autoAnimateDuration: 0.7, autoAnimateMatcher: pairs,
  pdfSeparateFragments: false, pdfMaxPagesPerSlide: 1,
  keyboard: kKeys, totalTime: 0, plugins: [Notes],
});
await document.fonts.ready;
if (!printing) {
  demos.start();
  addButtons({previous, next}, settings.words);
}
pacing.start();
if (settings.served) await fillPorts(document);
document.documentElement.dataset.ready = 'yes';
window.deck = reveal;
