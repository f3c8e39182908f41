// SPDX-License-Identifier: MIT
// The request as a line for a terminal, to take along.

import { curlLine } from './curl.js';
import { h } from './dom.js';
import { t } from './words.js';

/** What has to run before the line is of use. */
function demoOf({ step, scenario }) {
  const options = step >= scenario.step && scenario.options.length > 0 ? ` ${scenario.options.join(' ')}` : '';
  return { step: Math.max(step, 1), options };
}

/** @param request gives the request that is shown now. */
export function copyView(request, noproxy, choice) {
  const shown = h('pre', { id: 'curl', tabindex: '0', hidden: true });
  const copied = h('p', { id: 'copied', class: 'message', role: 'status' });
  const copy = async () => {
    const line = curlLine(request(), noproxy);
    shown.hidden = false;
    shown.textContent = line;
    try {
      await navigator.clipboard.writeText(line);
      copied.textContent = t('copied', demoOf(choice));
    } catch {
      copied.textContent = t('notCopied', demoOf(choice));
    }
  };
  return h('div', { class: 'tools' },
    h('button', { type: 'button', onclick: copy }, t('copy')), shown, copied);
}
