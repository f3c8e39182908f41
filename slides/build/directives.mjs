// SPDX-License-Identifier: MIT
// What a directive of the deck becomes. Each gets (block, context) and gives
// HTML, or '' when its step is not written yet.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import qrcode from 'qrcode-generator';
import {draw} from '../drawings/index.mjs';
import {code, fields, patch} from './blocks-code.mjs';
import {lab, message, type} from './blocks-demo.mjs';
import {escapeHtml} from './code.mjs';
import {matrixHtml} from './matrix.mjs';
import {peersHtml} from './peers.mjs';
import {minimapHtml, spineHtml} from './spine.mjs';
import {say} from './words.mjs';

function drawing(block, context) {
  const {words: [name], ...options} = block.attributes;
  return draw(name, {...options, language: context.language, id: context.prefix(), steps: context.steps, root: context.root});
}

/** "ticks: 3,2": the third and the second expression are found, the second just now. */
function ticks(block, context) {
  const found = (block.attributes.words[0] ?? '').split(',').map(Number).filter(Boolean);
  const items = context.words.map((word, index) => {
    const kind = `${found.includes(index + 1) ? 'found' : ''}${found.at(-1) === index + 1 ? ' now' : ''}`;
    return `<li class="${kind}"><svg class="tick" aria-hidden="true"><use href="#tick"/></svg>${escapeHtml(word)}</li>`;
  }).join('');
  return `<ul class="ticks" data-id="ticks" aria-label="${say(context.language, 'ticks', found.length)}">${items}</ul>`;
}

function qr(block, context) {
  const {address} = context.speaker;
  if (!address) return '';
  const image = qrcode(0, 'M');
  image.addData(address);
  image.make();
  const tag = image.createSvgTag({cellSize: 4, margin: 8, scalable: true, title: {text: address, id: `${context.prefix()}-t`}});
  return `<figure class="qr">${tag}<figcaption>${escapeHtml(address)}</figcaption></figure>`;
}

/** How to get the code; without an address there is nothing to say. */
function clone(block, context) {
  const {address} = context.speaker;
  return address ? type({argument: `git clone ${address}`}, context) : '';
}

function speaker(block, context) {
  const {name, line, fact} = context.speaker[context.language];
  return `<div class="speaker"><p class="who">${escapeHtml(name)}</p><p class="line">${escapeHtml(line)}</p><p class="fact">${escapeHtml(fact)}</p></div>`;
}

/** The demo upstream's picture, with or without what makes it one. */
function picture(block, context) {
  const svg = readFileSync(join(context.root, 'tools/demo-upstream/picture.svg'), 'utf8');
  const media = block.attributes.type ?? 'text/plain';
  const url = `data:${media};base64,${Buffer.from(svg).toString('base64')}`;
  const live = block.attributes.step ? ` data-picture="${block.attributes.step}"` : '';
  return `<figure class="picture"><img src="${url}"${live} alt="${escapeHtml(block.attributes.alt ?? '')}" width="480" height="200">` +
    `<figcaption>${escapeHtml(block.attributes.caption ?? '')}</figcaption></figure>`;
}

/** POCO's class index, asked for what Go has: the answer is the slide. */
function nothingFound(block, {language}) {
  return '<div class="search"><p class="field"><svg viewBox="0 0 40 40" aria-hidden="true"><circle cx="17" cy="17" r="11"/><path d="M25 25l11 11"/></svg>' +
    `<span>reverse proxy</span></p><p class="result">${say(language, 'noClasses')}</p></div>`;
}

/** "TLS | knowledge": the first is struck out on a click, the second comes. */
function correction(block) {
  const [wrong, right] = block.argument.split('|').map(text => escapeHtml(text.trim()));
  return `<p class="correction"><span class="fragment custom wrong">${wrong}</span><span class="fragment right" data-fragment-index="0">${right}</span></p>`;
}

export const kDirectives = {
  code, patch, drawing, lab, type, ticks, qr, clone, speaker, picture,
  fields, message, correction, 'nothing-found': nothingFound,
  matrix: (block, context) => matrixHtml(context.root, context.language, context.slide.strip),
  peers: (block, context) => peersHtml(context.root, context.language),
  spine: (block, context) => spineHtml(block, context),
  minimap: (block, context) => minimapHtml(block, context),
};
