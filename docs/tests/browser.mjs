// SPDX-License-Identifier: MIT
// Pages of the site in the deck's browser (its packages have to be there).
import {kPatience} from '../../slides/tests/browser.mjs';

export {openBrowser} from '../../slides/tests/browser.mjs';

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
