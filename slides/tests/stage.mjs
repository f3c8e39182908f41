// SPDX-License-Identifier: MIT
// What the browser tests share: a built deck, and walks through it.
import {existsSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {build} from '../build/build.mjs';
import {openBrowser} from './browser.mjs';
import {kRecordings, kRoot, temporaryFolder} from './places.mjs';
import {serve} from './serve.mjs';

export const kLanguages = ['en', 'fr'].filter(language => existsSync(join(kRoot, `slides/deck.${language}.md`)));

/** A built deck, a server for it, and a browser. Close it. */
export async function openStage(options = {}, extra) {
  const out = temporaryFolder();
  build({root: kRoot, out, recordings: kRecordings, ...options});
  const server = await serve(out, extra);
  const browser = await openBrowser();
  return {
    out, server, browser, url: language => `${server.url}${language === 'en' ? 'index' : language}.html`,
    async close() {
      await browser.close();
      await server.close();
      rmSync(out, {recursive: true});
    },
  };
}

/** Runs in the page: goes to every state of every slide and calls look(). */
export const walk = ({source, onlyLast}) => {
  const look = new Function('slide', source);
  const found = [];
  const {deck} = window;
  for (const [index, section] of deck.getHorizontalSlides().entries()) {
    const last = section.querySelectorAll('.fragment').length;
    for (let state = onlyLast ? last : 0; state <= last; ++state) {
      deck.slide(index, 0, state - 1);
      for (const fault of look(section.querySelector('.slide')) ?? []) found.push(`${section.id} (${state}): ${fault}`);
    }
  }
  return found;
};

/** The body of look(): what sticks out of the slide, or into the footer. */
export const kOverflow = `
  const faults = [];
  const stage = slide.getBoundingClientRect();
  const footer = slide.querySelector('footer').getBoundingClientRect();
  const scale = stage.width / 1280;
  const name = element => element.tagName.toLowerCase() + '.' + element.getAttribute('class') + ' "' + element.textContent.trim().slice(0, 30) + '"';
  for (const element of slide.querySelectorAll('*')) {
    if (element.closest('.visually-hidden, defs, symbol, desc, title') || !element.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const slack = 1.5 * scale;
    if (box.left < stage.left - slack || box.right > stage.right + slack || box.top < stage.top - slack || box.bottom > stage.bottom + slack) {
      faults.push(name(element) + ' sticks out of the slide');
    }
    const inContent = element.closest('.content') && !element.closest('.ticks') && !element.matches('.content');
    if (inContent && box.bottom > footer.bottom - 40 * scale) faults.push(name(element) + ' reaches into the footer');
    const clips = getComputedStyle(element).overflowX !== 'visible' && getComputedStyle(element).textOverflow !== 'ellipsis' && !element.closest('svg');
    if (clips && !element.closest('.lane li') && element.scrollWidth > element.clientWidth + 1) faults.push(name(element) + ' is cut off');
  }
  return faults;`;
