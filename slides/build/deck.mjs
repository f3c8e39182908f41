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
  const planned = slides.filter(slide => !slide.backup).reduce((sum, {seconds}) => sum + seconds, 0);
  if (planned > kPlannedSeconds) throw new BuildError(file, 1, `the slides take ${planned} s, more than ${kPlannedSeconds}`);
}

/** Numbers, and how many squares of the strip are green on which slide. */
function number(slides, steps, file) {
  let green = 0;
  let turned = 0;
  let count = 0;
  let backups = 0;
  for (const slide of slides) {
    slide.backup = slide.flags.has('backup');
    slide.number = slide.backup ? `B${++backups}` : String(++count);
    const turns = slide.attributes.turns;
    if (turns !== undefined) {
      if (Number(turns) !== turned + 1) throw new BuildError(file, slide.line, `step ${turns} turns green after step ${turned}`);
      turned = Number(turns);
      if (steps.isWritten(turns)) green = Number(turns);
    }
    slide.turns = turns !== undefined && green === Number(turns) ? green : 0;
    slide.green = green;
    slide.showStrip = green > 0 || slide.backup;
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
