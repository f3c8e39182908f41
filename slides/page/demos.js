// SPDX-License-Identifier: MIT
// Demos on slides. The lab page plays them live; whenever it is not there, or
// says nothing in time, the slide shows its own recording.

// How long a live demo may say nothing, ms, until the recording takes over: a
// second, or as the address says (?patience=5000) where the machine is slow.
const asked = new URLSearchParams(location.search).get('patience');
const kPatience = /^\d{4,5}$/.test(asked ?? '') ? Math.min(Number(asked), 60000) : 1000;

/** One demo of one slide. */
class Demo {
  #frame = null;
  #ready = false;
  #timer = 0;

  constructor(element, words) {
    this.element = element;
    this.words = words;
    this.label = element.querySelector('.source span');
    this.ownTime = Number(element.dataset.wait ?? 0);
  }

  /** Loads the lab's page behind the slide; it shows when it says 'ready'. */
  load(theme) {
    if (this.#frame) return;
    this.#frame = document.createElement('iframe');
    this.#frame.title = this.element.closest('section').querySelector('h1, h2').textContent;
    this.#frame.tabIndex = -1;
    this.#frame.src = `lab/${this.element.dataset.lab}&theme=${theme}${kPatience > 1000 ? `&patience=${kPatience}` : ''}`;
    this.#frame.addEventListener('load', () => this.#lendFonts());
    this.element.append(this.#frame);
  }

  /** The lab names the deck's fonts and does not bring them. */
  #lendFonts() {
    const page = this.#frame?.contentDocument;
    if (!page?.head) return;
    const link = page.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL('theme/fonts.css', document.baseURI).href;
    page.head.append(link);
  }

  unload() {
    clearTimeout(this.#timer);
    this.#frame?.remove();
    this.#frame = null;
    this.#ready = false;
    this.showRecording();
    this.element.classList.remove('sent');
  }

  owns(source) { return this.#frame !== null && this.#frame.contentWindow === source; }

  hear(state) {
    if (state === 'ready') {
      this.#ready = true;
      if (!this.byHand) this.#showLive();
    } else if (state === 'error') {
      this.showRecording();
    } else {
      this.#heard(state);
    }
  }

  #heard(state) {
    clearTimeout(this.#timer);
    if (state === 'sending') this.#expect(kPatience + this.ownTime);
    else if (this.element.classList.contains('is-live')) this.#say(state);
  }

  #expect(patience) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.showRecording(), patience);
  }

  send() {
    this.element.classList.add('sent');
    if (!this.element.classList.contains('is-live')) return;
    this.#post('send');
    this.#expect(kPatience);
  }

  reset() {
    clearTimeout(this.#timer);
    this.element.classList.remove('sent');
    if (this.#ready) this.#post('reset');
  }

  #post(command) { this.#frame.contentWindow.postMessage({type: 'hop-lab', command}, location.origin); }
  #say(state) { this.label.textContent = this.words[state] ?? state; }

  #showLive() {
    this.element.classList.add('is-live');
    this.#say('live');
  }

  showRecording() {
    clearTimeout(this.#timer);
    this.element.classList.remove('is-live');
    this.#say('recorded');
  }

  /** The key: away from the live one, or back to it. */
  toggle() {
    this.byHand = this.element.classList.contains('is-live');
    if (this.byHand) this.showRecording();
    else if (this.#ready) this.#showLive();
  }
}

/** All demos of the deck, and which of them is on. */
export class Demos {
  #demos = new Map();

  /** @param onKey what to do with a key that was pressed inside of a frame */
  constructor(reveal, {lab, words}, onKey) {
    this.reveal = reveal;
    this.onKey = onKey;
    this.lab = lab;
    for (const element of document.querySelectorAll('.demo')) this.#demos.set(element, new Demo(element, words));
  }

  #of(slide) {
    return [...slide?.querySelectorAll('.demo') ?? []].map(element => this.#demos.get(element));
  }

  #current() { return this.#of(this.reveal.getCurrentSlide()); }

  /** The demo of this slide and of the next one are loaded, no others. */
  #prepare() {
    const here = this.reveal.getCurrentSlide();
    const near = new Set([...this.#of(here), ...this.#of(here?.nextElementSibling)]);
    for (const demo of this.#demos.values()) {
      if (near.has(demo) && this.lab) demo.load(document.documentElement.dataset.theme);
      else if (!near.has(demo)) demo.unload();
    }
  }

  start() {
    this.reveal.on('slidechanged', () => this.#prepare());
    this.reveal.on('fragmentshown', ({fragment}) => this.#demos.get(fragment.parentElement)?.send());
    this.reveal.on('fragmenthidden', ({fragment}) => this.#demos.get(fragment.parentElement)?.reset());
    window.addEventListener('message', event => this.#hear(event));
    // A page in a frame that takes the focus would take the clicker with it.
    window.addEventListener('blur', () => setTimeout(() => {
      if (document.activeElement?.tagName === 'IFRAME') document.activeElement.blur();
    }));
    this.#prepare();
    for (const demo of this.#current()) {
      if (demo.element.querySelector('.send.visible')) demo.send();
    }
  }

  #hear({data, source, origin}) {
    if (origin !== location.origin || data?.type !== 'hop-lab') return;
    for (const demo of this.#demos.values()) {
      if (!demo.owns(source)) continue;
      if (data.key) this.onKey(data.key);
      else demo.hear(data.state);
    }
  }

  toggle() { for (const demo of this.#current()) demo.toggle(); }

  showTheme(theme) {
    for (const frame of document.querySelectorAll('.demo iframe')) {
      frame.contentWindow.postMessage({type: 'hop-lab', command: 'theme', theme}, location.origin);
    }
  }
}
