// SPDX-License-Identifier: MIT
// Sends, or plays a recording; and which of the two.

import { hasBegun, NoAnswer, recordingOf, Refused, runLive } from './api.js';
import { spanOf } from './axis.js';
import { until } from './scene.js';

const kFrame = 60;
const stillWanted = (signal) => { if (signal.aborted) throw new DOMException('', 'AbortError'); };
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const prefersStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Tells `show(exchanges, done)` what there is to see, and `tell(state, why)`
 * how it goes: sending, live, recorded, error.
 */
export class Player {
  #show;
  #tell;
  #patience;
  #abort = new AbortController();

  /** @param patience how long a live exchange may take to begin, ms */
  constructor(show, tell, patience) {
    this.#show = show;
    this.#tell = tell;
    this.#patience = patience;
  }

  /** Ends what is under way. */
  stop() {
    this.#abort.abort();
    this.#abort = new AbortController();
    return this.#abort.signal;
  }

  /** Keeps the recordings at hand, in case the server goes away. */
  prepare(order) {
    for (const step of order.steps) recordingOf(order.scenario, step).catch(() => {});
  }

  /** Live; what nobody answers is played from the recording. */
  async send(order) {
    const signal = this.stop();
    this.#tell('sending');
    let told = false;
    try {
      await runLive(order, (exchanges, done) => {
        stillWanted(signal);
        this.#show(exchanges, done);
        if (!told && hasBegun(exchanges)) this.#tell('live');
        told ||= hasBegun(exchanges);
      }, signal, this.#patience);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Refused) this.#tell('error', { refused: error.message });
      else if (order.request) this.#tell('error', { word: 'editedNoRecording' });
      else await this.play(order, 'noServer', signal);
    }
  }

  /** The recording, in its own time. @param why a word to show beside it. */
  async play(order, why, running) {
    const signal = running ?? this.stop();
    try {
      const exchanges = await Promise.all(
        order.steps.map((step) => recordingOf(order.scenario, step)));
      stillWanted(signal);
      this.#tell('recorded', { word: why });
      await this.#unfold(exchanges, signal);
      this.#show(exchanges, true);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof NoAnswer) && !(error instanceof TypeError)) throw error;
      this.#tell('error', { word: 'noRecording' });
    }
  }

  async #unfold(exchanges, signal) {
    const span = prefersStill() ? 0 : spanOf(exchanges);
    const begin = performance.now();
    for (let now = 0; now < span; now = performance.now() - begin) {
      this.#show(exchanges.map((exchange) => until(exchange, now)), false);
      await pause(kFrame);
      stillWanted(signal);
    }
  }
}
