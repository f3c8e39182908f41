// SPDX-License-Identifier: MIT
// The first drawing again, with the steps of the talk at their places.
import {flow, parties, svg, text} from './shapes.mjs';

const kWords = {
  en: {title: 'Where the steps act', description: 'The drawing of the beginning, with the steps of the talk at their places.'},
  fr: {title: 'Où agissent les étapes', description: 'Le dessin du début, avec les étapes de l’exposé à leur place.'},
};

/** Where each step stands: x, y of its square; the name is beside it. */
const kPlaces = {
  1: [232, 40], 10: [232, 92], 5: [478, 40], 11: [478, 92], 2: [694, 40], 4: [694, 92], 6: [930, 40], 7: [930, 92],
  3: [232, 376], 9: [232, 428], 8: [694, 376],
};

function chip(step, [x, y], green) {
  const number = String(step.number).padStart(2, '0');
  return `<g class="chip${green ? ' green' : ''}"><rect x="${x}" y="${y}" width="44" height="40" rx="8"/>` +
    `${text(x + 22, y + 28, number, 'number')}${text(x + 56, y + 29, step.slug.slice(3), 'where', 'start')}</g>`;
}

/** The first drawing again, with the names of the steps. */
export function places({language, id, steps}) {
  const words = kWords[language];
  const y = 256;
  const arrows = ['there1', 'there2', 'back2', 'back1'].map(name => flow(name, y)).join('');
  const talk = steps.upTo();
  const body = arrows + parties(y) + talk.map(step => chip(step, kPlaces[step.number], step.status === 'written')).join('');
  const list = talk.map(({slug}) => slug).join(', ');
  return svg(484, body, {id, title: words.title, description: `${words.description} ${list}`, kind: 'places'});
}
