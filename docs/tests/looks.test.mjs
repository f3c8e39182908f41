// SPDX-License-Identifier: MIT
// The built site in a real browser: for everybody, in both colours, on a small
// screen, with a keyboard, and from a disk.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {serve} from '../build/serve.mjs';
import {openBrowser, openPage} from './browser.mjs';

const kRoot = process.env.HOP_ROOT ?? resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const kSite = process.env.HOP_SITE ?? join(kRoot, 'build/docs');
const kAxe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const kPages = ['index.html', 'life-of-a-request.html', 'codec.html', 'steps/05-hop-by-hop.html', 'peers.html', 'tests.html',
  'api/index.html', 'api/classhop_1_1http1_1_1MessageReader.html', 'files/steps/05-hop-by-hop/main.cpp.html'];

let server;
let browser;
before(async () => {
  server = await serve(kSite);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** The dark page is the same in other colours, so only these can say something else. */
const kColours = {runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}};
const violations = options => window.axe.run(document, {...options, resultTypes: ['violations']}).then(({violations: found}) =>
  found.flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.html.slice(0, 140)} ${node.any[0]?.message ?? ''}`)));
/** What sticks out on the right, unless it can be scrolled by itself. */
const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

for (const name of kPages) {
  describe(name, () => {
    for (const theme of ['light', 'dark']) {
      it(`has nothing that axe objects to (${theme})`, async () => {
        const {page, faults} = await openPage(browser, server.url + name, {theme});
        assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
        await page.addScriptTag({path: kAxe});
        assert.deepEqual(await page.evaluate(violations, theme === 'dark' ? kColours : {}), []);
        assert.deepEqual(faults, []);
        await page.close();
      });
    }
    it('fits a small screen', async () => {
      const {page} = await openPage(browser, server.url + name, {width: 420});
      assert.equal(await page.evaluate(overflow), 0);
      await page.close();
    });
  });
}

describe('the search', () => {
  const find = async (page, query) => {
    await page.keyboard.press('/');
    await page.keyboard.type(query);
    await page.waitForSelector('#found li');
    return page.locator('#found li').allTextContents();
  };
  it('finds pages, rows, names, with a keyboard only', async () => {
    const {page, faults} = await openPage(browser, `${server.url}steps/05-hop-by-hop.html`);
    assert.match((await find(page, 'smuggling')).join('\n'), /Glossary/);
    await page.locator('#search').fill('');
    await page.locator('h1').click();
    await find(page, 'MessageReader');
    await page.keyboard.press('Enter');
    await page.waitForURL(/MessageReader/);
    assert.deepEqual(faults, []);
    await page.close();
  });
  it('says so when nothing is found', async () => {
    const {page} = await openPage(browser, `${server.url}index.html`);
    assert.deepEqual(await find(page, 'xyzzyplugh'), ['Nothing found.']);
    await page.close();
  });
  it('works from a disk, too', async () => {
    const {page, faults} = await openPage(browser, pathToFileURL(join(kSite, 'index.html')).href);
    assert.match((await find(page, 'trailers')).join('\n'), /08-trailers/);
    assert.deepEqual(faults, []);
    await page.close();
  });
});

describe('the reader', () => {
  it('keeps the colours that were chosen', async () => {
    const {page} = await openPage(browser, `${server.url}index.html`);
    await page.locator('#theme').click();
    await page.goto(`${server.url}codec.html`);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
    await page.close();
  });
  it('opens the menu on a small screen, and closes it', async () => {
    const {page} = await openPage(browser, `${server.url}index.html`, {width: 420});
    assert.ok(!await page.locator('#contents').isVisible());
    await page.locator('#menu').click();
    assert.ok(await page.locator('#contents').isVisible());
    await page.keyboard.press('Escape');
    assert.ok(!await page.locator('#contents').isVisible());
    await page.close();
  });
  it('filters the behaviour table', async () => {
    const {page} = await openPage(browser, `${server.url}behaviour.html`);
    await page.locator('#filter').fill('05-01');
    assert.match(await page.locator('#filtered').textContent(), /^1 of \d+ rows$/);
    assert.equal(await page.locator('.suite:visible').count(), 1);
    await page.close();
  });
});
