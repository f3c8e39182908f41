// SPDX-License-Identifier: MIT
// Can everybody see it, and is there room for it? The static build, so that
// nothing has to be waited for.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeViolations, closePage, kBin, kColours, kNewest, kRoot, kScenarios, launch, openPage, send, stateOf } from '../support.mjs';

const kTypes = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };
const kMount = '/somewhere/else/lab/';

let directory;
let server;
let base;
let browser;
const asked = [];

/** Any web server, under a path of its own. */
function serve(request, response) {
  const { pathname } = new URL(request.url, 'http://x');
  asked.push(pathname);
  const file = join(directory, pathname.endsWith('/') ? 'index.html' : pathname.slice(kMount.length));
  if (!pathname.startsWith(kMount) || !existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
  return response.writeHead(200, { 'Content-Type': kTypes[extname(file)] }).end(readFileSync(file));
}

before(async () => {
  directory = mkdtempSync(join(tmpdir(), 'hop-lab-'));
  execFileSync(join(kBin, 'hop-tool'), ['lab', '--build', directory], { env: { ...process.env, HOP_ROOT: kRoot, HOP_BIN: kBin } });
  server = createServer(serve);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${server.address().port}${kMount}`;
  browser = await launch();
});
after(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
  rmSync(directory, { recursive: true });
});

test('the static build plays recordings and never asks for anything live', async () => {
  const page = await openPage(browser, `${base}?scenario=trailers&step=8`);
  assert.equal(await page.locator('#send').textContent(), 'Play');
  await send(page);
  assert.equal(await stateOf(page), 'recorded');
  assert.match(await page.locator('.pair.response .lane.received').textContent(), /X-Checksum/);
  assert.match(await page.locator('#status').textContent(), /\.\/hop lab runs them live/);
  assert.ok(await page.locator('#mode').isDisabled());
  assert.deepEqual(asked.filter((path) => path.includes('api/')), []);
  assert.deepEqual(asked.filter((path) => !path.startsWith(kMount)), []);
  await closePage(page);
});

for (const [colorScheme, rules] of [['light', {}], ['dark', kColours]]) {
  test(`axe has nothing to say: ${colorScheme}`, async () => {
    const page = await openPage(browser, `${base}?scenario=forwarded&step=6`, { colorScheme, bypassCSP: true });
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), colorScheme);
    await page.click('.editor summary');
    await page.locator('.editor textarea').fill('\\q');
    assert.deepEqual(await axeViolations(page, rules), []);
    await page.getByRole('button', { name: 'As it was' }).click();
    await send(page);
    for (const view of ['messages', 'time', 'octets', 'frames', 'table']) {
      await page.click(`#view-${view}`);
      assert.deepEqual(await axeViolations(page, rules), [], view);
    }
    for (const query of ['scenario=hop-by-hop&step=5&vs=4', 'scenario=events&step=9&vs=8', 'scenario=trailers&step=8&lang=fr',
      'scenario=hop-by-hop&step=5&embed=slide', 'scenario=streaming&step=9&embed=slide']) {
      await page.goto(`${base}?${query}`);
      await send(page);
      assert.deepEqual(await axeViolations(page, rules), [], query);
    }
    await closePage(page);
  });
}

test('no scroll bar to the right at 1280x720, whatever is shown', async () => {
  const page = await openPage(browser, null);
  for (const { name, step } of kScenarios) {
    await page.goto(`${base}?scenario=${name}&step=${Math.min(step, kNewest)}&vs=${step - 1}&lang=fr`);
    await send(page);
    for (const view of ['messages', 'time', 'octets', 'frames', 'table']) {
      await page.click(`#view-${view}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 1280, `${name} ${view}: ${width} px`);
    }
  }
  await closePage(page);
});

test('on a slide nothing is cut off', async () => {
  const page = await openPage(browser, null, { viewport: { width: 1180, height: 480 } });
  for (const { name, step } of kScenarios) {
    for (const vs of ['', `&vs=${Math.max(step - 1, 0)}`]) {
      await page.goto(`${base}?scenario=${name}&step=${step}${vs}&embed=slide`);
      await send(page);
      const { high, wide, size } = await page.evaluate(() => {
        const stage = document.getElementById('stage');
        return { high: stage.scrollHeight - stage.clientHeight, wide: stage.scrollWidth - stage.clientWidth,
          size: parseFloat(getComputedStyle(stage.firstElementChild.querySelector('code, .piece')).fontSize) };
      });
      assert.ok(high <= 1 && wide <= 1, `${name}${vs}: ${high} px too high, ${wide} px too wide`);
      assert.ok(size >= 11, `${name}${vs}: ${size} px`);
    }
  }
  await closePage(page);
});

test('narrow windows have no scroll bar to the right either', async () => {
  const page = await openPage(browser, `${base}?scenario=hop-by-hop&step=5`, { viewport: { width: 420, height: 800 } });
  await send(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 420, `${width} px`);
  await closePage(page);
});

/** Plays; @return how often the page drew something. */
async function drawnWhile(page) {
  await page.waitForSelector('#stage');
  await page.evaluate(() => {
    globalThis.drawn = 0;
    new MutationObserver(() => { globalThis.drawn += 1; }).observe(document.getElementById('stage'), { childList: true });
  });
  await send(page);
  return page.evaluate(() => globalThis.drawn);
}

test('who wants no motion gets none', async () => {
  const still = await openPage(browser, `${base}?scenario=streaming&step=9&view=messages`, { reducedMotion: 'reduce' });
  assert.equal(await drawnWhile(still), 1, 'a recording is there at once');
  assert.equal(await still.evaluate(() => document.getAnimations().length), 0);
  await closePage(still);
  const moving = await openPage(browser, `${base}?scenario=streaming&step=9`, { reducedMotion: 'no-preference' });
  const start = Date.now();
  assert.ok(await drawnWhile(moving) > 3);
  assert.ok(Date.now() - start >= 1900, 'a recording plays in its own time');
  await closePage(moving);
});
