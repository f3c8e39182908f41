// SPDX-License-Identifier: MIT
// Files in a directory that goes away with this process.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const directory = mkdtempSync(join(tmpdir(), 'hop-interop-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));

/** The path of a file that need not exist yet. */
export function temporary(name) { return join(directory, name); }

/** Writes a file. @returns its path */
export function temporaryFile(name, content) {
  writeFileSync(temporary(name), content);
  return temporary(name);
}
