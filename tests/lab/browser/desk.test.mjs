// SPDX-License-Identifier: MIT
// The lab at the desk: every scenario live, driven by clicks.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { closePage, kNewest, kScenarios, LabServer, launch, openPage, recording, send, sendLive, timeless } from '../support.mjs';

let server;
let browser;
before(async () => { [server, browser] = await Promise.all([LabServer.start(), launch()]); });
after(async () => {
  await browser.close();
  assert.equal(await server.stop(), 0);
});

/** The lines of the four lanes on the screen: {text, mark}. */
const lanesShown = (page) => page.evaluate(() =>
  [['request', 'sent'], ['request', 'received'], ['response', 'sent'], ['response', 'received']].map(([side, lane]) =>
    [...document.querySelectorAll(`.pair.${side} .lane.${lane} .line:has(code)`)].map((line) => ({
      text: line.querySelector('code').textContent,
      mark: ['added', 'removed', 'rewritten'].find((mark) => line.classList.contains(`is-${mark}`)) ?? '',
    }))));

const lanesOf = (exchange) => exchange.lanes.map((lane) =>
  lane.lines.filter(({ text }) => text !== '').map(({ text, mark }) => ({ text, mark: mark ?? '' })));

/** Is it an empty frame that ends what an earlier one has carried? In a
 * recording that one ends the stream itself: see wire::restateHttp2(). */
const isEmptyEnd = ({ text }, index, lane) => text === 'DATA' &&
  [undefined, 'HEADERS'].includes(lane[index + 1]?.text) && lane.slice(0, index).some((line) => line.text === 'DATA');

/** Two clocks may be read in one second or in two: that is no news. */
const markOf = ({ text, mark }) => (mark === 'rewritten' && /^date: /i.test(text) ? '' : mark);

const comparable = (lanes) => lanes.map((lane) => lane.filter((...line) => !isEmptyEnd(...line))
  .map((line) => `${markOf(line)} ${timeless(line.text)}`));

describe('each scenario, live through the step before it and its own, is what was recorded', () => {
  for (const { name, step } of kScenarios) {
    test(name, async () => {
      const page = await openPage(browser, server.url('view=messages'));
      await page.selectOption('#scenario', name);
      for (const number of [Math.max(step - 1, 0), Math.min(step, kNewest)]) {
        await page.selectOption('#step', String(number));
        await page.click('#view-messages');
        await sendLive(page);
        const wanted = comparable(lanesOf(recording(name, number))).map((lane) => lane.map((line) => timeless(line)));
        assert.deepEqual(comparable(await lanesShown(page)), wanted, `step ${number}`);
      }
      await closePage(page);
    });
  }
});

test('two steps compared: what only one of them has', async () => {
  const page = await openPage(browser, server.url('scenario=hop-by-hop&step=5&vs=4'));
  await send(page);
  const place = page.locator('.place').nth(1);
  assert.match(await place.textContent(), /upstream received/);
  const marked = await place.locator('.line.is-removed').allTextContents();
  assert.equal(marked.length, 1);
  assert.match(marked[0], /only 04.*X-Debug: 1/);
  assert.equal(await place.locator('.line.is-added, .line.is-rewritten').count(), 0);
  // Where nothing differs, nothing is unfolded.
  const same = page.locator('.place.same').first();
  assert.ok(await same.locator('.pair').isHidden());
  await same.getByRole('button').click();
  assert.ok(await same.locator('.pair').isVisible());
  await closePage(page);
});

test('marks have a sign and a word, not only a colour', async () => {
  const page = await openPage(browser, server.url('scenario=forwarded&step=6'));
  await send(page);
  for (const [kind, sign] of [['added', '+'], ['removed', '−'], ['rewritten', '~']]) {
    const line = page.locator(`.line.is-${kind}`).first();
    assert.equal(await line.locator('.sign').textContent(), sign);
    assert.equal(await line.locator('.tag').textContent(), kind);
    assert.equal(await line.locator('.spoken').textContent(), `${kind}: `);
  }
  assert.equal(await page.locator('.line mark').first().textContent(), ', 127.0.0.1');
  await closePage(page);
});

test('a thread from each line to what became of it', async () => {
  const page = await openPage(browser, server.url('scenario=hop-by-hop&step=5'));
  await send(page);
  const request = page.locator('.pair.request');
  assert.equal(await request.locator('.thread.is-removed').count(), 2);
  assert.equal(await request.locator('.thread.is-added').count(), 1);
  const ends = await request.evaluate((pair) => {
    const path = pair.querySelector('.thread.is-same path').getBoundingClientRect();
    const line = pair.querySelector('.lane.sent .line.start').getBoundingClientRect();
    return Math.abs((path.top + path.bottom) / 2 - (line.top + line.bottom) / 2);
  });
  assert.ok(ends < 4, `the thread of the first line is ${ends} px off`);
  await closePage(page);
});

test('the time axis shows who hears what when', async () => {
  const page = await openPage(browser, server.url('scenario=streaming&step=9&vs=8'));
  await send(page);
  const share = (title) => page.evaluate((wanted) => {
    const track = [...document.querySelectorAll('.track')].find((each) => each.getAttribute('aria-label').trim() === wanted);
    return [...track.querySelectorAll('.moment')].map((moment) => Number(moment.style.getPropertyValue('--at')));
  }, title);
  const late = await share('client received through 08-trailers');
  const soon = await share('client received through 09-streaming');
  assert.ok(late.every((at) => at > 0.8), `through 08: ${late}`);
  assert.ok(soon.length === 2 && soon[0] < 0.4 && soon[1] > 0.8, `through 09: ${soon}`);
  await closePage(page);
});

test('octets in hex and escaped', async () => {
  const page = await openPage(browser, server.url('scenario=plain&step=5'));
  await send(page);
  await page.click('#view-octets');
  assert.match(await page.locator('.octets-view pre').first().textContent(), /^0000 47 45 54 20 2f 20/);
  await page.getByRole('button', { name: 'escapes' }).click();
  assert.match(await page.locator('.octets-view pre').first().textContent(), /^GET \/ HTTP\/1\.1\\r\\n\n/);
  await closePage(page);
});

test('the table says the same in words', async () => {
  const page = await openPage(browser, server.url('scenario=hop-by-hop&step=5&view=table'));
  await send(page);
  const row = page.getByRole('row', { name: /X-Debug: 1/ });
  assert.match(await row.textContent(), /field.*X-Debug: 1.*removed/);
  assert.equal(await page.getByRole('table').count(), 2);
  await closePage(page);
});

test('an edited request is sent as it is written', async () => {
  const page = await openPage(browser, server.url('scenario=plain&step=5'));
  await page.click('.editor summary');
  const box = page.locator('.editor textarea');
  assert.match(await box.inputValue(), /^GET \/ HTTP\/1\.1\\r\\n\nHost: www\.example\\r\\n\n/);
  await box.fill('GET /status/418 HTTP/1.1\\r\\nHost: a\\r\\nX-\\q: 1\\r\\n\\r\\n');
  assert.match(await page.locator('#edit-message').textContent(), /Line 1, column 42: there is no such escape/);
  assert.ok(await page.locator('#send').isDisabled());
  await box.fill('GET /status/418 HTTP/1.1\\r\\nHost: a\\r\\nX-Edited: \\xE9\\r\\n\\r\\n');
  await sendLive(page);
  assert.match(await page.locator('.pair.request .lane.received').textContent(), /X-Edited: \\xE9/);
  assert.match(await page.locator('.pair.response .lane.received').textContent(), /418 I'm a teapot/);
  await page.getByRole('button', { name: 'As it was' }).click();
  assert.doesNotMatch(await page.locator('.pair.request .lane.sent').textContent(), /X-Edited/);
  await closePage(page);
});

test('what was edited stays when another step or language is chosen, and goes with its scenario', async () => {
  const page = await openPage(browser, server.url('scenario=plain&step=5'));
  await page.click('.editor summary');
  const box = page.locator('.editor textarea');
  await box.fill('GET /status/418 HTTP/1.1\\r\\nHost: a\\r\\n\\q');
  await page.selectOption('#step', '4');
  assert.ok(await page.locator('#send').isDisabled(), 'it is as wrong as before');
  const edited = 'GET /status/418 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n';
  await box.fill(edited);
  await page.selectOption('#vs', '3');
  await page.getByRole('button', { name: 'fr', exact: true }).click();
  assert.equal(await box.inputValue(), edited);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'fr');
  await page.selectOption('#vs', '');
  await sendLive(page);
  assert.match(await page.locator('.pair.response .lane.received').textContent(), /418 I'm a teapot/);
  await page.selectOption('#scenario', 'path');
  assert.match(await box.inputValue(), /a%2Fb/);
  await closePage(page);
});

test('copy as curl', async () => {
  const page = await openPage(browser, server.url('scenario=path&step=7'));
  await page.getByRole('button', { name: 'Copy as curl' }).click();
  await page.waitForFunction(() => document.getElementById('copied').textContent !== '');
  assert.match(await page.locator('#curl').textContent(), /^curl -i .*http:\/\/127\.0\.0\.1:8080\/shop\/a%2Fb\?x=1'$/);
  assert.match(await page.locator('#copied').textContent(), /\.\/hop demo 7 --strip-prefix=\/shop/);
  await closePage(page);
});

test('the address is a bookmark, and keeps no token', async () => {
  const page = await openPage(browser, server.url('scenario=plain&step=2', 1000));
  await page.selectOption('#scenario', 'trailers');
  await page.selectOption('#vs', '7');
  const address = new URL(page.url());
  assert.equal(address.search, '?scenario=trailers&step=8&vs=7');
  await page.reload();
  assert.equal(await page.locator('#scenario').inputValue(), 'trailers');
  assert.equal(await page.locator('#vs').inputValue(), '7');
  await closePage(page);
});

test('in French, with the same octets', async () => {
  const page = await openPage(browser, server.url('scenario=dead-upstream&step=2&lang=fr'));
  await send(page);
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'fr');
  assert.match(await page.locator('main').textContent(), /réponse du proxy lui-même/);
  assert.match(await page.locator('main').textContent(), /HTTP\/1\.1 502 Bad Gateway/);
  await page.getByRole('button', { name: 'en', exact: true }).click();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  assert.match(await page.locator('main').textContent(), /the proxy's own response/);
  await closePage(page);
});

test('the keyboard is enough', async () => {
  const page = await openPage(browser, server.url('scenario=plain&step=1'));
  await page.waitForSelector('#send');
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
  for (let i = 0; i < 20 && await focused() !== 'step'; i += 1) await page.keyboard.press('Tab');
  assert.equal(await focused(), 'step');
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowDown');
  assert.equal(await page.locator('#step').inputValue(), '5');
  await page.keyboard.press('Enter');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.body.dataset.state === 'live' && document.getElementById('stage').dataset.done === 'true');
  for (const [key, view] of [['2', 'time'], ['3', 'octets'], ['4', 'frames'], ['5', 'table'], ['1', 'messages']]) {
    await page.keyboard.press(key);
    assert.equal(await page.locator(`#view-${view}`).getAttribute('aria-pressed'), 'true');
  }
  await page.keyboard.press('r');
  await page.waitForFunction(() => document.body.dataset.state === 'recorded');
  await page.keyboard.press('r');
  await page.waitForFunction(() => document.body.dataset.state === 'live');
  await closePage(page);
});

test('without the token the page plays recordings, and says why nothing is live', async () => {
  const page = await openPage(browser, `${server.base}?scenario=plain&step=5`);
  await page.click('#send');
  await page.waitForFunction(() => document.body.dataset.state === 'error');
  assert.match(await page.locator('#status').textContent(), /The token is missing: open the address/);
  await page.keyboard.press('r');
  await page.waitForFunction(() => document.body.dataset.state === 'recorded');
  await page.context().close();
  assert.match(page.errors.join(), /403/);
});
