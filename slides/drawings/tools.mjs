// SPDX-License-Identifier: MIT
import {cross, svg, text} from './shapes.mjs';

const kWords = {
  en: {title: 'Not a browser, but curl', description: 'A smiling browser window, crossed out; beside it a terminal with curl.', kind: 'kind, and hides the facts', facts: 'shows the facts'},
  fr: {title: 'Pas un navigateur, mais curl', description: 'Une fenêtre de navigateur souriante, barrée ; à côté, un terminal avec curl.', kind: 'gentil, et cache les faits', facts: 'montre les faits'},
};

const window_ = (x, kind) => `<g class="window ${kind}"><rect x="${x}" y="20" width="460" height="290" rx="18"/>` +
  `<path d="M${x} 76h460"/>${[34, 66, 98].map(dx => `<circle cx="${x + dx}" cy="48" r="9"/>`).join('')}</g>`;

/** A browser, crossed out; curl. */
export function browserAndCurl({language, id}) {
  const words = kWords[language];
  const face = '<g class="face"><circle cx="240" cy="176" r="9"/><circle cx="316" cy="176" r="9"/><path d="M222 216q56 58 112 0"/></g>';
  const body = window_(48, 'paper') + face + '<rect class="bar" x="190" y="36" width="290" height="24" rx="12"/>' +
    cross(278, 166, 128) + text(278, 366, words.kind, 'label') +
    window_(628, 'terminal') + text(662, 140, '$ curl -i', 'octets shell', 'start') +
    text(662, 190, 'HTTP/1.1 200 OK', 'octets shell', 'start') + text(662, 232, 'Content-Type: …', 'octets shell', 'start') +
    text(858, 366, words.facts, 'label');
  return svg(390, body, {id, title: words.title, description: words.description, kind: 'tools'});
}
