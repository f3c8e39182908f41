// SPDX-License-Identifier: MIT
// Every slide, in every state, on every screen: nothing sticks out.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {openDeck} from './browser.mjs';
import {kLanguages, kOverflow, openStage, walk} from './stage.mjs';

const kScreens = [[1280, 720], [1024, 768], [1920, 1080], [3840, 2160]];

let stage;
before(async () => { stage = await openStage(); });
after(() => stage?.close());

/** The current slide on the screen. */
const boxOf = page => page.evaluate(() => {
  const {left, top, right, bottom} = window.deck.getCurrentSlide().getBoundingClientRect();
  return {left, top, right, bottom};
});

for (const language of kLanguages) {
  // One page, because to open it costs more than to look at it.
  describe(`the deck (${language})`, () => {
    let page;
    let faults;
    const asked = [];
    before(async () => {
      ({page, faults} = await openDeck(stage.browser, stage.url(language)));
      page.on('request', request => asked.push(request.url()));
    });
    after(() => page?.close());

    for (const [width, height] of kScreens) {
      it(`fits ${width}x${height}`, async () => {
        await page.setViewportSize({width, height});
        await page.waitForFunction(wide => innerWidth === wide, width);
        await page.evaluate(() => window.deck.layout());
        assert.deepEqual(await page.evaluate(walk, {source: kOverflow, onlyLast: width !== 1280}), []);
        const box = await boxOf(page);
        const scale = Math.min(width / 1280, height / 720);
        assert.ok(Math.abs(box.right - box.left - 1280 * scale) < 2, 'the slide is as large as the screen allows');
        assert.ok(box.left > -1 && box.top > -1 && box.right < width + 1 && box.bottom < height + 1);
      });
    }

    it('fits when it is dark', async () => {
      await page.setViewportSize({width: 1280, height: 720});
      await page.keyboard.press('d');
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
      assert.deepEqual(await page.evaluate(walk, {source: kOverflow, onlyLast: true}), []);
    });

    it('says nothing on the console and asks nobody else', () => {
      assert.deepEqual(faults, []);
      assert.deepEqual(asked.filter(url => !url.startsWith(stage.server.url) && !url.startsWith('data:')), []);
    });
  });
}

it('the check itself notices what is too large', async () => {
  const {page} = await openDeck(stage.browser, stage.url('en'));
  await page.addStyleTag({content: '#who .fact { font-size: 90px; } #matrix table { margin-left: 700px; }'});
  const found = await page.evaluate(walk, {source: kOverflow, onlyLast: true});
  assert.ok(found.some(fault => fault.startsWith('who ')), 'a text that is too long');
  assert.ok(found.some(fault => fault.startsWith('matrix ')), 'a table that is too far right');
  await page.close();
});
