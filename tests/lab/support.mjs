// SPDX-License-Identifier: MIT
// The lab's server as a child process, and a browser to look at it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const kRoot = process.env.HOP_ROOT ?? fileURLToPath(new URL('../..', import.meta.url));
export const kBin = process.env.HOP_BIN ?? join(kRoot, 'build/dev/bin');
const kAxe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const kFlags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--no-first-run'];

const kNames = ['chromium', 'chromium-browser', 'google-chrome'];
const kFolders = (process.env.PATH ?? '').split(delimiter);

export function launch() {
  const executablePath = kNames.flatMap((name) => kFolders.map((folder) => join(folder, name))).find(existsSync);
  assert.ok(executablePath, `none of ${kNames.join(', ')} is here; ./hop ready --for develop brings it`);
  return chromium.launch({ executablePath, args: kFlags });
}

/** `hop-tool lab ...` with its output; stop() waits until it has ended. */
export class LabServer {
  static async start() {
    const server = new LabServer();
    server.child = spawn(join(kBin, 'hop-tool'), ['lab', '--port', '0'],
      { env: { ...process.env, HOP_ROOT: kRoot, HOP_BIN: kBin }, stdio: ['ignore', 'pipe', 'inherit'] });
    server.ended = new Promise((resolve) => server.child.on('exit', resolve));
    server.address = await new Promise((resolve, reject) => {
      let text = '';
      server.child.stdout.on('data', (data) => {
        text += data;
        const found = /(http:\S+\/lab\/)\?token=(\w+)/.exec(text);
        if (found) resolve({ base: found[1], token: found[2] });
      });
      server.child.on('exit', (code) => reject(new Error(`the lab ended with ${code}`)));
    });
    return server;
  }
  /** Live, however slow this machine is; within a second where `patience` says so. */
  url(query = '', patience = 60000) { return `${this.address.base}?token=${this.address.token}&patience=${patience}&${query}`; }
  get base() { return this.address.base; }
  /** Alive, and silent. */
  freeze() { this.child.kill('SIGSTOP'); }
  thaw() { this.child.kill('SIGCONT'); }
  async stop() {
    this.thaw();
    this.child.kill('SIGTERM');
    return this.ended;
  }
}

/** A page that fails its test on any error, and on any request to elsewhere. */
export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  page.errors = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.errors.push(message.text());
  });
  page.on('pageerror', (error) => page.errors.push(error.stack));
  page.on('request', (request) => {
    if (!/^(http:\/\/(127\.0\.0\.1|localhost):|data:|blob:)/.test(request.url())) page.errors.push(`request to ${request.url()}`);
  });
  if (url) await page.goto(url);
  return page;
}

export async function closePage(page) {
  await page.context().close();
  assert.deepEqual(page.errors, []);
}

/** Presses Send (or Play) and waits until all of it is there. */
export async function send(page) {
  await page.waitForSelector('#stage', { state: 'attached' });
  await page.evaluate(() => { document.getElementById('stage').dataset.done = 'false'; });
  await page.click('#send');
  await settled(page);
}

export function settled(page) {
  return page.waitForFunction(() => document.body.dataset.state === 'error' ||
    (['live', 'recorded'].includes(document.body.dataset.state) && document.getElementById('stage').dataset.done === 'true'));
}

export const stateOf = (page) => page.evaluate(() => document.body.dataset.state);

/** Presses Send until it is live: a slow moment of the machine is no news. */
export async function sendLive(page) {
  for (let i = 0; i < 5; i += 1) {
    await send(page);
    if (await stateOf(page) === 'live') return;
  }
  assert.fail('the lab does not answer within a second');
}

/** The page is the same in other colours, so only these rules can differ. */
export const kColours = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/** What axe finds. */
export async function axeViolations(page, options = {}) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.addScriptTag({ path: kAxe });
  const { violations } = await page.evaluate((some) => globalThis.axe.run(
    { ...some, resultTypes: ['violations'] }), options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

export const readJson = (path) => JSON.parse(readFileSync(join(kRoot, path), 'utf8'));
export const recording = (scenario, step) => readJson(`docs/transcripts/lab/${scenario}/${step}.json`);

/** As wire::timeless() replaces them. */
export const timeless = (text) => text
  .replace(/date: [A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT/gi, (date) => date.slice(0, 6) + 'Thu, 01 Jan 2026 12:00:00 GMT')
  .replace(/(127\.0\.0\.1|localhost):\d{5}\b/g, '$1:PORT');

export const kNewest = Math.max(...readJson('steps/steps.json').steps.filter(({ status }) => status === 'written').map(({ number }) => number));
export const kScenarios = readJson('tools/wire/scenarios.json').scenarios.filter(({ step }) => step <= kNewest);
