// SPDX-License-Identifier: MIT
// Step N-1 -> step N: lines that stay carry the same id, so that reveal's
// auto-animate moves them, and fades in what is new.
import {diffArrays} from 'diff';

/**
 * @param before lines of step N-1 @param after lines of step N
 * @param prefix makes the ids of one morph unlike those of the others
 * @returns [before, after] with ids
 */
export function pairLines(before, after, prefix) {
  const key = ({text}) => text.trim();
  const from = before.map((line, index) => ({...line, added: false, id: `${prefix}-${index}`}));
  const to = after.map((line, index) => ({...line, id: `${prefix}-new-${index}`}));
  let left = 0;
  let right = 0;
  for (const {added, removed, count} of diffArrays(before.map(key), after.map(key))) {
    for (let i = 0; i < count; ++i) {
      if (!added && !removed) to[right + i].id = from[left + i].id;
    }
    if (!added) left += count;
    if (!removed) right += count;
  }
  return [from, to];
}
