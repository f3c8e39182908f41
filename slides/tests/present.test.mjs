// SPDX-License-Identifier: MIT
// ./hop present for real: deck, lab and programs, until they are gone.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {existsSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {goTo, openBrowser, openDeck} from './browser.mjs';
import {kRoot, temporaryFolder} from './places.mjs';
import {serve} from './serve.mjs';

const kBin = process.env.HOP_BIN ?? join(kRoot, 'build/dev/bin');
const kTool = join(kBin, 'hop-tool');
const kEnvironment = {...process.env, HOP_ROOT: kRoot, HOP_BIN: kBin};

/** Starts the tool; resolves with its process and the address that it prints. */
function present(...words) {
  const child = spawn(kTool, ['present', '--port', '0', ...words], {env: kEnvironment, stdio: ['ignore', 'pipe', 'ignore']});
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', data => {
      text += data;
      const url = /The talk: +(\S+)/.exec(text)?.[1];
      if (url) resolve({child, url, text});
    });
    child.on('exit', code => reject(new Error(`it ended with ${code}: ${text}`)));
  });
}

/** A machine that has other things to do is slow, and that is not the test. */
function withPatience(address) {
  const url = new URL(address);
  url.searchParams.set('patience', '60000');
  return url.href;
}

/**
 * Chromium calls a stream aborted when the page has seen its end before the
 * network has. Only to be asked when all of it is shown as live.
 */
const isReadToItsEnd = fault => /\/lab\/api\/run net::ERR_ABORTED$/.test(fault);

async function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = new Promise(resolve => child.on('exit', resolve));
  child.kill(signal);
  return gone;
}

describe('./hop present', () => {
  let talk;
  let browser;
  before(async () => {
    talk = await present('--lang', 'en');
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await end(talk.child, 'SIGKILL');
  });

  it('shows demos live, and the recordings when it is gone', async () => {
    const {page, faults} = await openDeck(browser, withPatience(talk.url));
    assert.doesNotMatch(page.url(), /token/);
    const base = /127\.0\.0\.1:(\d+) +upstream/.exec(talk.text)[1];
    assert.equal(await page.locator('#servers [data-port="0"]').textContent(), `127.0.0.1:${base}`);
    await goTo(page, 'one-hop');
    await page.waitForSelector('section.present .demo.is-live');
    await page.keyboard.press('PageDown');
    const lab = page.frameLocator('section.present iframe');
    await lab.locator('body[data-state="live"] #stage[data-done="true"]').getByText('X-Keep: 1').first().waitFor();
    assert.equal(await page.locator('section.present .demo .source').textContent(), 'live');
    assert.deepEqual(faults.filter(fault => !isReadToItsEnd(fault)), []);

    assert.equal(await end(talk.child, 'SIGTERM'), 0);
    await goTo(page, 'where-did-it-go');
    await page.keyboard.press('PageDown');
    await page.waitForSelector('section.present .demo.sent:not(.is-live)');
    assert.ok(await page.getByText('X-Unannounced').first().isVisible());
    await page.close();
  });
});

describe('./hop present --build', () => {
  it('writes a deck and a lab for any web server', async () => {
    const out = temporaryFolder();
    const child = spawn(kTool, ['present', '--build', out], {env: kEnvironment, stdio: 'ignore'});
    assert.equal(await new Promise(resolve => child.on('exit', resolve)), 0);
    assert.ok(existsSync(join(out, 'lab/index.html')));
    const server = await serve(out);
    const browser = await openBrowser();
    const {page, faults} = await openDeck(browser, `${server.url}index.html`);
    await goTo(page, 'one-hop');
    await page.waitForSelector('section.present .demo.is-live');
    await page.keyboard.press('PageDown');
    await page.waitForFunction(() => document.querySelector('section.present .demo .source').textContent === 'recorded');
    assert.deepEqual(faults, []);
    await browser.close();
    await server.close();
    rmSync(out, {recursive: true});
  });

  it('refuses what it does not understand', async () => {
    for (const words of [['--lang', 'de'], ['--port', 'x'], ['now']]) {
      const child = spawn(kTool, ['present', ...words], {env: kEnvironment, stdio: 'ignore'});
      assert.equal(await new Promise(resolve => child.on('exit', resolve)), 2, words.join(' '));
    }
  });
});
