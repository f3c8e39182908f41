// SPDX-License-Identifier: MIT
import { readAddress, writeAddress } from './address.js';
import { fetchCatalogue } from './api.js';
import { controlsView } from './controls.js';
import { copyView } from './copy.js';
import { deskView } from './deskview.js';
import { h } from './dom.js';
import { editorView } from './editor.js';
import { borrowFonts, listenToParent, passKeysOn, tellParent } from './embed.js';
import { fit } from './fit.js';
import { Player } from './player.js';
import { draftOf, longName, summaryOf } from './scene.js';
import { slideView } from './slide.js';
import { currentLanguage, inLanguage, kLanguages, setLanguage, t } from './words.js';

const kViews = ['messages', 'time', 'octets', 'frames', 'table'];

class Page {
  #catalogue;
  #choice;
  /** The request in place of the scenario's: null if it is that one, undefined
   * as long as what is written cannot be sent. */
  #edited = null;
  #written = null;
  #controls;
  #exchanges = [];
  #state = 'ready';
  #why = {};
  #byHand = null;
  #form = 'hex';
  #root = document.getElementById('lab');
  #player;

  constructor(catalogue) {
    this.#catalogue = catalogue;
    this.#choice = readAddress(location.search, catalogue);
    this.#player = new Player((exchanges, done) => this.#onExchanges(exchanges, done),
      (state, why) => this.#onState(state, why), this.#choice.patience);
    document.documentElement.classList.toggle('embed', this.#choice.embed);
    document.documentElement.classList.toggle('framed', window.parent !== window);
    this.#reset();
    this.#listen();
    this.#build();
    tellParent({ state: 'ready' });
  }

  get #live() { return this.#byHand !== 'recorded' && this.#catalogue.live; }
  get #steps() {
    const { step, vs } = this.#choice;
    return vs === null ? [step] : [step, vs].sort((a, b) => a - b);
  }
  get #request() { return this.#edited ?? this.#choice.scenario.request; }
  get #order() {
    const order = { scenario: this.#choice.scenario.name, steps: this.#steps };
    if (this.#edited) order.request = this.#edited;
    return order;
  }
  get #view() {
    if (this.#choice.view) return this.#choice.view;
    return this.#choice.scenario.pace >= 300 ? 'time' : 'messages';
  }

  // --- what happens ----------------------------------------------------------
  #stepOf(number) {
    return number === 0 ? { number: 0, slug: '00-no-proxy' }
      : this.#catalogue.steps.find((step) => step.number === number);
  }

  #reset() {
    this.#player.stop();
    this.#exchanges = this.#steps.map((number) =>
      draftOf(this.#choice.scenario, this.#stepOf(number), this.#request));
    this.#state = 'ready';
    this.#why = {};
    this.#player.prepare(this.#order);
  }

  /** Live if it can be, or as it was chosen by hand. */
  send() {
    if (this.#edited === undefined) return;
    if (this.#live) this.#player.send(this.#order);
    else this.replay();
  }

  replay() {
    if (this.#edited) return this.#onState('error', { word: 'editedNoRecording' });
    return this.#player.play(this.#order, this.#catalogue.live ? 'byHand' : 'isStatic');
  }

  #onExchanges(exchanges, done) {
    this.#exchanges = exchanges;
    this.#showStage(done);
    if (done) this.#showState();
  }

  #onState(state, why = {}) {
    this.#state = state;
    this.#why = why;
    tellParent({ state });
    this.#showState();
  }

  #choose(change) {
    const before = this.#choice;
    this.#choice = { ...before, ...change };
    if (this.#choice.vs === this.#choice.step) this.#choice.vs = null;
    history.replaceState(null, '', writeAddress(this.#choice, currentLanguage()));
    const other = ['scenario', 'step', 'vs'].some((key) => this.#choice[key] !== before[key]);
    if (change.scenario) this.#forgetEdit();
    if (!other) return this.#showStage(false);
    this.#reset();
    return this.#show();
  }

  #forgetEdit() {
    this.#edited = null;
    this.#written = null;
  }

  #switchMode() {
    if (!this.#catalogue.live) return;
    this.#byHand = this.#live ? 'recorded' : null;
    this.send();
  }

  #listen() {
    document.addEventListener('keydown', (event) => this.#onKey(event));
    if (this.#choice.embed) {
      passKeysOn();
      borrowFonts().then(() => this.#fit());
    }
    listenToParent({
      send: () => this.send(),
      replay: () => this.replay(),
      live: () => { this.#byHand = null; this.send(); },
      reset: () => { this.#reset(); this.#show(); tellParent({ state: 'ready' }); },
      theme: ({ theme }) => {
        if (['light', 'dark'].includes(theme)) document.documentElement.dataset.theme = theme;
      },
    });
    window.addEventListener('resize', () => this.#fit());
  }

  #onKey(event) {
    const typing = event.target.closest('textarea, select, input');
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && !event.target.closest('textarea, button, a, summary')) {
      event.preventDefault();
      this.send();
    } else if (!typing && event.key === 'r') {
      this.#switchMode();
    } else if (!typing && !this.#choice.embed && /^[1-5]$/.test(event.key)) {
      this.#choose({ view: kViews[event.key - 1] });
    }
  }

  // --- what is shown ---------------------------------------------------------
  /** All of it, in the language of the moment; whoever is somewhere stays there. */
  #build() {
    const focused = document.activeElement?.id;
    document.documentElement.lang = currentLanguage();
    this.#controls = this.#choice.embed ? null : this.#bar();
    this.#root.replaceChildren(...(this.#controls?.elements ?? []), h('main'));
    this.#show();
    if (focused) document.getElementById(focused)?.focus();
  }

  /** What depends on the choice. The bar stays: somebody is at its keys. */
  #show() {
    document.title = `${inLanguage(this.#choice.scenario.title)}: ${t('title')}, ${t('project')}`;
    this.#controls?.show(this.#choice);
    document.querySelector('main').replaceWith(this.#choice.embed ? this.#slide() : this.#desk());
    this.#showStage(false);
    this.#showState();
  }

  #bar() {
    return controlsView({
      catalogue: this.#catalogue, choice: () => this.#choice,
      choose: (change) => this.#choose(change), send: () => this.send(),
      switchMode: () => this.#switchMode(), setLanguage: (name) => this.#setLanguage(name),
    });
  }

  #slide() {
    return h('main', { class: 'slide' },
      h('h1', { class: 'spoken' }, inLanguage(this.#choice.scenario.title)),
      h('h2', { class: 'spoken' }, t(this.#view)),
      h('div', { class: 'stage', id: 'stage' }),
      h('p', { class: 'status', id: 'status', role: 'status' }),
      h('button', { type: 'button', class: 'send', id: 'send', onclick: () => this.send() }));
  }

  #desk() {
    const { scenario } = this.#choice;
    return h('main', {},
      h('h2', { class: 'spoken' }, inLanguage(scenario.title)),
      h('p', { class: 'look' }, h('strong', {}, t('look')), ' ', inLanguage(scenario.look)),
      h('div', { class: 'row' }, this.#tabs(), h('p', { class: 'status', id: 'status', role: 'status' })),
      h('div', { class: 'stage', id: 'stage' }),
      h('p', { class: 'log', id: 'log' }),
      copyView(() => this.#request, this.#catalogue.noproxy, this.#choice),
      editorView(scenario.request, this.#written, (parts, text) => this.#onEdit(parts, text)),
      h('p', { class: 'help' }, t('wire'), ': ', h('code', {}, this.#wireLine()), ' · ', t('keys')));
  }

  #wireLine() {
    const { step, vs, scenario } = this.#choice;
    const line = `./hop wire ${Math.max(step, 1)} ${scenario.name}`;
    return vs ? `${line} --vs ${vs}` : line;
  }

  #tabs() {
    return h('div', { class: 'choice views', role: 'group', 'aria-label': t('view') }, kViews.map((name) =>
      h('button', { type: 'button', id: `view-${name}`, onclick: () => this.#choose({ view: name }) }, t(name))));
  }

  #onEdit(parts, text) {
    this.#edited = parts;
    this.#written = text;
    if (parts !== undefined) {
      this.#reset();
      this.#showStage(false);
    }
    this.#showState();
  }

  #setLanguage(name) {
    setLanguage(name);
    history.replaceState(null, '', writeAddress(this.#choice, name));
    this.#build();
  }

  #showState() {
    const chip = document.getElementById('mode');
    const send = document.getElementById('send');
    const settled = ['live', 'recorded', 'error'].includes(this.#state);
    document.body.dataset.state = this.#state;
    if (chip) {
      chip.dataset.mode = this.#live ? 'live' : 'recorded';
      chip.querySelector('.word').textContent = t(this.#live ? 'live' : 'recorded');
      chip.disabled = !this.#catalogue.live;
    }
    send.disabled = this.#edited === undefined;
    send.textContent = this.#live ? t(settled ? 'sendAgain' : 'send') : t(settled ? 'playAgain' : 'play');
    document.getElementById('status').replaceChildren(...this.#statusWords());
  }

  #statusWords() {
    const badge = h('span', { class: `badge ${this.#state}` },
      t(this.#state === 'error' ? 'nothing' : this.#state));
    if (this.#state === 'error') {
      const { refused, word } = this.#why;
      return [refused ? t('refused', { message: refused }) : t(word)];
    }
    if (this.#choice.embed || this.#state === 'sending') return [badge];
    if (this.#state === 'ready') {
      const name = this.#steps.map((step) => longName(this.#stepOf(step))).join(' / ');
      return [badge, ' ', t(this.#live ? 'waitingSend' : 'waitingPlay', { step: name })];
    }
    const why = this.#why.word ? `${t(this.#why.word)} ` : '';
    return [badge, ' ', why, this.#exchanges.length === 1 ? summaryOf(this.#exchanges[0]) : ''];
  }

  #showStage(done) {
    const stage = document.getElementById('stage');
    const view = this.#choice.embed ? slideView(this.#exchanges, this.#choice, this.#view) : deskView(this.#view, {
      exchanges: this.#exchanges, state: this.#state, scenarios: this.#catalogue.scenarios,
      form: this.#form, onForm: (form) => { this.#form = form; this.#showStage(false); } });
    stage.replaceChildren(view);
    stage.dataset.done = String(done);
    stage.querySelectorAll('.pair').forEach((pair) => pair.redraw());
    if (this.#choice.embed) return this.#fit();
    for (const name of kViews) {
      document.getElementById(`view-${name}`).setAttribute('aria-pressed', String(name === this.#view));
    }
    const logs = this.#exchanges.filter(({ log }) => log.length > 0).map(({ step, log }) =>
      `${t('log', { step: longName(step) })}: ${log.join(' · ')}`);
    document.getElementById('log').textContent = logs.join(' · ');
    return undefined;
  }

  #fit() {
    if (this.#choice.embed) fit(document.querySelector('.slide'), document.getElementById('stage'));
  }
}

const query = new URLSearchParams(location.search);
setLanguage(kLanguages.includes(query.get('lang')) ? query.get('lang') : 'en');
document.getElementById('lab').replaceChildren(h('p', { class: 'hint' }, t('loading')));
try {
  new Page(await fetchCatalogue());
} catch (error) {
  document.getElementById('lab').replaceChildren(h('p', { class: 'hint' }, t('failed', { message: error.message })));
  tellParent({ state: 'error' });
  throw error;
}
