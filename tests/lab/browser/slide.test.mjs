// SPDX-License-Identifier: MIT
// The lab inside the deck, and what happens when its server does not answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closePage, LabServer, launch, openPage, send, sendLive, settled, stateOf } from '../support.mjs';

let server;
let browser;
before(async () => { [server, browser] = await Promise.all([LabServer.start(), launch()]); });
after(async () => {
  await browser.close();
  assert.equal(await server.stop(), 0);
});

/** A page of the same server with the lab in a frame, as the deck has it. */
async function openDeck(query, options) {
  const page = await openPage(browser, null, options);
  await page.goto(server.url('scenario=plain'));
  await page.route('**/deck.html', (route) => route.fulfill({ contentType: 'text/html', body:
    `<title>deck</title><iframe title="demo" style="width:1180px;height:480px;border:0" src="./?${query}&embed=slide&patience=60000"></iframe>` }));
  await page.addInitScript(() => {
    globalThis.heard = [];
    addEventListener('message', ({ data }) => globalThis.heard.push(data));
  });
  await page.goto(new URL('deck.html', server.base).href);
  page.say = (message) => page.evaluate((data) =>
    document.querySelector('iframe').contentWindow.postMessage({ type: 'hop-lab', ...data }, location.origin), message);
  page.states = () => page.evaluate(() => globalThis.heard.filter(({ type, state }) => type === 'hop-lab' && state).map(({ state }) => state));
  page.until = (state) => page.waitForFunction((wanted) => globalThis.heard.at(-1)?.state === wanted, state);
  await page.until('ready');
  page.lab = page.frames().find((frame) => frame.url().includes('embed=slide'));
  return page;
}

test('two lanes at the size of code, no chrome, one action', async () => {
  const page = await openPage(browser, server.url('scenario=hop-by-hop&step=5&embed=slide'), { viewport: { width: 1180, height: 480 } });
  await send(page);
  assert.equal(await page.locator('.lane').count(), 2);
  assert.equal(await page.locator('select, header, textarea').count(), 0);
  assert.equal(await page.locator('button:visible').count(), 1);
  const size = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('.line code')).fontSize));
  assert.ok(size >= 19, `${size} px`);
  await closePage(page);
});

test('the deck sends, hears how it goes, and resets', async () => {
  const page = await openDeck('scenario=hop-by-hop&step=5');
  await page.say({ command: 'send' });
  await page.until('live');
  assert.deepEqual(await page.states(), ['ready', 'sending', 'live']);
  await page.lab.waitForSelector('.line.is-removed');
  await page.say({ command: 'reset' });
  await page.until('ready');
  assert.equal(await page.lab.locator('.line.is-removed').count(), 0);
  await page.say({ command: 'replay' });
  await page.until('recorded');
  await page.say({ command: 'live' });
  await page.until('live');
  await page.say({ command: 'theme', theme: 'dark' });
  await page.lab.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
  await closePage(page);
});

test('what is not a command is not heard', async () => {
  const page = await openDeck('scenario=plain&step=1');
  for (const message of [{ command: 'constructor' }, { command: 5 }, {}, { command: 'theme', theme: '<b>' }]) await page.say(message);
  await page.evaluate(() => document.querySelector('iframe').contentWindow.postMessage('send', '*'));
  // Not from the page around it.
  await page.lab.evaluate(() => window.postMessage({ type: 'hop-lab', command: 'send' }, location.origin));
  await page.waitForTimeout(200);
  assert.deepEqual(await page.states(), ['ready']);
  await closePage(page);
});

test('the keys of the deck go to the deck', async () => {
  const page = await openDeck('scenario=plain&step=1');
  await page.lab.locator('#send').focus();
  await page.keyboard.press('PageDown');
  await page.waitForFunction(() => globalThis.heard.at(-1)?.key === 'PageDown');
  await closePage(page);
});

test('lanes, parts and fields are those of the address', async () => {
  const page = await openPage(browser,
    server.url('scenario=repeated-fields&step=4&embed=slide&part=head&hide=Link,Vary,Content-Type,Content-Length,Connection'));
  await send(page);
  const text = await page.locator('.lane.received').textContent();
  assert.equal(text.match(/Set-Cookie/g).length, 2);
  assert.doesNotMatch(text, /Link|Vary|Date|Two Set/);
  await page.goto(server.url('scenario=truncated&step=8&vs=7&embed=slide&lanes=7:client-received,8:client-received&part=body'));
  await send(page);
  assert.match(await page.locator('.lane').first().textContent(), /through 07-path/);
  assert.match(await page.locator('.lane').nth(1).textContent(), /cut off/);
  await page.goto(server.url('scenario=dead-upstream&step=2&embed=slide&lanes=client-sent,client-received'));
  await send(page);
  assert.match(await page.locator('.lane').nth(1).textContent(), /502 Bad Gateway/);
  await page.goto(server.url('scenario=plain&step=0&embed=slide&lanes=client-received'));
  await send(page);
  assert.equal(await page.locator('.lane').count(), 1);
  await closePage(page);
});

test('a server that is silent for a second: the recording, labelled', async () => {
  const page = await openPage(browser, server.url('scenario=hop-by-hop&step=5', 1000));
  await send(page);
  server.freeze();
  try {
    const begin = Date.now();
    await send(page);
    const took = Date.now() - begin;
    assert.equal(await stateOf(page), 'recorded');
    assert.ok(took >= 900 && took < 5000, `${took} ms`);
    assert.match(await page.locator('#status').textContent(), /^recorded.*No answer began in time/);
    assert.equal(await page.locator('.pair.request .line.is-removed').count(), 2);
  } finally {
    server.thaw();
  }
  await sendLive(page);
  await closePage(page);
});

test('a server that is gone: every scenario that was chosen still plays', async () => {
  const mortal = await LabServer.start();
  const page = await openPage(browser, mortal.url('scenario=streaming&step=8&embed=slide', 1000));
  await page.waitForSelector('#send');
  await page.waitForLoadState('networkidle');
  assert.equal(await mortal.stop(), 0);
  await send(page);
  assert.equal(await stateOf(page), 'recorded');
  assert.match(await page.locator('#status').textContent(), /recorded/);
  assert.match(await page.locator('.axis').textContent(), /Begin/);
  await page.context().close();
  // The browser itself notes that nobody listens; nothing else is wrong.
  for (const error of page.errors) assert.match(error, /ERR_CONNECTION_REFUSED/);
});

test('a server that dies in the middle: the recording from its beginning', async () => {
  const mortal = await LabServer.start();
  const page = await openPage(browser, mortal.url('scenario=streaming&step=9'));
  await page.click('#send');
  await page.waitForFunction(() => document.body.dataset.state === 'live');
  mortal.child.kill('SIGKILL');
  await mortal.ended;
  await page.waitForFunction(() => document.body.dataset.state === 'recorded');
  await settled(page);
  assert.match(await page.locator('.axis').textContent(), /End/);
  await page.context().close();
});
