// SPDX-License-Identifier: MIT
// Which line of one lane is which line of the other.

const isDrawn = (line) => line.kind !== 'blank' && line.kind !== 'remark';
const nameIn = (line) => line.text.split(':', 1)[0].toLowerCase();

/** Takes the first line for which `fits` holds out of the list. */
function take(list, fits) {
  const index = list.findIndex(fits);
  return index < 0 ? null : list.splice(index, 1)[0];
}

/**
 * The relations between what was sent and what was received, as the marks of
 * the JSON have it: {kind, sent, received}, each side an index or null; kind
 * is same, removed, added, rewritten, or alone: without a mark or a partner.
 */
export function relationsOf(sent, received) {
  const open = (lines, marks) => lines
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => isDrawn(line) && marks.includes(line.mark ?? 'same'));
  const relations = [];
  const add = (kind, one, other) =>
    relations.push({ kind, sent: one?.index ?? null, received: other?.index ?? null });

  const right = open(received, ['same']);
  for (const left of open(sent, ['same'])) {
    const partner = take(right, ({ line }) =>
      line.kind === left.line.kind && line.text === left.line.text);
    add(partner ? 'same' : 'alone', left, partner);
  }
  right.forEach((line) => add('alone', null, line));

  const changed = open(received, ['rewritten']);
  for (const left of open(sent, ['rewritten'])) {
    const isField = left.line.kind === 'field' || left.line.kind === 'trailer';
    add('rewritten', left, take(changed, ({ line }) =>
      line.kind === left.line.kind && (!isField || nameIn(line) === nameIn(left.line))));
  }
  changed.forEach((line) => add('rewritten', null, line));
  shareStart(relations, sent, received);
  open(sent, ['removed']).forEach((line) => add('removed', line, null));
  open(received, ['added']).forEach((line) => add('added', null, line));
  return relations;
}

/** HTTP/2 has several first lines where HTTP/1 has one: they share it. */
function shareStart(relations, sent, received) {
  const isStart = ({ kind, sent: one, received: other }) =>
    kind === 'rewritten' && (sent[one] ?? received[other]).kind === 'start';
  const starts = relations.filter(isStart);
  const whole = starts.find(({ sent: one, received: other }) => one !== null && other !== null);
  if (!whole) return;
  for (const relation of starts) {
    relation.sent ??= whole.sent;
    relation.received ??= whole.received;
  }
}

/** What differs from run to run counts as equal: dates, ports, counts. */
function keyOf(line) {
  if (line.text === '') return line.kind + (line.note ?? '').replace(/\d/g, '');
  if (/^date:/i.test(line.text)) return line.kind + 'date';
  if (/^connection:/i.test(line.text)) return line.kind + line.text.toLowerCase();
  return line.kind + line.text.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:') + '\n' + (line.note ?? '');
}

/**
 * The same place through two steps: {kind, sent: index through the first,
 * received: index through the second}; kind is same, removed (only the first
 * has it), added (only the second), or rewritten (what became of it differs).
 */
export function comparisonOf(first, second) {
  const open = (lines) => lines
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => line.kind !== 'blank');
  const right = open(second);
  const relations = open(first).map((left) => {
    const partner = take(right, ({ line }) => keyOf(line) === keyOf(left.line));
    if (!partner) return { kind: 'removed', sent: left.index, received: null };
    const alike = (left.line.mark ?? '') === (partner.line.mark ?? '');
    return { kind: alike ? 'same' : 'rewritten', sent: left.index, received: partner.index };
  });
  return relations.concat(right.map(({ index }) =>
    ({ kind: 'added', sent: null, received: index })));
}

/** How often each kind occurs. */
export function countOf(relations) {
  const count = { same: 0, removed: 0, added: 0, rewritten: 0, alone: 0 };
  for (const { kind } of relations) count[kind] += 1;
  return count;
}

/** The middle part in which two texts differ: [from, to of the second one]. */
export function changedPart(before, after) {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from += 1;
  let back = 0;
  while (back < before.length - from && back < after.length - from &&
         before[before.length - 1 - back] === after[after.length - 1 - back]) back += 1;
  return [from, after.length - back];
}
