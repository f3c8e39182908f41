// SPDX-License-Identifier: MIT
// Directives that show what goes over the wire: demos, messages, lines to type.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {escapeHtml} from './code.mjs';
import {timeHtml} from './time.mjs';
import {bodyLines, duration, readRecording, wireHtml} from './wire.mjs';
import {say} from './words.mjs';

/** What the embedded lab is asked to show: tools/lab/README.md has the list. */
function labQuery(scenario, {step, vs, ...others}, language) {
  const query = new URLSearchParams({step, ...(vs ? {vs} : {}), scenario});
  for (const name of ['view', 'lanes', 'part', 'hide']) if (others[name]) query.set(name, others[name]);
  query.set('embed', 'slide');
  query.set('lang', language);
  return `?${query}`;
}

export function lab(block, context) {
  const {words: [scenario], ...options} = block.attributes;
  const numbers = [options.vs, options.step].filter(Boolean);
  if (!scenario || !options.step) throw new Error('write lab: SCENARIO step=N');
  if (numbers.some(number => number !== '0' && !context.steps.isWritten(number))) return '';
  const recordings = numbers.map(number => readRecording(context.recordings, scenario, number));
  context.demos.push({slide: context.slide.id, scenario, steps: numbers.map(Number)});
  const {language} = context;
  const view = options.view === 'time' ? timeHtml : wireHtml;
  return `<div class="demo" data-lab="${escapeHtml(labQuery(scenario, options, language))}" data-wait="${duration(recordings)}">` +
    `<div class="recorded">${view(recordings, {...options, language, id: context.prefix()})}</div>` +
    `<p class="source" aria-live="polite"><span>${say(language, 'recorded')}</span></p>` +
    '<span class="fragment custom send"></span></div>';
}

/** A line that begins with ./hop must be one that ./hop understands. */
function checkCommand(line, root) {
  const command = /^\.\/hop ([a-z]+)/.exec(line)?.[1];
  if (!command) return;
  const usage = readFileSync(join(root, 'tools/hop/usage.txt'), 'utf8');
  if (!new RegExp(`^  ${command}\\b`, 'm').test(usage)) throw new Error(`./hop has no command '${command}'`);
}

/** "$ curl -i {4}/": {4} is where step 4 listens when the talk is given. */
export function type(block, context) {
  const html = escapeHtml(block.argument).replace(/\bcurl\b/, '<span data-curl>curl</span>').replace(/\{(\d+)\}/g, (whole, offset) =>
    `<span data-port="${offset}">127.0.0.1:${8100 + Number(offset)}</span>`);
  checkCommand(block.argument, context.root);
  const long = block.argument.length > 62 ? ' long' : '';
  return `<p class="type${long}"><code><i aria-hidden="true">$ </i>${html}</code></p>`;
}

/** A message line by line, each with what it is; a click brings the next. */
export function message(block, context) {
  const {words: [scenario], step, lane} = block.attributes;
  const {language} = context;
  const recorded = readRecording(context.recordings, scenario, context.steps.find(step).number);
  const lines = bodyLines(recorded, lane);
  const rows = lines.map(({kind, text, end}, index) => `<li class="${kind}${index ? ' fragment' : ''}"><code>${escapeHtml(text) || ' '}</code>` +
    `<span>${say(language, end ? 'last chunk' : kind)}</span></li>`);
  rows.push(`<li class="blank fragment"><code> </code><span>${say(language, 'empty line')}</span></li>`);
  return `<ol class="message">${rows.join('')}</ol>`;
}
