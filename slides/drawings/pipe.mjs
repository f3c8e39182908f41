// SPDX-License-Identifier: MIT
import {flow, kX, parties, svg, tag, text} from './shapes.mjs';

const kWords = {
  en: {title: 'After 101: a pipe', description: 'A request with Upgrade goes through both hops, 101 comes back; from then on client and upstream talk through a pipe that runs through the proxy.', octets: 'octets, both ways'},
  fr: {title: 'Après 101 : un tuyau', description: "Une requête avec Upgrade traverse les deux sauts, 101 revient ; ensuite client et upstream se parlent par un tuyau qui traverse le proxy.", octets: 'des octets, dans les deux sens'},
};

/** After 101 both arrows become one pipe. */
export function pipe({language, id}) {
  const words = kWords[language];
  const y = 110;
  const arrows = flow('there1', y, {label: 'Upgrade: websocket'}) + flow('there2', y, {label: 'Upgrade: websocket'}) +
    flow('back2', y, {label: '101'}) + flow('back1', y, {label: '101'});
  const tube = `<rect class="tube" x="${kX.client - 20}" y="286" width="${kX.upstream - kX.client + 40}" height="92" rx="46"/>` +
    `<path class="inside" d="M${kX.client + 40} 318H${kX.upstream - 60}M${kX.upstream - 40} 346H${kX.client + 60}"/>` +
    `<path class="head" d="M${kX.upstream - 40} 318l-22 -11v22zM${kX.client + 40} 346l22 -11v22z"/>`;
  const legs = `<path class="leg" d="M${kX.client} 206V280M${kX.proxy} 206V280M${kX.upstream} 214V280"/>`;
  const body = legs + arrows + parties(y) + tube + tag(kX.proxy, 340, words.octets);
  return svg(400, body, {id, title: words.title, description: words.description, kind: 'pipe'});
}
