// SPDX-License-Identifier: MIT
import {kX, parties, svg, text} from './shapes.mjs';

const kWords = {
  en: {title: 'Three requests: three connections, or one', description: 'A client sends three requests over one connection. Above, step 11 opens a connection to the upstream for each of them and closes it again. Below, step 12 opens one, and all three go over it.', open: 'open', close: 'close', each: '11: one per request', kept: '12: one for all'},
  fr: {title: 'Trois requêtes : trois connexions, ou une', description: "Un client envoie trois requêtes sur une connexion. En haut, l'étape 11 ouvre pour chacune une connexion vers l'upstream et la referme. En bas, l'étape 12 en ouvre une, et toutes les trois y passent.", open: 'ouvrir', close: 'fermer', each: '11 : une par requête', kept: '12 : une pour toutes'},
};

const kRadius = 62;
const kLeft = {from: kX.client + kRadius + 14, to: kX.proxy - kRadius - 14};
const kRight = {from: kX.proxy + kRadius + 14, to: kX.upstream - kRadius - 14};
const kInset = 22;
const kRows = {each: 110, kept: 352};

const widthOf = item => (typeof item === 'number' ? 40 : item.length * 13.8);

/** What goes over a connection: a number is a request, a word what it costs. */
function bead(item, x, y) {
  return typeof item === 'number'
    ? `<g class="bead"><circle cx="${x}" cy="${y}" r="20"/>${text(x, y + 9, item)}</g>` : text(x, y + 8, item, 'cost');
}

/** A connection, with the same room between all that goes over it. */
function tube({from, to}, y, items, kind = '') {
  const room = to - from - 2 * kInset - items.reduce((sum, item) => sum + widthOf(item), 0);
  let x = from + kInset;
  const beads = items.map(item => {
    const middle = x + widthOf(item) / 2;
    x += widthOf(item) + room / (items.length - 1);
    return bead(item, middle.toFixed(1), y);
  }).join('');
  return `<rect class="tube ${kind}" x="${from}" y="${y - 31}" width="${to - from}" height="62" rx="31"/>${beads}`;
}

/** Step 11 and step 12: what three requests of one client cost. */
export function connections({language, id}) {
  const {open, close, each, kept, title, description} = kWords[language];
  const sizes = {client: {r: kRadius}, proxy: {r: kRadius}, upstream: {r: kRadius}};
  const row = (y, label) => parties(y, sizes) + tube(kLeft, y, [1, 2, 3]) + text((kLeft.from + kLeft.to) / 2, y - 56, label, 'label strong');
  const body = row(kRows.each, each) + [1, 2, 3].map(n => tube(kRight, kRows.each + (n - 2) * 76, [open, n, close])).join('') +
    row(kRows.kept, kept) + tube(kRight, kRows.kept, [open, 1, 2, 3], 'new');
  return svg(440, body, {id, title, description, kind: 'connections'});
}
