// SPDX-License-Identifier: MIT
// node tests/shots.mjs SITE OUT PAGE...: pictures of pages, for whoever changes
// the looks: light and dark, wide and narrow.
import {mkdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {serve} from '../build/serve.mjs';
import {openBrowser, openPage} from './browser.mjs';

const [site, out, ...pages] = process.argv.slice(2);
mkdirSync(out, {recursive: true});
const server = await serve(resolve(site));
const browser = await openBrowser();
for (const name of pages) {
  for (const [theme, width] of [['light', 1280], ['dark', 1280], ['light', 420], ['dark', 420]]) {
    const {page} = await openPage(browser, server.url + name, {theme, width});
    const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), 2600);
    await page.setViewportSize({width, height: Math.max(height, 800)});
    await page.screenshot({path: join(out, `${name.replace(/[/.#]/g, '-')}-${theme}-${width}.png`)});
    await page.close();
  }
}
await browser.close();
await server.close();
