// SPDX-License-Identifier: MIT

/** How long a live exchange may take to begin, ms, if the address does not say. */
export const kPatience = 1000;

/** The server has refused, and said why. */
export class Refused extends Error {}
/** Nothing began in time, or nobody is there. */
export class NoAnswer extends Error {}

async function* jsonLines(response) {
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const lines = text.split('\n');
    text = lines.pop();
    for (const line of lines) if (line) yield JSON.parse(line);
  }
}

/** Has anything been seen anywhere? */
export const hasBegun = (exchanges) =>
  exchanges.some((exchange) => exchange.lanes.some((lane) => lane.events.length > 0));

async function refusalIn(response) {
  try {
    return new Refused((await response.json()).error.message);
  } catch {
    return new NoAnswer(response.statusText);
  }
}

/**
 * Sends an order to the lab's server; show(exchanges, done) is called with
 * what has been seen so far, and once with all of it.
 * @param patience how long it may take to begin, ms
 * @throws Refused, NoAnswer, or what fetch() throws when `signal` aborts.
 */
export async function runLive(order, show, signal, patience) {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience);
  const onAbort = () => late.abort();
  signal.addEventListener('abort', onAbort);
  let begun = false;
  let ended = false;
  try {
    const response = await fetch('api/run', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(order),
      signal: late.signal,
    });
    if (!response.ok) throw await refusalIn(response);
    for await (const line of jsonLines(response)) {
      if (line.error) throw new Refused(line.error.message);
      if (!begun && hasBegun(line.exchanges)) {
        begun = true;
        clearTimeout(timer);
      }
      show(line.exchanges, line.done);
      // To the end of the response: a body that nobody reads is a request that
      // the browser calls aborted.
      ended ||= line.done;
    }
    if (!ended) throw new NoAnswer('the connection ended');
  } catch (error) {
    if (ended) return;
    if (signal.aborted || error instanceof Refused) throw error;
    throw new NoAnswer(error.message);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

const recordings = new Map();

/** A recording, kept from the first time on: the server may go away. */
export function recordingOf(scenario, step) {
  const path = `recordings/${scenario}/${step}.json`;
  if (!recordings.has(path)) {
    recordings.set(path, fetch(path).then((response) => {
      if (!response.ok) throw new NoAnswer(path);
      return response.json();
    }).catch((error) => {
      recordings.delete(path);
      throw error;
    }));
  }
  return recordings.get(path);
}

export async function fetchCatalogue() {
  const response = await fetch('catalogue.json');
  if (!response.ok) throw new NoAnswer('catalogue.json');
  return response.json();
}
