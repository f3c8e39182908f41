// SPDX-License-Identifier: MIT
// The search box. The index is fetched when somebody first wants it, as a script,
// so that the site works from a disk as well.
'use strict';
(() => {
  const {root} = document.documentElement.dataset;
  const input = document.getElementById('search');
  const list = document.getElementById('found');
  const kShown = 12;
  let engine;
  let chosen = -1;

  const load = name => new Promise((done, fail) => {
    const script = document.createElement('script');
    Object.assign(script, {src: `${root}page/${name}`, onload: done, onerror: fail});
    document.head.append(script);
  });

  // The same options as docs/build/search.mjs.
  const open = async () => {
    await load('minisearch.js');
    await load('index.js');
    return window.MiniSearch.loadJSON(window.hopIndex, {fields: ['title', 'page', 'text'], storeFields: ['title', 'page', 'url']});
  };

  const item = ({title, page, url}, index) => {
    const element = document.createElement('li');
    const name = document.createElement('b');
    const where = document.createElement('small');
    name.textContent = title;
    where.textContent = title === page ? url.split('#')[0] : page;
    Object.assign(element, {id: `found-${index}`, role: 'option'});
    element.dataset.url = root + url;
    element.append(name, where);
    return element;
  };

  const choose = index => {
    const items = [...list.querySelectorAll('[role="option"]')];
    chosen = items.length ? (index + items.length) % items.length : -1;
    items.forEach((element, i) => element.setAttribute('aria-selected', String(i === chosen)));
    items[chosen]?.scrollIntoView({block: 'nearest'});
    if (chosen >= 0) input.setAttribute('aria-activedescendant', items[chosen].id);
    else input.removeAttribute('aria-activedescendant');
  };

  const show = open => {
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
  };

  const go = element => {
    show(false);
    location.href = element.dataset.url;
  };

  input.addEventListener('focus', () => { engine ??= open(); });
  input.addEventListener('input', async () => {
    const query = input.value.trim();
    if (!query) return show(false);
    engine ??= open();
    const search = await engine;
    if (query !== input.value.trim()) return undefined;  // somebody types faster
    const found = search.search(query, {prefix: true, fuzzy: term => (term.length > 4 ? 0.2 : false), boost: {title: 4, page: 2}, combineWith: 'AND'});
    list.replaceChildren(...found.slice(0, kShown).map(item));
    if (!found.length) {
      const none = document.createElement('li');
      Object.assign(none, {className: 'none', textContent: 'Nothing found.', role: 'option'});
      none.setAttribute('aria-disabled', 'true');
      none.dataset.url = '#';
      list.replaceChildren(none);
    }
    choose(0);
    return show(true);
  });
  input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown') choose(chosen + 1);
    else if (event.key === 'ArrowUp') choose(chosen - 1);
    else if (event.key === 'Enter' && !list.hidden) go(list.children[Math.max(chosen, 0)]);
    else if (event.key === 'Escape') show(false);
    else return;
    event.preventDefault();
  });
  list.addEventListener('mousedown', event => {
    event.preventDefault();
    const element = event.target.closest('li');
    if (element) go(element);
  });
  input.addEventListener('blur', () => show(false));
  document.addEventListener('keydown', event => {
    if (event.key !== '/' || /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    event.preventDefault();
    input.focus();
  });
})();
