// SPDX-License-Identifier: MIT
// node build/shots.mjs --deck DIR --out DIR [--theme dark] [--lang fr] [--width 1280] [--height 720] [ID...]
// Screenshots of slides in their last state: for the eye, and for docs/img.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {openBrowser, openDeck} from '../tests/browser.mjs';
import {serve} from '../tests/serve.mjs';

const {values, positionals} = parseArgs({allowPositionals: true, options: {
  deck: {type: 'string'}, out: {type: 'string'}, theme: {type: 'string', default: 'light'}, lang: {type: 'string', default: 'en'},
  width: {type: 'string', default: '1280'}, height: {type: 'string', default: '720'}, every: {type: 'boolean', default: false},
}});
mkdirSync(values.out, {recursive: true});
const server = await serve(values.deck);
const browser = await openBrowser();
const viewport = {width: Number(values.width), height: Number(values.height)};
const {page} = await openDeck(browser, `${server.url}${values.lang === 'en' ? 'index' : values.lang}.html?theme=${values.theme}`, {viewport});
const all = await page.evaluate(() => [...document.querySelectorAll('.slides > section')].map(({id, dataset}) => ({id, name: dataset.name, number: dataset.slide})));
for (const [index, {id, name, number}] of all.entries()) {
  if (positionals.length > 0 && !positionals.includes(name) && !positionals.includes(id)) continue;
  await page.evaluate(h => window.deck.slide(h, 0, -1), index);
  const shoot = suffix => page.screenshot({path: join(values.out, `${number.padStart(2, '0')}-${id}${suffix}.png`)});
  if (values.every) await shoot('-0');
  await page.evaluate(h => window.deck.slide(h, 0, 99), index);
  await page.waitForTimeout(60);
  await shoot('');
}
await browser.close();
await server.close();
