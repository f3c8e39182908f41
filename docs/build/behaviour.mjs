// SPDX-License-Identifier: MIT
// What the tests say, as tables: every row, who agrees, and who does not.
import {rfcLinks} from './markdown.mjs';
import {escapeHtml} from './shell.mjs';
import {readPeers, readRows} from './tables.mjs';

/** E-01 belongs to no suite: it is about the programs themselves. */
const suiteOf = ({id, since}) => (id.startsWith('E-') ? 0 : since);

const scroll = table => `<div class="scroll" tabindex="0">${table}</div>\n`;

function agreement(peer, id) {
  const found = peer.seen.get(id);
  if (!found) return `<td class="cell none" data-peer="${peer.title}"><span class="visually-hidden">not compared</span><span aria-hidden="true">·</span></td>`;
  if (found.colour === 'green') return `<td class="cell green" data-peer="${peer.title}">agrees</td>`;
  if (found.colour === 'error') return `<td class="cell guard" data-peer="${peer.title}" title="${escapeHtml(found.why)}">cannot</td>`;
  return `<td class="cell red" data-peer="${peer.title}">${escapeHtml(found.why)}</td>`;
}

function rowHtml(row, peers) {
  const marks = [row.tier === 'core' ? 'core' : '', row.slow ? 'slow' : '', row.guard ? 'guard' : '', row.waiver ? 'waived' : '']
    .filter(Boolean).map(mark => `<span class="mark ${mark}">${mark}</span>`).join(' ');
  const why = row.guard || row.waiver;
  const reason = why ? `<span class="why">${escapeHtml(why)}</span>` : '';
  return `<tr id="row-${row.id}"><th scope="row"><a href="#row-${row.id}">${row.id}</a></th><td>${escapeHtml(row.sentence)} ${marks}${reason}</td>` +
    `<td>${row.rfc === '-' ? '' : rfcLinks(escapeHtml(row.rfc))}</td><td class="number">${String(row.since).padStart(2, '0')}</td>${peers.map(peer => agreement(peer, row.id)).join('')}</tr>`;
}

function suiteHtml(title, id, rows, peers) {
  const heads = ['row', 'what holds', 'says', 'since', ...peers.map(peer => peer.title)].map(name => `<th scope="col">${name}</th>`).join('');
  return `<section class="suite"><h2 id="${id}">${title} <span class="count">${rows.length} rows</span><a class="anchor" href="#${id}" aria-label="Link to this section">#</a></h2>\n` +
    scroll(`<table class="behaviour"><thead><tr>${heads}</tr></thead><tbody>\n${rows.map(row => rowHtml(row, peers)).join('\n')}\n</tbody></table>`) + '</section>\n';
}

/** All rows, one table per suite. */
export function behaviour({repository, links}, words, page) {
  const rows = readRows(repository);
  const peers = readPeers(repository);
  const bySuite = repository.steps.map(({number, slug}) => {
    const link = links.href(`../../steps/${slug}/README.md`, page);
    return suiteHtml(`<a href="${link}">${slug}</a>`, `suite-${number}`, rows.filter(row => suiteOf(row) === number), peers);
  });
  const programs = suiteHtml('Every program', 'suite-0', rows.filter(row => suiteOf(row) === 0), []);
  return `<p class="filter"><label for="filter">Show only rows with</label> <input id="filter" type="search" placeholder="trailer, 9112, 05-…" autocomplete="off"> <span id="filtered" role="status"></span></p>\n${programs}${bySuite.join('')}`;
}

/** How much of each suite a peer agrees with. */
export function agreements({repository}) {
  const rows = readRows(repository);
  const peers = readPeers(repository);
  const suites = repository.steps.map(({number, slug}) => ({slug, ids: rows.filter(row => suiteOf(row) === number).map(({id}) => id)}));
  const cell = ({seen}, ids) => {
    const compared = ids.filter(id => seen.has(id));
    const green = compared.filter(id => seen.get(id).colour === 'green').length;
    const kind = green === compared.length ? 'green' : green === 0 ? 'red' : 'guard';
    return `<td class="cell ${kind}">${green}/${compared.length}</td>`;
  };
  const lines = suites.map(({slug, ids}) => `<tr><th scope="row">${slug}</th>${peers.map(peer => cell(peer, ids)).join('')}</tr>`).join('\n');
  const heads = ['suite', ...peers.map(({title}) => title)].map(title => `<th scope="col">${title}</th>`).join('');
  return scroll(`<table class="matrix"><thead><tr>${heads}</tr></thead><tbody>\n${lines}\n</tbody></table>`);
}

const rowList = (rows, {links}, page, more = () => '') => `<ul class="rows">\n${rows.map(row =>
  `<li><a href="${links.href('../../tests/rows.tsv', page)}#row-${row.id}">${row.id}</a> ${escapeHtml(row.sentence)}${more(row)}</li>`).join('\n')}\n</ul>\n`;

/** Rows without a case, and why. */
export function waived(context, words, page) {
  const rows = readRows(context.repository).filter(({waiver}) => waiver);
  return rowList(rows, context, page, ({waiver}) => ` <span class="why">${escapeHtml(waiver)}</span>`);
}

/** For each step how many rows it does not meet: those of later steps. */
export function stillRed({repository, links}, words, page) {
  const rows = readRows(repository).filter(({waiver}) => !waiver);
  const lines = repository.steps.map(({number, slug}) => {
    const red = rows.filter(row => row.since > number && !row.guard);
    const link = links.href(`../../steps/${slug}/README.md`, page);
    return `<tr><th scope="row"><a href="${link}#still-wrong">${slug}</a></th><td class="number">${red.length}</td><td class="number">${red.filter(({tier}) => tier === 'core').length}</td></tr>`;
  }).join('\n');
  return scroll(`<table><thead><tr><th scope="col">step</th><th scope="col">rows that it does not meet</th><th scope="col">of them core</th></tr></thead><tbody>\n${lines}\n</tbody></table>`);
}

const grouped = (rows, keyOf) => rows.reduce((groups, row) => groups.set(keyOf(row), [...groups.get(keyOf(row)) ?? [], row]), new Map());

/** What a real proxy does otherwise, by reason; the commonest first. */
export function peerLimits(context, words, page) {
  const rows = readRows(context.repository);
  return readPeers(context.repository).map(({name, title, seen}) => {
    const other = rows.filter(({id}) => seen.has(id) && seen.get(id).colour !== 'green');
    const groups = [...grouped(other, ({id}) => (seen.get(id).colour === 'red' ? seen.get(id).why : 'it cannot be set up so')).entries()]
      .sort(([, a], [, b]) => b.length - a.length);
    const parts = groups.map(([why, list]) => `<details><summary><code>${escapeHtml(why)}</code> <span class="count">${list.length}</span></summary>\n${rowList(list, context, page)}</details>`);
    return `<h3 id="${name}">${title}: ${other.length} of ${seen.size} rows<a class="anchor" href="#${name}" aria-label="Link to this section">#</a></h3>\n${parts.join('\n')}`;
  }).join('\n');
}
