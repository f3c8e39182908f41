// SPDX-License-Identifier: MIT
// One deck, checked and rendered.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {BuildError} from './errors.mjs';
import {parseDeck} from './parse.mjs';
import {renderSlide} from './render.mjs';

export const kMustSeconds = 30 * 60;
export const kPlannedSeconds = 27 * 60 + 30;
const kWordsPerMinute = 130;
const kVerbs = {en: ['Ask', 'Demo', 'Note'], fr: ['Demander', 'Démo', 'Note']};

const wordsOf = text => text.split(/\s+/).filter(word => /[\p{L}\d]/u.test(word)).length;

function checkNotes(slide, language, file) {
  if (slide.notes.length === 0) throw new BuildError(file, slide.line, `slide '${slide.id}' has no notes`);
  for (const {verb, line} of slide.notes) {
    if (!kVerbs[language].includes(verb)) throw new BuildError(file, line, `a note begins with ${kVerbs[language].join(', ')}, not '${verb}'`);
  }
  const words = slide.notes.reduce((sum, note) => sum + wordsOf(note.text), 0);
  const room = slide.seconds / 60 * kWordsPerMinute;
  if (words > room) throw new BuildError(file, slide.line, `slide '${slide.id}': ${words} words of notes, there is time for ${Math.floor(room)}`);
}

function checkTimes(slides, file) {
  const must = slides.filter(slide => slide.flags.has('must')).reduce((sum, {seconds}) => sum + seconds, 0);
  if (must > kMustSeconds) throw new BuildError(file, 1, `the slides marked 'must' take ${must} s, more than ${kMustSeconds}`);
  const planned = slides.filter(slide => !slide.part).reduce((sum, {seconds}) => sum + seconds, 0);
  if (planned > kPlannedSeconds) throw new BuildError(file, 1, `the talk takes ${planned} s, more than ${kPlannedSeconds}`);
}

/** What stands behind the talk, and how slides are numbered there. */
const kParts = {beyond: '+', backup: 'B'};

/** A part is in one piece, and has nothing that belongs to the talk. */
function checkParts(slides, file) {
  const begun = new Map();
  for (const {id, part, flags, line} of slides.filter(slide => slide.part)) {
    if (!(part.id in kParts)) throw new BuildError(file, part.line, `there is no part '${part.id}'; there are ${Object.keys(kParts).join(', ')}`);
    if ((begun.get(part.id) ?? part) !== part) throw new BuildError(file, part.line, `part '${part.id}' has begun before`);
    begun.set(part.id, part);
    const alien = ['must', 'last'].find(flag => flags.has(flag));
    if (alien) throw new BuildError(file, line, `slide '${id}' is '${alien}', and does not belong to the talk`);
  }
}

/** Numbers, and how many squares of the strip are green on which slide. */
function number(slides, steps, file) {
  let green = 0;
  let turned = 0;
  const counts = new Map();
  for (const slide of slides) {
    const prefix = kParts[slide.part?.id] ?? '';
    counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    slide.number = prefix + counts.get(prefix);
    const turns = slide.attributes.turns;
    if (turns !== undefined) {
      if (Number(turns) !== turned + 1) throw new BuildError(file, slide.line, `step ${turns} turns green after step ${turned}`);
      turned = Number(turns);
      if (steps.isWritten(turns)) green = Number(turns);
    }
    slide.turns = turns !== undefined && green === Number(turns) ? green : 0;
    slide.strip = steps.upTo(slide.part?.step);
    slide.green = Math.min(green, slide.strip.length);
    slide.showStrip = green > 0 || slide.part !== undefined;
  }
}

/** Ids inside of drawings: unlike each other, and the same in every build. */
const prefixes = () => { let n = 0; return () => `d${++n}`; };

/**
 * @param options {root, language, steps, recordings, speaker}
 * @returns {{slides, html, front, demos}}
 */
export function buildDeck(options) {
  const file = `slides/deck.${options.language}.md`;
  const deck = parseDeck(readFileSync(join(options.root, file), 'utf8'), file);
  checkParts(deck.slides, file);
  number(deck.slides, options.steps, file);
  checkTimes(deck.slides, file);
  const context = {...options, words: deck.front.words.split('|').map(word => word.trim()), prefix: prefixes(), demos: []};
  let html = '';
  for (const slide of deck.slides) {
    checkNotes(slide, options.language, file);
    context.slide = slide;
    const rendered = renderSlide(slide, context, file);
    Object.assign(slide, {title: rendered.title, frames: rendered.frames});
    html += rendered.html;
  }
  return {...deck, html, demos: context.demos};
}
