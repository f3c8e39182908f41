// SPDX-License-Identifier: MIT
import {arrow, escape, kX, party, svg, text} from './shapes.mjs';

const kAlpn = {
  en: {title: 'ALPN in two lines', description: 'The client says in its first TLS message that it speaks h2 and http/1.1; the answer is h2.', ask: 'I speak h2 and http/1.1', answer: 'then h2', free: 'inside the TLS handshake: no extra round trip'},
  fr: {title: 'ALPN en deux lignes', description: "Dans son premier message TLS, le client dit qu'il parle h2 et http/1.1 ; la réponse est h2.", ask: 'je parle h2 et http/1.1', answer: 'alors h2', free: 'dans le handshake TLS : aucun aller-retour de plus'},
};

/** "I speak h2 and http/1.1" - "then h2" */
export function alpn({language, id}) {
  const words = kAlpn[language];
  const left = 190;
  const right = 946;
  const body = party('client', 100, {x: left}) + party('proxy', 100, {x: right}) +
    `<path class="life" d="M${left} 190V420M${right} 190V420"/>` +
    arrow(left + 14, right - 14, 262, {label: words.ask}) +
    arrow(right - 14, left + 14, 362, {label: words.answer, marked: true}) +
    text(568, 452, words.free, 'note');
  return svg(470, body, {id, title: words.title, description: words.description, kind: 'alpn'});
}

const kFour = {
  en: {title: 'Four ways through one handler', description: 'A client that speaks HTTP/1.1 and one that speaks HTTP/2 reach one proxy; behind it is an upstream for each. All four combinations work.', one: 'one handler'},
  fr: {title: 'Quatre chemins, un seul handler', description: 'Un client en HTTP/1.1 et un autre en HTTP/2 arrivent au même proxy ; derrière, un upstream pour chacun. Les quatre combinaisons marchent.', one: 'un seul handler'},
};

/** Clients of two protocols, upstreams of two, one proxy. */
export function fourWays({language, id}) {
  const words = kFour[language];
  const rows = [['HTTP/1.1', 110], ['HTTP/2', 350]];
  const lines = rows.map(([, y]) => `<path class="way" d="M${kX.client + 92} ${y}C330 ${y} 330 230 ${kX.proxy - 90} 230"/>` +
    `<path class="way" d="M${kX.proxy + 90} 230C806 230 806 ${y} ${kX.upstream - 92} ${y}"/>`).join('');
  const ends = rows.map(([name, y]) => party('client', y) + party('upstream', y) +
    text(kX.client + 190, y + (y < 200 ? -24 : 52), name, 'octets') + text(kX.upstream - 190, y + (y < 200 ? -24 : 52), name, 'octets')).join('');
  const body = lines + ends + party('proxy', 230, {r: 84}) + text(kX.proxy, 364, words.one, 'label strong');
  return svg(460, body, {id, title: words.title, description: escape(words.description), kind: 'four'});
}
