// SPDX-License-Identifier: MIT
// The packages of npm: here, exactly these, and from no certain place.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import test from 'node:test';

const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
const described = JSON.parse(read('package.json'));
const locked = JSON.parse(read('package-lock.json'));

test('the packages are installed', () => {
  const path = new URL('node_modules/.package-lock.json', import.meta.url);
  assert(existsSync(path), 'not installed: ./hop ready --for develop, or ' +
      'npm ci in tests/interop');
  const installed = JSON.parse(readFileSync(path, 'utf8'));
  for (const [name, { version }] of Object.entries(locked.packages)) {
    if (name === '') continue;
    assert.equal(installed.packages[name]?.version, version, name);
  }
});

test('package.json names exact versions', () => {
  for (const [name, version] of Object.entries(described.devDependencies)) {
    assert.match(version, /^\d+\.\d+\.\d+$/, name);
    assert.equal(locked.packages[`node_modules/${name}`].version, version);
  }
});

test('package-lock.json names no registry, but what each package must hold',
    () => {
      for (const [name, entry] of Object.entries(locked.packages)) {
        if (name === '') continue;
        assert.equal(entry.resolved, undefined, name);
        assert.match(entry.integrity, /^sha512-/, name);
      }
    });
