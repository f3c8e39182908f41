// SPDX-License-Identifier: MIT
// The HTML page around the slides. Only relative links: it may lie anywhere.
import {escapeHtml} from './code.mjs';
import {say} from './words.mjs';

/** The page of a language. */
export const pageName = language => (language === 'en' ? 'index.html' : `${language}.html`);

const kSymbols = '<svg class="visually-hidden" aria-hidden="true"><symbol id="tick" viewBox="0 0 24 24">' +
  '<path d="M3 13l6 6L21 5" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></symbol></svg>';

/** Before anything is drawn: the other language, the other colours. */
const kEarly = `const asked = new URLSearchParams(location.search);
const language = asked.get('lang');
if (language && language !== document.documentElement.lang && ['en', 'fr'].includes(language)) {
  location.replace((language === 'en' ? 'index' : language) + '.html' + location.search + location.hash);
}
document.documentElement.dataset.theme = asked.get('theme') ?? 'light';`;

/** @param served what the server beside the page has: {lab, talk} */
export function page({language, front, html}, {plans, served}) {
  const words = Object.fromEntries(['recorded', 'live', 'behind', 'slides', 'previous', 'next'].map(key => [key, say(language, key)]));
  const talks = Object.entries(plans).filter(([, plan]) => !plan.blocks)
    .map(([name, {leaveOut, still, add}]) => [name, {leaveOut, still, add}]);
  const settings = {plans: Object.fromEntries(talks), words, lab: served.lab, served: served.talk};
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${escapeHtml(front.title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="icon.svg" type="image/svg+xml">
<script>${kEarly}</script>
<link rel="stylesheet" href="vendor/reveal.css">
<link rel="stylesheet" href="theme/fonts.css">
<link rel="stylesheet" href="theme/theme.css">
<link rel="stylesheet" href="theme/slides.css">
<link rel="stylesheet" href="theme/code.css">
<link rel="stylesheet" href="theme/drawings.css">
<link rel="stylesheet" href="theme/wire.css">
<link rel="modulepreload" href="vendor/reveal.mjs">
</head>
<body>
${kSymbols}
<main class="reveal"><div class="slides">
${html}</div></main>
<p id="clock" role="timer" hidden></p>
<script type="application/json" id="settings">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>
<script type="module" src="page/deck.js"></script>
</body>
</html>
`;
}
