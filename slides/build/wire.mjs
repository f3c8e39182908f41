// SPDX-License-Identifier: MIT
// Recordings (the JSON of ./hop wire --json) as two lanes of a slide.
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {diffArrays} from 'diff';
import {escapeHtml} from './code.mjs';
import {say} from './words.mjs';

export const kMostLines = 13;
const kSigns = {added: '+', removed: '−', rewritten: '~'};
const kLaneNames = ['client sent', 'upstream received', 'upstream sent', 'client received'];
/** What a lane has besides heads. */
const kBodyKinds = new Set(['chunk-size', 'data', 'trailer', 'remark', 'frame']);
const kLaneGap = 450;  // ms: the second lane is read after the first
const kShown = 60;     // columns that a line keeps; the rest is cut anyway

/** @throws Error that says how to make it. */
export function readRecording(directory, scenario, step) {
  const file = join(directory, scenario, `${step}.json`);
  if (!existsSync(file)) throw new Error(`no recording of '${scenario}' through step ${step} (${scenario}/${step}.json)`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

function laneOf(recording, name) {
  const lane = recording.lanes[kLaneNames.indexOf(name.replaceAll('-', ' '))];
  if (!lane) throw new Error(`there is no lane '${name}'; write ${kLaneNames.map(n => n.replaceAll(' ', '-')).join(', ')}`);
  return lane;
}

/** The lines that the slide asked for. Date never says anything here. */
function linesOf(lane, {part = 'all', hide = ''}) {
  const hidden = new Set(['date', ...hide.toLowerCase().split(',').filter(Boolean)]);
  const lines = lane.lines.filter(line => {
    if (line.kind === 'field' && hidden.has(line.text.split(':')[0].toLowerCase())) return false;
    const isBody = kBodyKinds.has(line.kind);
    return part === 'all' || (part === 'body') === isBody && line.kind !== 'blank';
  });
  if (lines.length > kMostLines) {
    throw new Error(`lane '${lane.name}' has ${lines.length} lines, a slide has room for ${kMostLines}: use hide= or part=`);
  }
  return lines;
}

/** A remark of the recording; those about connections bear no fault. */
function remarkOf(note, language) {
  const number = /^on connection (\d+)$/.exec(note)?.[1];
  const text = number ? say(language, 'on connection', number) : say(language, note);
  return {text, kind: note.startsWith('on ') ? 'remark where' : 'remark'};
}

function lineHtml(line, language, delay) {
  const sign = kSigns[line.mark] ?? ' ';
  const word = line.mark ? `<em>${say(language, line.mark)}</em>` : '';
  const {text, kind} = line.kind === 'remark' ? remarkOf(line.note, language) : {text: line.text.slice(0, kShown), kind: line.kind};
  const note = line.kind === 'frame' && line.note ? `<small> ${escapeHtml(line.note)}</small>` : '';
  return `<li class="${kind}${line.mark ? ` ${line.mark}` : ''}" style="--at:${Math.round(delay)}ms">` +
    `<b aria-hidden="true">${sign}</b><span>${escapeHtml(text) || ' '}${note}</span>${word}</li>`;
}

/** A waiting time of the scenario is kept; the microseconds between are not. */
function delays(lane, order) {
  const first = lane.lines[0]?.at ?? 0;
  return line => order * kLaneGap + (line.at - first > 50 ? line.at - first : 0);
}

const nameOf = ({text}) => text.split(':')[0].toLowerCase();

/** What the second lane has and the first one has not, and the other way round. */
function compareLines(before, after) {
  const result = [];
  let left = 0;
  let right = 0;
  for (const {added, removed, count} of diffArrays(before.map(({text}) => text), after.map(({text}) => text))) {
    for (let i = 0; i < count; ++i) {
      const line = removed ? before[left + i] : after[right + i];
      if (!removed) result.push({...line, mark: added ? 'added' : undefined});
      else if (!after.some(other => nameOf(other) === nameOf(line))) result.push({...line, mark: 'removed'});
    }
    if (!added) left += count;
    if (!removed) right += count;
  }
  return result.map(line => (line.mark === 'added' && before.some(other => nameOf(other) === nameOf(line)) ? {...line, mark: 'rewritten'} : line));
}

function laneHtml(lines, {title, full}, language, delay) {
  const items = lines.map(line => lineHtml(line, language, delay(line))).join('\n') ||
    `<li class="remark"><b aria-hidden="true"> </b><span>${say(language, 'nothing')}</span></li>`;
  return `<div class="lane${full ? ' full' : ''}"><h3>${escapeHtml(title)}</h3><ol>${items}</ol></div>`;
}

const stepName = (recording, language) =>
  (recording.step.number === 0 ? say(language, 'direct') : String(recording.step.number).padStart(2, '0'));

/** Which lanes, when the slide does not say: the side that the scenario is about. */
function defaultLanes(recordings) {
  const response = recordings[0].scenario.lanes === 'response';
  if (recordings.length === 2) {
    return recordings.map(({step}) => `${step.number}:${response ? 'client-received' : 'upstream-received'}`);
  }
  return response ? ['upstream-sent', 'client-received'] : ['client-sent', 'upstream-received'];
}

/** "5:upstream-received" -> {recording, lane, title}. @throws Error */
function findLane(spec, recordings, language) {
  const [, number, name] = /^(?:(\d+):)?([a-z-]+)$/.exec(spec) ?? [];
  if (!name) throw new Error(`'${spec}' is no lane`);
  const recording = number === undefined ? recordings.at(-1) : recordings.find(({step}) => step.number === Number(number));
  if (!recording) throw new Error(`lane '${spec}': this slide has no step ${number}`);
  const lane = laneOf(recording, name);
  const through = recordings.length > 1 ? `, ${say(language, 'through')} ${stepName(recording, language)}` : '';
  return {recording, lane, title: say(language, lane.name) + through};
}

/**
 * @param recordings one, or two to compare
 * @param options {language, lanes: "client-sent,5:upstream-received", part,
 *   hide, marks: wire (what the proxy changed), diff (what differs between
 *   the two), none}
 */
export function wireHtml(recordings, options) {
  const {language, marks = recordings.length > 1 ? 'none' : 'wire'} = options;
  const lanes = (options.lanes ? options.lanes.split(',') : defaultLanes(recordings))
    .map(spec => findLane(spec, recordings, language));
  const lines = lanes.map(({lane}) => linesOf(lane, options).map(line => (marks === 'wire' ? line : {...line, mark: undefined})));
  if (marks === 'diff') lines[1] = compareLines(lines[0], lines[1]);
  const full = lines.some(({length}) => length > 9);
  const html = lanes.map(({lane, title}, order) =>
    laneHtml(lines[order], {title, full}, language, delays(lane, recordings.length > 1 ? 0 : order)));
  return `<div class="wire lanes-${lanes.length}">${html.join('\n')}</div>`;
}

/** The body of one lane, line by line: {kind, text, end}. */
export function bodyLines(recording, laneName) {
  return laneOf(recording, laneName).lines.filter(({kind}) => kBodyKinds.has(kind))
    .map(({kind, text, note}) => ({kind, text, end: note === 'last chunk'}));
}

/** How long the scenario itself takes, in milliseconds. */
export const duration = recordings => Math.round(Math.max(...recordings.flatMap(({lanes}) =>
  lanes.flatMap(({events}) => events.map(({at}) => at)))));
