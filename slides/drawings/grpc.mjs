// SPDX-License-Identifier: MIT
import {svg, text} from './shapes.mjs';

const kWords = {
  en: {title: 'A gRPC message', description: 'Five octets of prefix, 00 00 00 00 05; a message of five octets, 0a 03 and hop; and the trailer grpc-status: 0.', prefix: 'five octets of prefix', message: 'a message', tail: 'the tail'},
  fr: {title: 'Un message gRPC', description: 'Cinq octets de préfixe, 00 00 00 00 05 ; un message de cinq octets, 0a 03 et hop ; et le trailer grpc-status: 0.', prefix: 'cinq octets de préfixe', message: 'un message', tail: 'la queue'},
};

const kSize = 68;

const boxes = (x, values, kind) => values.map((value, index) =>
  `<rect class="box ${kind}" x="${x + index * (kSize + 6)}" y="20" width="${kSize}" height="76" rx="10"/>` +
  text(x + index * (kSize + 6) + kSize / 2, 68, value, 'octets')).join('');

/** Five octets of prefix, a message, grpc-status in the tail. */
export function grpc({language, id}) {
  const words = kWords[language];
  const body = boxes(20, ['00', '00', '00', '00', '05'], 'prefix') + boxes(408, ['0a', '03', 'h', 'o', 'p'], 'message') +
    '<rect class="box tail" x="796" y="20" width="320" height="76" rx="10"/>' + text(956, 68, 'grpc-status: 0', 'octets tail') +
    text(202, 142, words.prefix, 'label') + text(590, 142, words.message, 'label') + text(956, 142, words.tail, 'label');
  return svg(160, body, {id, title: words.title, description: words.description, kind: 'grpc'});
}
