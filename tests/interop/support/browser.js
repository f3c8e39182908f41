// SPDX-License-Identifier: MIT
// Headless Chromium, driven by playwright-core, and its log of the network.

import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { temporary } from './temporary.js';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of this system. */
function executable() {
  for (const directory of process.env.PATH.split(delimiter)) {
    for (const name of names) {
      const path = join(directory, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        continue; // not here
      }
    }
  }
  throw new Error('Chromium is not here; ./hop ready --for develop brings it');
}

let runs = 0;

/**
 * A browser that ends with the test. It takes our own certificates, and asks
 * nobody but the page's server.
 * @returns {{newPage: function, netLog: function}} netLog() closes the browser
 *   and gives its log of the network as text
 */
export async function startBrowser(stage) {
  const log = temporary(`net-log-${++runs}.json`);
  const browser = await chromium.launch({
    executablePath: executable(),
    args: ['--headless', '--no-sandbox', '--disable-gpu',
      '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--no-first-run', '--no-proxy-server',
      '--ignore-certificate-errors', `--log-net-log=${log}`],
  });
  stage.onClose(() => browser.close());
  return {
    newPage: () => browser.newPage({ ignoreHTTPSErrors: true }),
    async netLog() {
      await browser.close();
      return readFileSync(log, 'utf8');
    },
  };
}
