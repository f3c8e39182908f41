// SPDX-License-Identifier: MIT
// Minutes planned against minutes gone. Key T shows it, key R starts anew; the
// speaker's window (key S) has reveal's own timer with the same numbers.

const kKey = 'hop-started';
const clock = seconds => {
  const whole = Math.round(Math.abs(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

export class Pacing {
  constructor(reveal, element, words) {
    this.reveal = reveal;
    this.element = element;
    this.words = words;
  }

  start() {
    // The talk begins when the title is left.
    this.reveal.on('slidechanged', ({indexh}) => {
      if (indexh === 1 && !this.started) sessionStorage.setItem(kKey, String(Date.now()));
      this.show();
    });
    setInterval(() => this.show(), 500);
  }

  get started() { return Number(sessionStorage.getItem(kKey) ?? 0); }

  reset() {
    sessionStorage.setItem(kKey, String(Date.now()));
    this.show();
  }

  toggle() {
    this.element.hidden = !this.element.hidden;
    this.show();
  }

  /** Seconds planned until the end of the current slide. */
  planned() {
    const slides = [...this.reveal.getHorizontalSlides()];
    const here = slides.indexOf(this.reveal.getCurrentSlide());
    return slides.slice(0, here + 1).filter(slide => !('part' in slide.dataset))
      .reduce((sum, slide) => sum + Number(slide.dataset.timing), 0);
  }

  show() {
    if (this.element.hidden) return;
    const gone = this.started ? (Date.now() - this.started) / 1000 : 0;
    const late = gone - this.planned();
    this.element.classList.toggle('late', late > 30);
    const difference = late > 0 ? `, ${clock(late)} ${this.words.behind}` : '';
    const text = `${clock(gone)} / ${clock(this.planned())}${difference}`;
    if (this.element.textContent !== text) this.element.textContent = text;
  }
}
