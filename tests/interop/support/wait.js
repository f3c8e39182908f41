// SPDX-License-Identifier: MIT
// Waits that end: no test here may wait for ever.

import { setTimeout as sleep } from 'node:timers/promises';

/** How long a single thing may take, in ms, on a slow and busy machine. */
export const kPatience = 30_000;

/**
 * The promise's result, or an error that says what did not come in time.
 * @param {string} what "the trailers"
 */
export async function within(what, promise, limit = kPatience) {
  const over = new AbortController();
  const late = sleep(limit, undefined, { signal: over.signal }).then(() => {
    throw new Error(`${what}: not within ${limit} ms`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    over.abort();
    late.catch(() => {}); // it has lost the race
  }
}

/** Waits until the condition holds; asks every few milliseconds. */
export async function until(what, condition, limit = kPatience) {
  const end = Date.now() + limit;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`${what}: not within ${limit} ms`);
    await sleep(5);
  }
}

/** A promise with its two ends: { promise, resolve, reject }. */
export function deferred() {
  const ends = {};
  ends.promise = new Promise((resolve, reject) => {
    Object.assign(ends, { resolve, reject });
  });
  return ends;
}
