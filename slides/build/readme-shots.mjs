// SPDX-License-Identifier: MIT
// node build/readme-shots.mjs --site DIR --out DIR
// The two pictures of the README, from what `./hop present --build DIR` wrote.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {goTo, openBrowser, openDeck} from '../tests/browser.mjs';
import {serve} from '../tests/serve.mjs';

const kSlide = 'one-hop';
const kLab = 'lab/?scenario=forwarded&step=6&theme=light';
const kScreen = {width: 1280, height: 720};

/** A demo in the deck, after it was sent. */
async function shootDeck(browser, url, path) {
  const {page} = await openDeck(browser, `${url}index.html?theme=light`);
  await goTo(page, kSlide);
  await page.waitForSelector('section.present .demo.is-live');
  await page.keyboard.press('PageDown');
  await page.frameLocator('section.present iframe').locator('#stage[data-done="true"] .line').first().waitFor();
  await page.screenshot({path});
}

/** The lab at a desk, after Play. */
async function shootLab(browser, url, path) {
  const page = await browser.newPage({viewport: kScreen, reducedMotion: 'reduce'});
  await page.goto(`${url}${kLab}`);
  await page.click('#send');
  await page.waitForSelector('#stage[data-done="true"] .line');
  await page.mouse.move(0, 0);
  await page.screenshot({path});
}

const {values} = parseArgs({options: {site: {type: 'string'}, out: {type: 'string'}}});
mkdirSync(values.out, {recursive: true});
const server = await serve(values.site);
const browser = await openBrowser();
await shootDeck(browser, server.url, join(values.out, 'deck.png'));
await shootLab(browser, server.url, join(values.out, 'lab.png'));
await browser.close();
await server.close();
