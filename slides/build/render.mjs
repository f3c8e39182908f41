// SPDX-License-Identifier: MIT
// Slides -> <section>s. A slide that changes its code in place has several
// frames: sections with one number, one title and one set of notes.
import {marked} from 'marked';
import {at} from './errors.mjs';
import {codeHtml, checkBudget, escapeHtml} from './code.mjs';
import {morphHtml} from './blocks-code.mjs';
import {kDirectives} from './directives.mjs';
import {say} from './words.mjs';

const renderer = {
  /** Fenced code: what is not ours (Go, a shell). The same budget holds. */
  code({text, lang}) {
    const lines = text.split('\n').map(line => ({text: line}));
    checkBudget(lines);
    return codeHtml(lines, {language: ['cpp', 'go'].includes(lang) ? lang : '', size: 26});
  },
};
marked.use({renderer});

/** French wants its spaces before ? ! : ; » kept; code is left alone. */
const spaced = (text, language) => (language !== 'fr' ? text : text.split(/(```[\s\S]*?```|`[^`]*`)/).map((part, index) =>
  (index % 2 ? part : part.replace(/ ([?!:;»])/g, '\u00a0$1').replace(/« /g, '«\u00a0'))).join(''));

const kContainers = {columns: 'columns', column: 'column', card: 'card', small: 'small', huge: 'huge'};

/** Builds the frames of one slide, block by block. */
class Frames {
  constructor() { this.frames = [{html: ''}]; this.open = []; }
  add(html) { this.frames.at(-1).html += html; }
  /** The code of this frame is that of another step than the slide's. */
  of(step) { this.frames.at(-1).step = step; }
  openAs(name, html, close) { this.add(html); this.open.push({name, close}); }
  closeUntil(names) {
    while (this.open.length > 0 && names.includes(this.open.at(-1).name)) this.add(this.open.pop().close);
  }
  closeAll() { while (this.open.length > 0) this.add(this.open.pop().close); }
  next() { this.closeAll(); this.frames.push({html: ''}); }
}

function container(name, frames, attributes) {
  if (name.startsWith('/')) {
    const inner = {'/columns': ['click', 'column', 'card', 'columns'], '/click': ['click'], '/card': ['click', 'card'], '/small': ['small'], '/huge': ['click', 'huge']}[name];
    if (!inner) throw new Error(`there is nothing that ends with ${name}`);
    frames.closeUntil(inner);
  } else if (name === 'click') {
    frames.closeUntil(['click']);
    frames.openAs('click', `<div class="fragment click ${attributes.words.join(' ')}">`, '</div>');
  } else {
    if (name === 'column') frames.closeUntil(['click', 'card', 'column']);
    frames.openAs(name, `<div class="${kContainers[name]} ${attributes.words.join(' ')}">`, '</div>');
  }
}

function renderBlock(block, frames, context) {
  if (block.kind === 'text') return frames.add(marked.parse(spaced(block.text, context.language)));
  const {name, attributes} = block;
  if (name === 'frame') return frames.next();
  if (name === 'unwritten') return undefined;
  if (name === 'morph') {
    const pair = morphHtml(block, context);
    if (!pair) return undefined;
    frames.add(pair[0].html);
    frames.of(pair[0].step);
    frames.next();
    return frames.add(pair[1].html);
  }
  if (name in kContainers || name.startsWith('/') || name === 'click') return container(name, frames, attributes);
  if (!(name in kDirectives)) throw new Error(`there is no directive '${name}'`);
  return frames.add(kDirectives[name](block, context));
}

/** "## Title" is the first thing on a slide, and there is one. */
function takeTitle(slide, file) {
  const first = slide.blocks[0];
  const found = first?.kind === 'text' && /^##? (.+)$/m.exec(first.text);
  if (!found || !first.text.trimStart().startsWith('#')) at(file, slide.line, () => { throw new Error(`slide '${slide.id}' begins with no '## Title'`); });
  return {title: found[1], rest: [{...first, text: first.text.replace(found[0], ''), line: first.line}, ...slide.blocks.slice(1)]};
}

/** Blocks between "only: written" / "only: planned" and "/only" hang on the step. */
function chosenBlocks(blocks, context, file) {
  let keep = true;
  return blocks.filter(block => {
    if (block.kind !== 'directive' || !['only', '/only'].includes(block.name)) return keep;
    keep = block.name === '/only' || at(file, block.line, () =>
      (context.steps.isWritten(block.attributes.step) ? 'written' : 'planned') === block.attributes.words[0]);
    return false;
  });
}

/** The square turns with the slide's last frame. */
const greenOn = (slide, last) => (slide.turns && !last ? slide.turns - 1 : slide.green);

function strip(slide, context, last) {
  const green = greenOn(slide, last);
  const turns = last ? slide.turns : 0;
  const squares = slide.strip.map(({number}) => {
    const kind = number === turns ? 'green turned' : number <= green ? 'green' : '';
    return `<span class="${kind}">${number}</span>`;
  }).join('');
  return `<div class="strip" role="img" aria-label="${say(context.language, 'green', green, slide.strip.length)}">${squares}</div>`;
}

const inline = text => marked.parseInline(text);

function notes(slide, context) {
  const items = slide.notes.map(({verb, text}) => `<li><b>${escapeHtml(verb)}</b> ${inline(spaced(text, context.language))}</li>`).join('');
  return `<aside class="notes"><ul>${items}</ul></aside>`;
}

/** Which step the slide is about, green once it works; its page, where the site has one. */
function eyebrow(slide, frame, last, context) {
  if (!slide.attributes.step) return '';
  const step = frame.step ?? context.steps.find(slide.attributes.step);
  const kind = greenOn(slide, last) >= step.number ? 'green' : '';
  const text = `<b class="${kind}">${String(step.number).padStart(2, '0')}</b>${escapeHtml(step.slug.slice(3))}`;
  return `<p class="eyebrow">${context.docs ? `<a href="${context.docs}steps/${step.slug}.html">${text}</a>` : text}</p>`;
}

/** The seconds of a slide, dealt out to its frames without a rest. */
const secondsOf = (seconds, index, frames) => Math.floor(seconds / frames) + (index < seconds % frames ? 1 : 0);

function section(slide, title, frame, index, frames, context) {
  const several = frames > 1;
  const last = index === frames - 1;
  const seconds = secondsOf(slide.seconds, index, frames);
  const kind = slide.attributes.kind ?? 'plain';
  const heading = kind === 'cover' ? 'h1' : 'h2';
  const flags = [...slide.flags].map(flag => ` data-${flag}`).join('');
  const part = slide.part ? ` data-part="${slide.part.id}" data-visibility="uncounted"` : '';
  const partTitle = slide.part?.step ? context.steps.partTitle(slide.part.step, context.language) : '';
  const footer = slide.showStrip && greenOn(slide, last) > 0 ? strip(slide, context, last) : '';
  return `<section id="${slide.id}${index ? `-${index + 1}` : ''}" class="kind-${kind}" data-slide="${slide.number}"` +
    ` data-name="${slide.id}" data-timing="${seconds}"${several ? ` data-auto-animate data-auto-animate-id="${slide.id}"` : ''}` +
    `${part}${slide.attributes.skip ? ` data-skip="${slide.attributes.skip}"` : ''}${flags}>\n` +
    `<div class="slide"><header data-id="head"><${heading}>${inline(spaced(title, context.language))}</${heading}>${eyebrow(slide, frame, last, context)}</header>\n` +
    `<div class="content">${frame.html}</div>\n<footer data-id="foot"><span class="part">${escapeHtml(partTitle)}</span>${footer}<span class="number">${slide.number}</span></footer></div>\n` +
    `${notes(slide, context)}</section>\n`;
}

/** @returns {{html, frames}} the sections of one slide */
export function renderSlide(slide, context, file) {
  const {title, rest} = takeTitle(slide, file);
  const frames = new Frames();
  for (const block of chosenBlocks(rest, context, file)) {
    at(file, block.line, () => renderBlock(block, frames, context));
  }
  frames.closeAll();
  const html = frames.frames.map((frame, index) => section(slide, title, frame, index, frames.frames.length, context)).join('');
  return {html, title, frames: frames.frames.length};
}
