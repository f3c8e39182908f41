// SPDX-License-Identifier: MIT
// The request as text to edit, octet by octet.

import { h } from './dom.js';
import { EditError, fromEditable, toEditable } from './octets.js';
import { t } from './words.js';

const kMostOctets = 32768;
const kLongest = 5000;

function checked(text) {
  const parts = fromEditable(text);
  const octets = parts.filter((part) => typeof part === 'string').join('').length;
  const waits = parts.reduce((sum, part) => sum + (part.wait ?? 0), 0);
  if (octets > kMostOctets) throw new EditError('tooLarge');
  if (waits > kLongest) throw new EditError('tooLong');
  return { parts, octets };
}

/**
 * @param original the scenario's own request.
 * @param written what was written before in its place, or null.
 * @param onChange called with the parts, with null when they are the original
 *   ones, or with undefined when the text cannot be sent; and with the text, or
 *   null.
 */
export function editorView(original, written, onChange) {
  const asItWas = toEditable(original);
  const message = h('p', { class: 'message', id: 'edit-message', role: 'status' });
  const box = h('textarea', {
    spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', wrap: 'off',
    rows: Math.min(14, asItWas.split('\n').length + 1),
    'aria-label': t('edit'), 'aria-describedby': 'edit-help edit-message',
  });
  box.value = written ?? asItWas;
  /** Says how the text is. */
  const judge = () => {
    try {
      const { parts, octets } = checked(box.value);
      message.textContent = t('wellFormed', { n: octets });
      box.removeAttribute('aria-invalid');
      return parts;
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      message.textContent = t(error.reason, { line: error.line, column: error.column });
      box.setAttribute('aria-invalid', 'true');
      return undefined;
    }
  };
  const changed = () => {
    const parts = judge();
    if (box.value === asItWas) onChange(null, null);
    else onChange(parts, box.value);
  };
  box.addEventListener('input', changed);
  if (written !== null) judge();
  const reset = h('button', { type: 'button', onclick: () => { box.value = asItWas; changed(); box.focus(); } },
    t('reset'));
  return h('details', { class: 'editor', open: written !== null },
    h('summary', {}, t('edit')),
    h('p', { id: 'edit-help', class: 'help' }, t('editHelp')),
    box,
    h('div', { class: 'row' }, reset, message));
}
