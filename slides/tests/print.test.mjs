// SPDX-License-Identifier: MIT
// On paper: one page for each slide, in its last state.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {openDeck} from './browser.mjs';
import {kLanguages, kOverflow, openStage} from './stage.mjs';

let stage;
before(async () => { stage = await openStage(); });
after(() => stage?.close());

const checkPages = ({source}) => {
  const look = new Function('slide', source);
  return [...document.querySelectorAll('.pdf-page')].flatMap(page => {
    const section = page.querySelector('section');
    const hidden = [...section.querySelectorAll('.fragment:not(.send), .lane li, .dot')]
      .filter(element => !element.checkVisibility({visibilityProperty: true, opacityProperty: true}));
    return [...look(section.querySelector('.slide')), ...hidden.map(element => `${element.className} is not shown`)]
      .map(fault => `${section.id}: ${fault}`);
  });
};

for (const language of kLanguages) {
  describe(`printed (${language})`, () => {
    it('every slide has its page, whole and in its last state', async () => {
      const {page, faults} = await openDeck(stage.browser, `${stage.url(language)}?print-pdf`);
      await page.emulateMedia({media: 'print'});
      await page.waitForSelector('.pdf-page');
      const sections = await page.evaluate(() => document.querySelectorAll('.slides section').length);
      assert.equal(await page.evaluate(() => document.querySelectorAll('.pdf-page').length), sections);
      assert.deepEqual(await page.evaluate(checkPages, {source: kOverflow}), []);
      const pdf = await page.pdf({preferCSSPageSize: true, printBackground: true});
      assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length, sections);
      assert.deepEqual(faults, []);
      await page.close();
    });
  });
}
