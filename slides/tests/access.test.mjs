// SPDX-License-Identifier: MIT
// For everybody: axe in both colours, a keyboard only, and no motion unasked.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {after, before, describe, it} from 'node:test';
import {openDeck} from './browser.mjs';
import {kLanguages, openStage} from './stage.mjs';

/** Small, because a processor draws it. */
const kSmall = {viewport: {width: 640, height: 360}};
const kAxe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let stage;
before(async () => { stage = await openStage(); });
after(() => stage?.close());

/** What a page of slides is no place for. */
const kNotHere = {region: {enabled: false}, 'page-has-heading-one': {enabled: false}, 'heading-order': {enabled: false}};
const kEverything = {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], rules: kNotHere};
/** In other colours the page is the same, so only these can say something else. */
const kColours = {runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}};

/**
 * Runs in the page: axe on every slide (or on one) in its last state. The other slides are
 * taken out meanwhile: axe looks at the whole page for every element of one.
 */
const axeAll = async ({only, ...options}) => {
  const found = [];
  const {deck, axe} = window;
  const sections = deck.getHorizontalSlides();
  const parent = sections[0].parentElement;
  for (const [index, section] of sections.entries()) {
    if (only && section.id !== only) continue;
    deck.slide(index, 0, 99);
    for (const other of sections) if (other !== section) other.remove();
    // The style sheets are the same for all of them.
    const {violations} = await axe.run(section, {...options, resultTypes: ['violations'], preload: index === 0});
    parent.append(...sections);
    for (const {id, nodes} of violations) found.push(...nodes.map(node => `${section.id}: ${id}: ${node.html.slice(0, 120)} ${node.any[0]?.message ?? ''}`));
  }
  return found;
};

const here = page => page.evaluate(() => {
  const {deck} = window;
  return `${deck.getCurrentSlide().id}/${deck.getIndices().f ?? -1}`;
});

for (const language of kLanguages) {
  describe(`the deck (${language})`, () => {
    it('has nothing that axe objects to, light and dark', async () => {
      const {page} = await openDeck(stage.browser, `${stage.url(language)}?theme=light`);
      await page.addScriptTag({path: kAxe});
      assert.deepEqual(await page.evaluate(axeAll, kEverything), []);
      await page.keyboard.press('d');
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
      assert.deepEqual(await page.evaluate(axeAll, kColours), []);
      await page.close();
    });

    it('is one line for a clicker, there and back', async () => {
      const {page, faults} = await openDeck(stage.browser, stage.url(language), kSmall);
      const expected = await page.evaluate(() => window.deck.getHorizontalSlides().filter(slide => !('part' in slide.dataset)).map(({id}) => id));
      const seen = [await here(page)];
      for (let more = true; more;) {
        await page.keyboard.press(seen.length % 2 ? 'PageDown' : 'ArrowRight');
        const now = await here(page);
        more = now !== seen.at(-1);
        if (more) seen.push(now);
      }
      const visited = [...new Set(seen.map(state => state.split('/')[0]))];
      assert.deepEqual(visited, expected);
      assert.equal(visited.at(-1), 'questions');
      for (let index = seen.length - 2; index >= 0; --index) await page.keyboard.press(index % 2 ? 'PageUp' : 'ArrowLeft');
      assert.equal(await here(page), seen[0]);
      assert.deepEqual(faults, []);
      await page.close();
    });
  });
}

it('axe notices what is pale in the dark, and a picture without words', async () => {
  const {page} = await openDeck(stage.browser, `${stage.url('en')}?theme=dark`);
  await page.addScriptTag({path: kAxe});
  await page.evaluate(() => { document.querySelector('#who .slide').append(document.createElement('img')); });
  const all = await page.evaluate(axeAll, {...kEverything, only: 'who'});
  assert.ok(all.length === 1 && all[0].startsWith('who: image-alt: '), all.join('\n'));
  await page.addStyleTag({content: '#who .fact { color: #444; }'});
  const found = await page.evaluate(axeAll, {...kColours, only: 'who'});
  assert.ok(found.length === 1 && found[0].startsWith('who: color-contrast: '), found.join('\n'));
  await page.close();
});

describe('a key', () => {
  let page;
  before(async () => { ({page} = await openDeck(stage.browser, stage.url('en'), kSmall)); });

  it('D changes the colours', async () => {
    await page.keyboard.press('d');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
    await page.keyboard.press('d');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'light');
  });

  it('T shows minutes gone against minutes planned', async () => {
    await page.keyboard.press('t');
    await page.waitForFunction(() => /^0:00 \/ 0:15$/.test(document.querySelector('#clock').textContent));
    await page.keyboard.press('PageDown');
    await page.waitForFunction(() => /^0:0\d \/ 0:35$/.test(document.querySelector('#clock').textContent));
    await page.keyboard.press('t');
    assert.equal(await page.locator('#clock').isVisible(), false);
  });

  it('M leads beyond the talk, and the clicker stays there', async () => {
    await page.keyboard.press('m');
    assert.equal((await here(page)).split('/')[0], 'why-keep');
    for (let before = ''; before !== (before = await here(page));) await page.keyboard.press('PageDown');
    assert.equal((await here(page)).split('/')[0], 'one-connection-2');
  });

  it('X leads behind the questions', async () => {
    await page.keyboard.press('x');
    assert.equal((await here(page)).split('/')[0], 'why-poco');
  });

  it('and a mouse alone is enough, too', async () => {
    await page.evaluate(() => window.deck.slide(0));
    await page.mouse.move(300, 300);
    await page.mouse.move(320, 300);
    await page.getByRole('button', {name: 'next slide'}).click();
    assert.equal((await here(page)).split('/')[0], 'who');
  });

  it('S opens the window of the speaker, with the notes', async () => {
    await page.keyboard.press('x');
    const [speaker] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('s')]);
    await speaker.waitForFunction(() => /0001/.test(document.querySelector('.speaker-controls-notes .value')?.textContent ?? ''));
    await speaker.close();
  });
});

describe('motion', () => {
  const running = () => document.getAnimations().filter(animation => animation.playState === 'running').length;
  const toMorph = () => {
    const {deck} = window;
    const index = deck.getHorizontalSlides().findIndex(({id}) => id === 'remove');
    deck.slide(index);
    deck.next();
  };

  it('moves the lines that stay', async () => {
    const {page} = await openDeck(stage.browser, stage.url('en'), {reducedMotion: 'no-preference'});
    await page.evaluate(toMorph);
    await page.waitForFunction(() => document.querySelectorAll('section.present .line[data-auto-animate-target]').length > 4);
    await page.close();
  });

  it('is left out when that is asked for', async () => {
    const {page} = await openDeck(stage.browser, stage.url('en'));
    await page.evaluate(toMorph);
    assert.equal(await page.evaluate(running), 0);
    assert.equal(await page.locator('section.present .line[data-auto-animate-target]').count(), 0);
    await page.close();
  });
});
