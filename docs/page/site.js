// SPDX-License-Identifier: MIT
// Colours, the menu on small screens, and the filter of the behaviour table. No
// modules: they do not load from a disk.
'use strict';
(() => {
  const {documentElement: html} = document;

  document.getElementById('theme').addEventListener('click', () => {
    html.dataset.theme = html.dataset.theme === 'dark' ? 'light' : 'dark';
    try { localStorage.setItem('hop-theme', html.dataset.theme); } catch { /* not kept, then */ }
  });

  const button = document.getElementById('menu');
  const menu = document.getElementById('contents');
  const show = open => {
    menu.classList.toggle('open', open);
    button.setAttribute('aria-expanded', String(open));
  };
  button.addEventListener('click', () => show(!menu.classList.contains('open')));
  document.addEventListener('keydown', ({key}) => { if (key === 'Escape') show(false); });
  // Only the menu itself moves: where the reader has jumped to stays in view.
  const current = menu.querySelector('[aria-current]');
  if (current) menu.scrollTop = current.offsetTop - menu.clientHeight / 2;

  const filter = document.getElementById('filter');
  if (!filter) return;
  const rows = [...document.querySelectorAll('.behaviour tbody tr')].map(row => ({row, text: row.textContent.toLowerCase()}));
  const suites = [...document.querySelectorAll('.suite')];
  filter.addEventListener('input', () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const {row, text} of rows) {
      row.hidden = !words.every(word => text.includes(word));
      if (!row.hidden) ++shown;
    }
    for (const suite of suites) suite.hidden = !suite.querySelector('tbody tr:not([hidden])');
    document.getElementById('filtered').textContent = words.length ? `${shown} of ${rows.length} rows` : '';
  });
})();
