// SPDX-License-Identifier: MIT
// The drawing of the talk: three parties, two hops, two directions. It never
// changes its layout; a slide only says what is there and what is new.
import {arrow, cross, flow, kArrows, kX, parties, svg, tag, text} from './shapes.mjs';

const kLabels = {
  en: {request: 'request', response: 'response', status: 'status', body: 'body', again: 'request, again'},
  fr: {request: 'requête', response: 'réponse', status: 'statut', body: 'corps', again: 'requête, encore'},
};

/** "there1,back1:status" -> [['there1', ''], ['back1', 'status']] */
const list = value => (value ?? '').split(',').filter(Boolean).map(item => item.split(':'));

const kTexts = {
  en: {title: 'Client, proxy, upstream', of: 'Arrows drawn', new: 'new here', dead: 'The upstream is not there.'},
  fr: {title: 'Client, proxy, upstream', of: 'Flèches dessinées', new: 'nouveau ici', dead: "L'upstream n'est pas là."},
};

/**
 * show: arrows, each with an optional label; mark: arrows that are new;
 * dead: the upstream is not there; say: what the client gets to hear.
 */
export function hops({language, id, show = 'there1,there2,back2,back1', mark = '', dead, say, height = '300'}) {
  const words = kTexts[language];
  const marked = new Set(list(mark).map(([name]) => name));
  const y = Number(height) / 2;
  const shown = list(show);
  const arrows = shown.map(([name, label]) => {
    if (!kArrows[name]) throw new Error(`there is no arrow '${name}'`);
    return flow(name, y, {label: kLabels[language][label] ?? label, marked: marked.has(name)});
  }).join('');
  const body = arrows + parties(y, dead ? {upstream: {kind: 'ghost'}} : {}) +
    (dead ? cross(kX.upstream, y, 62) : '') +
    (say ? tag((kX.client + kX.proxy) / 2, y + 96, say, 'bad') : '');
  const description = `${words.of}: ${shown.map(([name]) => name).join(', ')}` +
    `${marked.size ? `; ${words.new}: ${[...marked].join(', ')}` : ''}. ${dead ? words.dead : ''}`;
  return svg(Number(height), body, {id, title: words.title, description});
}

const kBalloons = {
  en: {title: 'Two conversations', description: 'Client and proxy talk in one balloon, proxy and upstream in another. What Connection names stays in its balloon; Host, Cookie and X-Keep pass through to the end.'},
  fr: {title: 'Deux conversations', description: 'Client et proxy parlent dans une bulle, proxy et upstream dans une autre. Ce que Connection nomme reste dans sa bulle ; Host, Cookie et X-Keep passent jusqu’au bout.'},
};

/** A balloon that two of the parties share: a tail to each. */
function balloon(from, to, lines) {
  const left = from + 30;
  const right = to - 30;
  const [top, bottom] = [6, 176];
  const shape = `<path class="balloon" d="M${left + 26} ${top}H${right - 26}q26 0 26 26V${bottom - 26}q0 26 -26 26H${right - 60}` +
    `l34 46l-84 -46H${left + 110}l-84 46l34 -46h-34q-26 0 -26 -26V${top + 26}q0 -26 26 -26z"/>`;
  const middle = (from + to) / 2;
  return shape + lines.map((line, index) => text(middle, 90 + (index - (lines.length - 1) / 2) * 46 + 10, line, 'said')).join('');
}

/** Some words belong to one balloon, some travel through. */
export function twoConversations({language, id}) {
  const words = kBalloons[language];
  const y = 312;
  const body = balloon(kX.client, kX.proxy, ['Connection: X-Debug', 'X-Debug: 1']) +
    balloon(kX.proxy, kX.upstream, ['Connection: close']) +
    `<path class="swash" d="M${kX.client + 70} ${y}H${kX.upstream - 70}"/>` +
    arrow(kX.client + 84, kX.proxy - 84, y) + arrow(kX.proxy + 84, kX.upstream - 84, y) + parties(y) +
    [kX.client, kX.proxy].map(x => text(x + 234, y + 56, 'Host  Cookie  X-Keep', 'said')).join('');
  return svg(400, body, {id, title: words.title, description: words.description});
}
