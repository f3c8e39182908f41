// SPDX-License-Identifier: MIT
// A demo cannot fail in public: with a lab, with a lab that is silent, and with
// one that dies in the middle of the talk.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {goTo, openDeck} from './browser.mjs';
import {openStage} from './stage.mjs';

/** A page that behaves as the lab does towards the deck: as much as it says. */
const labPage = ({ready = true, answers = ['sending', 'live']}) => `<!doctype html><html lang="en"><title>lab</title><body>lab<script>
const tell = state => parent.postMessage({type: 'hop-lab', state}, location.origin);
addEventListener('message', ({data}) => {
  if (data.type !== 'hop-lab') return;
  document.body.dataset.heard = (document.body.dataset.heard ?? '') + data.command + ' ';
  if (data.command === 'send') ${JSON.stringify(answers)}.forEach(tell);
});
if (${ready}) tell('ready');
</script>`;

/** @param lab what labPage() takes; it may be changed later. */
async function openWithLab(lab) {
  return openStage({lab: true}, (path, response) => {
    if (path !== 'lab/') return false;
    response.writeHead(200, {'Content-Type': 'text/html'});
    response.end(labPage(lab));
    return true;
  });
}

const label = page => page.locator('section.present .demo .source').textContent();
const isLive = page => page.locator('section.present .demo.is-live').count();
const recordingShows = page => page.locator('section.present .demo .recorded').first().isVisible();
const kDemo = 'too-much';

describe('with a lab', () => {
  let stage;
  let page;
  let faults;
  before(async () => {
    stage = await openWithLab({});
    ({page, faults} = await openDeck(stage.browser, `${stage.url('en')}?patience=60000`, {viewport: {width: 640, height: 360}}));
    await goTo(page, kDemo);
    await page.waitForSelector('section.present .demo.is-live');
  });
  after(() => stage?.close());

  it('the first click sends, the second one leaves', async () => {
    await page.keyboard.press('PageDown');
    await page.waitForFunction(() => document.querySelector('section.present iframe').contentDocument.body.dataset.heard?.includes('send'));
    assert.equal(await label(page), 'live');
    assert.equal(await recordingShows(page), false);
    await page.keyboard.press('PageDown');
    assert.equal(await page.evaluate(() => window.deck.getCurrentSlide().id), 'two-conversations');
  });

  it('a key switches to the recording, and back', async () => {
    await goTo(page, kDemo);
    await page.waitForSelector('section.present .demo.is-live');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('l');
    assert.equal(await label(page), 'recorded');
    assert.ok(await recordingShows(page));
    await page.keyboard.press('l');
    assert.equal(await isLive(page), 1);
  });

  it('keeps the clicker when something in the frame takes the focus', async () => {
    await goTo(page, kDemo);
    await page.evaluate(() => document.querySelector('section.present iframe').focus());
    await page.waitForFunction(() => document.activeElement.tagName !== 'IFRAME');
    await page.keyboard.press('PageDown');
    assert.match(await page.evaluate(() => document.querySelector('section.present .demo').className), /sent/);
    assert.deepEqual(faults, []);
  });

  it('does what a key says that the lab gives back', async () => {
    await goTo(page, kDemo);
    await page.evaluate(() => document.querySelector('section.present iframe').contentWindow.eval(
      "parent.postMessage({type: 'hop-lab', key: 'PageDown', shiftKey: false}, location.origin)"));
    await page.waitForSelector('section.present .demo.sent');
  });

  it('opens the lab with step, scenario and language', async () => {
    const source = await page.locator('section.present iframe').getAttribute('src');
    assert.match(source, /^lab\/\?step=4&scenario=hop-by-hop&embed=slide&lang=en&theme=light&patience=60000$/);
  });
});

describe('the recording shows', () => {
  const lab = {};
  let stage;
  before(async () => { stage = await openWithLab(lab); });
  after(() => stage?.close());

  for (const [what, {ready = true, answers = []}] of Object.entries({
    'a lab that never says that it is ready': {ready: false},
    'a lab that takes the order and says nothing': {},
    'a lab that sends, and then says nothing': {answers: ['sending']},
    'a lab that says that it failed': {answers: ['error']},
  })) {
    it(`with ${what}`, async () => {
      Object.assign(lab, {ready, answers});
      const {page, faults} = await openDeck(stage.browser, stage.url('en'), {viewport: {width: 640, height: 360}});
      await goTo(page, kDemo);
      if (ready) await page.waitForSelector('section.present .demo.is-live');
      await page.keyboard.press('PageDown');
      await page.waitForSelector('section.present .demo.sent:not(.is-live)');
      assert.equal(await label(page), 'recorded');
      assert.ok(await recordingShows(page));
      assert.deepEqual(faults, []);
      await page.close();
    });
  }
});

it('when the server dies in the middle, every slide still works', async () => {
  const stage = await openWithLab({});
  const {page} = await openDeck(stage.browser, stage.url('en'), {viewport: {width: 640, height: 360}});
  const exceptions = [];
  page.on('pageerror', error => exceptions.push(error.message));
  await goTo(page, 'one-hop');
  await page.waitForSelector('section.present .demo.is-live');
  await stage.server.close();
  await page.keyboard.press('PageDown');
  const demos = new Set();
  for (let before = ''; ;) {
    const now = await page.evaluate(() => {
      const section = window.deck.getCurrentSlide();
      const demo = section.querySelector('.demo.sent:not(.is-live) .recorded');
      return {where: `${section.id}/${window.deck.getIndices().f}`, recorded: demo ? section.id : null,
        text: (demo ?? section).checkVisibility({visibilityProperty: true})};
    });
    if (now.where === before) break;
    before = now.where;
    assert.ok(now.text, now.where);
    if (now.recorded) demos.add(now.recorded);
    await page.keyboard.press('PageDown');
  }
  for (const id of ['really', 'where-did-it-go', 'there-it-is', 'silence', 'as-it-happens', 'half']) assert.ok(demos.has(id), id);
  assert.equal(await page.evaluate(() => window.deck.getCurrentSlide().id), 'questions');
  assert.deepEqual(exceptions, []);
  await stage.close();
});
