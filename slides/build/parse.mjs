// SPDX-License-Identifier: MIT
// deck.LANG.md -> slides. The form is in slides/README.md.
import {BuildError} from './errors.mjs';

const DIRECTIVE = /^<!--\s*(\/?[a-z0-9-]+)(?::\s*(.*?))?\s*-->\s*$/;
const WORD = /([a-z-]+)=(?:"([^"]*)"|(\S+))|(\S+)/g;

/** "hop-by-hop step=5 must" -> {words: ['hop-by-hop', 'must'], step: '5'} */
export function readAttributes(text) {
  const attributes = {words: []};
  for (const [, name, quoted, plain, word] of text.matchAll(WORD)) {
    if (word !== undefined) attributes.words.push(word);
    else attributes[name] = quoted ?? plain;
  }
  return attributes;
}

/** "1:05" -> 65. @throws Error */
export function readSeconds(text) {
  const found = /^(\d+):([0-5]\d)$/.exec(text ?? '');
  if (!found) throw new Error(`minutes=M:SS is missing or wrong: '${text ?? ''}'`);
  return Number(found[1]) * 60 + Number(found[2]);
}

function readFront(lines, file) {
  if (lines[0] !== '---') throw new BuildError(file, 1, 'a deck begins with ---');
  const end = lines.indexOf('---', 1);
  if (end < 0) throw new BuildError(file, 1, 'the front matter never ends');
  const front = {};
  for (let i = 1; i < end; ++i) {
    const colon = lines[i].indexOf(': ');
    if (colon < 0) throw new BuildError(file, i + 1, "write 'key: value'");
    front[lines[i].slice(0, colon)] = lines[i].slice(colon + 2).trim();
  }
  return {front, next: end + 1};
}

const NOTE = /^- ([^\s:]+)\s?: (.+)$/;

function addNote(slide, text, line, file) {
  if (text.trim() === '') return;
  const found = NOTE.exec(text);
  if (found) slide.notes.push({verb: found[1], text: found[2], line});
  else if (text.startsWith('  ') && slide.notes.length > 0) {
    slide.notes.at(-1).text += ' ' + text.trim();
  } else {
    throw new BuildError(file, line, "a note is '- Ask: ...', '- Demo: ...' or '- Note: ...'");
  }
}

function newPart(argument, line, file) {
  const {words: [id], step} = readAttributes(argument ?? '');
  if (!id) throw new BuildError(file, line, 'a part needs an id');
  return {id, step, line};
}

function newSlide(argument, line, file, part) {
  const attributes = readAttributes(argument ?? '');
  const [id, ...flags] = attributes.words;
  if (!id) throw new BuildError(file, line, 'a slide needs an id');
  try {
    return {id, part, flags: new Set(flags), attributes, line, blocks: [], notes: [],
      seconds: readSeconds(attributes.minutes)};
  } catch (error) {
    throw new BuildError(file, line, error.message);
  }
}

/**
 * @returns {{file, front, slides}}: a slide has id, part ({id, step, line}; none in
 *   the talk), flags, attributes, seconds, line, blocks (of Markdown, or
 *   directives) and notes.
 */
export function parseDeck(text, file) {
  const lines = text.split('\n');
  const {front, next} = readFront(lines, file);
  const slides = [];
  let part;
  let inNotes = false;
  for (let i = next; i < lines.length; ++i) {
    const line = i + 1;
    const found = DIRECTIVE.exec(lines[i]);
    const slide = slides.at(-1);
    if (found?.[1] === 'slide') {
      if (slides.some(other => other.id === readAttributes(found[2]).words[0])) {
        throw new BuildError(file, line, `there are two slides '${readAttributes(found[2]).words[0]}'`);
      }
      slides.push(newSlide(found[2], line, file, part));
      inNotes = false;
    } else if (found?.[1] === 'part') {
      part = newPart(found[2], line, file);
    } else if (!slide) {
      if (lines[i].trim() !== '') throw new BuildError(file, line, 'this stands before the first slide');
    } else if (found?.[1] === 'notes') {
      inNotes = true;
    } else if (inNotes) {
      addNote(slide, lines[i], line, file);
    } else if (found) {
      slide.blocks.push({kind: 'directive', name: found[1], argument: found[2] ?? '',
        attributes: readAttributes(found[2] ?? ''), line});
    } else if (slide.blocks.at(-1)?.kind === 'text') {
      slide.blocks.at(-1).text += '\n' + lines[i];
    } else if (lines[i].trim() !== '') {
      slide.blocks.push({kind: 'text', text: lines[i], line});
    }
  }
  return {file, front, slides};
}
