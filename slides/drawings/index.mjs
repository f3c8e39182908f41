// SPDX-License-Identifier: MIT
import {alpn, fourWays} from './protocols.mjs';
import {browserAndCurl} from './tools.mjs';
import {car} from './car.mjs';
import {connections} from './connections.mjs';
import {dial} from './dial.mjs';
import {grpc} from './grpc.mjs';
import {hops, twoConversations} from './hops.mjs';
import {pipe} from './pipe.mjs';
import {places} from './places.mjs';

const kDrawings = {
  hops, dial, car, alpn, grpc, pipe, places, connections,
  'two-conversations': twoConversations,
  'browser-and-curl': browserAndCurl,
  'four-ways': fourWays,
};

/** @param options {language, id, steps} and what the deck gave. */
export function draw(name, options) {
  if (!(name in kDrawings)) throw new Error(`there is no drawing '${name}'; there are ${Object.keys(kDrawings).join(', ')}`);
  return kDrawings[name](options);
}
