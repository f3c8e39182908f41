// SPDX-License-Identifier: MIT
// The system's Chromium, driven without any download.
import {existsSync} from 'node:fs';
import {chromium} from 'playwright-core';

const kPaths = [process.env.HOP_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const kFlags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--no-first-run', '--force-color-profile=srgb'];

/** How long a page may take on a machine that has other things to do, ms. */
export const kPatience = 120000;

export async function openBrowser() {
  const executablePath = kPaths.find(path => path && existsSync(path));
  if (!executablePath) throw new Error('no Chromium here: install it, or set HOP_CHROMIUM to its path');
  return chromium.launch({executablePath, args: kFlags, timeout: kPatience});
}

/** Opens a page of the deck and waits until it is ready. */
export async function openDeck(browser, url, options = {}) {
  const page = await browser.newPage({viewport: {width: 1280, height: 720}, reducedMotion: 'reduce', ...options});
  page.setDefaultTimeout(kPatience);
  const faults = [];
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`); });
  page.on('pageerror', error => faults.push(`exception: ${error.message}`));
  page.on('requestfailed', request => faults.push(`request failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on('response', response => { if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`); });
  await page.goto(url);
  await page.waitForSelector('html[data-ready]', {state: 'attached'});
  return {page, faults};
}

/** Shows the beginning of a slide. */
export const goTo = (page, name) => page.evaluate(id => {
  const {deck} = window;
  deck.slide(deck.getHorizontalSlides().findIndex(slide => slide.id === id), 0, -1);
}, name);
