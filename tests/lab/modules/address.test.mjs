// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAddress, writeAddress } from '../../../tools/lab/page/address.js';

const catalogue = {
  steps: [1, 4, 5, 9].map((number) => ({ number, slug: `0${number}-x` })),
  scenarios: [{ name: 'plain', step: 1 }, { name: 'hop-by-hop', step: 5 }, { name: 'later', step: 11 }],
};

test('what the deck asks for', () => {
  const choice = readAddress('?step=5&vs=4&scenario=hop-by-hop&embed=slide&lang=en', catalogue);
  assert.equal(choice.scenario.name, 'hop-by-hop');
  assert.deepEqual([choice.step, choice.vs, choice.embed], [5, 4, true]);
});

test('lanes, part and what to hide', () => {
  const choice = readAddress('?lanes=4:client-received,5:client-received&part=body&hide=Vary,Link', catalogue);
  assert.equal(choice.lanes, '4:client-received,5:client-received');
  assert.deepEqual([choice.part, choice.hide], ['body', ['vary', 'link']]);
});

test('nonsense falls back to what there is', () => {
  const choice = readAddress('?step=7&vs=x&scenario=%3Cscript%3E&view=z&lanes=a,b,c&part=q&embed=1', catalogue);
  assert.equal(choice.scenario.name, 'hop-by-hop');
  assert.deepEqual([choice.step, choice.vs, choice.view, choice.lanes, choice.part, choice.embed],
    [5, null, null, null, null, false]);
});

test('a step is not compared with itself', () => {
  assert.equal(readAddress('?step=5&vs=5', catalogue).vs, null);
});

test('a scenario of a later step is shown with the newest', () => {
  assert.equal(readAddress('?scenario=later', catalogue).step, 9);
});

test('patience is a number of ms between a second and a minute', () => {
  const patience = (text) => readAddress(`?patience=${text}`, catalogue).patience;
  assert.deepEqual(['', '1', '-5000', '5000', '99999', '1e4', 'x'].map(patience), [1000, 1000, 1000, 5000, 60000, 1000, 1000]);
});

test('step 0 is no proxy', () => {
  assert.equal(readAddress('?step=0', catalogue).step, 0);
});

test('written and read again it is the same', () => {
  const choice = readAddress('?step=4&vs=0&scenario=plain&view=octets&patience=5000', catalogue);
  assert.deepEqual(readAddress(writeAddress(choice, 'fr'), catalogue), choice);
  assert.ok(writeAddress(choice, 'fr').includes('lang=fr'));
});
