// SPDX-License-Identifier: MIT
// The vocabulary of all drawings: who is which shape, what an arrow means, and
// how a change is marked. Colours come from the theme, by class.

/** Where the three parties stand, in every drawing that has them. */
export const kX = {client: 100, proxy: 568, upstream: 1036};
export const kWidth = 1136;
export const kRadius = 76;

export const escape = text => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const text = (x, y, words, kind = '', anchor = 'middle') =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" class="${kind}">${escape(words)}</text>`;

const outline = {
  client: (x, y, r) => `<circle cx="${x}" cy="${y}" r="${r}"/>`,
  proxy: (x, y, r) => `<rect x="${x - r}" y="${y - r}" width="${2 * r}" height="${2 * r}" rx="${r / 3}"/>`,
  upstream: (x, y, r) => {
    const side = r * 0.93;
    const points = [[0, -r * 1.08], [side, -r * 0.54], [side, r * 0.54], [0, r * 1.08], [-side, r * 0.54], [-side, -r * 0.54]];
    return `<polygon points="${points.map(([dx, dy]) => `${(x + dx).toFixed(1)},${(y + dy).toFixed(1)}`).join(' ')}"/>`;
  },
};

/** One of the three, with its name inside: circle, square, hexagon. */
export function party(who, y, {x = kX[who], r = kRadius, label = who, kind = ''} = {}) {
  const size = r >= 70 ? 'name' : 'name small';
  return `<g class="party ${who} ${kind}">${outline[who](x, y, r)}${text(x, y + (r >= 70 ? 10 : 7), label, size)}</g>`;
}

export const parties = (y, options = {}) =>
  ['client', 'proxy', 'upstream'].map(who => party(who, y, options[who] ?? {})).join('');

/** An arrow along a line of the page; marked: what this slide is about. */
export function arrow(from, to, y, {label = '', marked = false, kind = '', below = false} = {}) {
  const way = Math.sign(to - from);
  const swash = marked ? `<path class="swash" d="M${from - 4 * way} ${y}H${to + 4 * way}"/>` : '';
  return `<g class="flow ${kind}">${swash}<path d="M${from} ${y}H${to - 14 * way}"/>` +
    `<path class="head" d="M${to} ${y}l${-24 * way} -12v24z"/>` +
    `${label ? text((from + to) / 2, y + (below ? 38 : -20), label, 'label') : ''}</g>`;
}

const gap = kRadius + 16;
/** The four arrows, named by hop and direction. */
export const kArrows = {
  there1: [kX.client + gap, kX.proxy - gap, -26],
  there2: [kX.proxy + gap, kX.upstream - gap, -26],
  back2: [kX.upstream - gap, kX.proxy + gap, 26],
  back1: [kX.proxy - gap, kX.client + gap, 26],
};

export function flow(name, y, options = {}) {
  const [from, to, dy] = kArrows[name];
  return arrow(from, to, y + dy, {below: dy > 0, ...options});
}

/** A label on a yellow marker: "this is new". */
export function tag(x, y, words, kind = '') {
  const width = words.length * 14.5 + 32;
  return `<g class="tag ${kind}"><rect x="${x - width / 2}" y="${y - 30}" width="${width}" height="44" rx="8"/>${text(x, y, words)}</g>`;
}

/** A cross over something that is not there. */
export const cross = (x, y, r) =>
  `<path class="cross" d="M${x - r} ${y - r}L${x + r} ${y + r}M${x + r} ${y - r}L${x - r} ${y + r}"/>`;

/** The whole drawing; title and description are what a screen reader says. */
export function svg(height, body, {id, title, description, kind = ''}) {
  return `<svg class="drawing ${kind}" viewBox="0 0 ${kWidth} ${height}" role="img" aria-labelledby="${id}-t ${id}-d">` +
    `<title id="${id}-t">${escape(title)}</title><desc id="${id}-d">${escape(description)}</desc>${body}</svg>`;
}
