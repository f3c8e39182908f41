// SPDX-License-Identifier: MIT
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

export const kRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const kRecordings = process.env.HOP_RECORDINGS ?? join(kRoot, 'docs/transcripts/lab');
export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'hop-deck-'));
