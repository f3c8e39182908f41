// SPDX-License-Identifier: MIT
// The system's Chromium, driven without any download.
import {existsSync} from 'node:fs';
import {chromium} from 'playwright-core';

const kPaths = [process.env.HOP_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const kFlags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--no-first-run', '--force-color-profile=srgb'];
/** How long a page may take on a machine that has other things to do, ms. */
const kPatience = 120000;

export async function openBrowser() {
  const executablePath = kPaths.find(path => path && existsSync(path));
  if (!executablePath) throw new Error('no Chromium here: install it, or set HOP_CHROMIUM to its path');
  return chromium.launch({executablePath, args: kFlags, timeout: kPatience});
}

/** @returns {{page, faults}} `faults` fills with what the console and the network complain about */
export async function openPage(browser, url, {theme = 'light', width = 1280} = {}) {
  const page = await browser.newPage({viewport: {width, height: 800}, reducedMotion: 'reduce', colorScheme: theme});
  page.setDefaultTimeout(kPatience);
  const faults = [];
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`); });
  page.on('pageerror', error => faults.push(`exception: ${error.message}`));
  page.on('response', response => { if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`); });
  await page.goto(url);
  return {page, faults};
}
