// SPDX-License-Identifier: MIT
// A recording on a time axis: the eye must see that time passes.
import {escape, text} from '../drawings/shapes.mjs';
import {say} from './words.mjs';

const kLeft = 250;
const kRight = 1090;
const kRows = {2: 110, 3: 270};

/** The octets of a body, when they came: {at, text}. */
const bodyOf = lane => lane.lines.filter(({kind}) => kind === 'data' && true).map(({at, text: words}) => ({at, words}));

const scale = longest => at => kLeft + (kRight - kLeft) * at / longest;

/** A round number of seconds or tenths that is not exceeded. */
function axisEnd(milliseconds) {
  const unit = milliseconds > 1500 ? 1000 : 100;
  return Math.ceil((milliseconds + unit * 0.15) / unit) * unit;
}

function axis(end, x, language) {
  const unit = end > 1500 ? 1000 : 100;
  let marks = '';
  for (let at = 0; at <= end; at += unit) {
    marks += `<path class="grid" d="M${x(at)} 40V350"/>${text(x(at), 386, `${(at / 1000).toLocaleString(language)} ${say(language, 'seconds')}`, 'note')}`;
  }
  return marks;
}

function dots(lane, y, x, kind) {
  let last = -Infinity;
  return bodyOf(lane).map(({at, words}) => {
    const near = x(at) - last < 90;
    last = x(at);
    return `<g class="dot ${kind}" style="--at:${Math.round(at)}ms"><circle cx="${x(at).toFixed(1)}" cy="${y}" r="17"/>` +
      `${text(x(at), y + (near ? 52 : -32), words, 'said')}</g>`;
  }).join('');
}

/** The two lanes of the response: what the upstream sent, what the client received. */
export function timeHtml([recording], {language, id}) {
  const rows = [2, 3].map(index => ({lane: recording.lanes[index], y: kRows[index]}));
  const end = axisEnd(Math.max(...rows.flatMap(({lane}) => bodyOf(lane).map(({at}) => at))));
  const x = scale(end);
  const body = axis(end, x, language) + rows.map(({lane, y}, index) =>
    `<path class="row" d="M${kLeft} ${y}H${kRight}"/>` +
    text(kLeft - 24, y + 10, say(language, lane.name), 'label', 'end') +
    dots(lane, y, x, index ? 'client' : 'upstream')).join('') +
    `<path class="playhead" d="M${kLeft} 40V350" style="--run:${end}ms;--way:${kRight - kLeft}px"/>`;
  const spoken = rows.map(({lane}) => `${say(language, lane.name)}: ` +
    bodyOf(lane).map(({at, words}) => `${words.trim()} (${Math.round(at)} ms)`).join(', ')).join('; ');
  const title = recording.scenario.look?.[language] ?? recording.scenario.look;
  return `<svg class="drawing time" viewBox="0 0 1136 400" role="img" aria-labelledby="${id}-t ${id}-d">` +
    `<title id="${id}-t">${escape(title)}</title><desc id="${id}-d">${escape(spoken)}</desc>${body}</svg>`;
}
