// SPDX-License-Identifier: MIT
// A car taken apart: eleven parts, one per step. Six names are unreadable on
// purpose: they are what the talk is about.
import {svg, text} from './shapes.mjs';

const kWords = {
  en: {title: 'A car, taken apart', description: 'Eleven parts of a car lie around its body, each with a label. Five labels can be read, six are only scribbles.'},
  fr: {title: 'Une voiture, en pièces', description: 'Onze pièces d’une voiture autour de sa carrosserie, chacune avec une étiquette. Cinq se lisent, six ne sont que des gribouillis.'},
};

const wheel = (x, y) => `<circle class="rubber" cx="${x}" cy="${y}" r="50"/><circle class="rim" cx="${x}" cy="${y}" r="24"/>` +
  `<path d="M${x} ${y - 22}v44M${x - 22} ${y}h44"/>`;

/** What each part looks like, in the order of the steps. */
const kParts = [
  '<path class="body" d="M300 262q2 -52 60 -58l96 -10q34 -78 112 -82h96q74 2 118 80l70 14q34 8 36 56v18q0 14 -16 14h-62a62 62 0 0 0 -124 0H494a62 62 0 0 0 -124 0h-56q-14 0 -14 -14z"/><path class="glass" d="M494 190q28 -46 76 -48h26v48zM622 142h44q44 2 74 48H622z"/>',
  wheel(432, 396),
  wheel(756, 396),
  '<path class="part" d="M96 176q52 -34 128 -30l-10 34q-60 0 -104 26z"/>',
  '<path class="part" d="M96 280h34v-18h34v18h34v-18h34v18h10v64H96z"/><path d="M130 344v16M214 344v16"/>',
  '<path class="part" d="M504 330h118q12 0 12 12v84q0 14 -14 14h-96q-16 0 -18 -16z"/><path d="M596 372h20"/>',
  '<path class="glass" d="M958 92l92 10q14 34 12 62l-84 -6z"/>',
  '<path class="part" d="M980 258h92v66h-92zM996 258v-14h18v14M1038 258v-14h18v14"/><path d="M1000 290h16M1008 282v16M1040 290h16"/>',
  '<circle class="hollow" cx="330" cy="74" r="40"/><path d="M290 74h80M330 74v40"/>',
  '<path class="part" transform="translate(146 0)" d="M738 398h34q8 0 10 8l12 34h-60zM736 398l-14 -78q-2 -12 10 -12h14q10 0 12 10l14 80z"/>',
  '<path class="part" d="M762 62q-20 0 -20 -18t20 -18h76q14 0 14 18t-14 18zM852 44h58"/>',
];

/** Where the label of each part stands. */
const kLabels = [[590, 246], [432, 476], [756, 476], [160, 238], [170, 384], [566, 476], [1006, 200], [1026, 362], [330, 150], [906, 476], [826, 104]];
/** Those that can be read. */
const kReadable = new Set([0, 3, 4, 6, 8]);

function scribble(x, y, seed) {
  const waves = Array.from({length: 5}, (_, index) => `q6 ${(index + seed) % 2 ? 14 : -16} 13 0t13 ${(seed * 7 + index * 5) % 5 - 2}`).join('');
  return `<path class="scribble" d="M${x - 64} ${y - 8}${waves}"/>`;
}

export function car({language, id, steps}) {
  const words = kWords[language];
  const body = kParts.map((part, index) => {
    const [x, y] = kLabels[index];
    const label = kReadable.has(index) ? text(x, y, steps.all[index].slug, 'octets') : scribble(x, y, index);
    return `<g>${part}${label}</g>`;
  }).join('');
  return svg(484, body, {id, title: words.title, description: words.description, kind: 'car'});
}
