// SPDX-License-Identifier: MIT
// What "<!-- generated: NAME WORDS -->" in a page becomes. Nothing of it is typed
// by hand: it is read from the manifest, the tests, the sources.
import {readdirSync} from 'node:fs';
import {readMatrix, totalCases} from '../../slides/build/matrix.mjs';
import {agreements, behaviour, peerLimits, stillRed, waived} from './behaviour.mjs';
import {byPart} from './contents.mjs';
import {drawing} from './drawing.mjs';
import {codeHtml, rfcLinks} from './markdown.mjs';
import {escapeHtml} from './shell.mjs';
import {kPeerNames, readPeers, readRows} from './tables.mjs';

const scroll = table => `<div class="scroll" tabindex="0">${table}</div>\n`;
const headRow = names => `<thead><tr>${names.map(name => `<th scope="col">${name}</th>`).join('')}</tr></thead>`;

function steps({repository, links}, words, page) {
  const card = ({number, slug, title, goal, minutes, rfc}) =>
    `<li><a href="${links.href(`../../steps/${slug}/README.md`, page)}"><b>${String(number).padStart(2, '0')}</b> ${escapeHtml(title.en)}</a>` +
    `<p>${escapeHtml(goal.en)}</p><p class="small">${minutes} minutes · ${rfcLinks(escapeHtml(rfc.join(', ')))}</p></li>`;
  return byPart(repository.steps).map(part =>
    `${part.title ? `<h3>${escapeHtml(part.title)}</h3>\n` : ''}<ol class="cards">\n${part.steps.map(card).join('\n')}\n</ol>\n`).join('');
}

function matrix({repository}) {
  const {suites, rows} = readMatrix(repository.root);
  const line = ({name, cells}) => `<tr><th scope="row">${escapeHtml(name)}</th>${cells.map(({whole, green, all}) =>
    `<td class="cell ${whole ? 'green' : green ? 'guard' : 'red'}">${whole ? '✔ ' : ''}${green}/${all}</td>`).join('')}</tr>`;
  return scroll(`<table class="matrix">${headRow(['step', ...suites])}<tbody>\n${rows.map(line).join('\n')}\n</tbody></table>`);
}

/** What ./hop installs, by package manager. */
function packages({repository}) {
  const lines = repository.read('tools/hop/packages.tsv').split('\n');
  const names = lines.find(line => line.startsWith('#set')).slice(1).split('\t');
  const shown = names.map((name, index) => ({name, index})).filter(({name}) => name !== 'probe');
  const rows = lines.filter(line => line && !line.startsWith('#')).map(line => line.split('\t'));
  const cells = row => shown.map(({index}) => `<td>${escapeHtml(row[index])}</td>`).join('');
  return scroll(`<table>${headRow(shown.map(({name}) => name))}<tbody>\n${rows.map(row => `<tr>${cells(row)}</tr>`).join('\n')}\n</tbody></table>`);
}

function sabotage({repository, links}, words, page) {
  const names = readdirSync(repository.path('tests/sabotage')).filter(name => name.endsWith('.patch')).sort();
  return `<ul class="rows columns">\n${names.map(name =>
    `<li><a href="${links.href(`../../tests/sabotage/${name}`, page)}">${name.replace('.patch', '')}</a></li>`).join('\n')}\n</ul>\n`;
}

const region = ({repository}, words) => {
  const [step, name] = words.split(' ');
  return codeHtml(repository.region(Number(step), name), 'cpp');
};

/** A file to open: "PATH what it is". */
function file({repository}, words) {
  const [path, ...title] = words.split(' ');
  return `<details class="file"><summary>${escapeHtml(title.join(' '))} <code>${path}</code></summary>\n${codeHtml(repository.read(path), 'cpp')}</details>\n`;
}

/** One number in a sentence. */
function count({repository}, what) {
  const rows = readRows(repository);
  const numbers = {
    rows: rows.length, waived: rows.filter(({waiver}) => waiver).length, guards: rows.filter(({guard}) => guard).length,
    core: rows.filter(({tier}) => tier === 'core').length, slow: rows.filter(({slow}) => slow).length,
    steps: repository.steps.length, minutes: repository.steps.reduce((sum, {minutes}) => sum + minutes, 0),
    cases: totalCases(readMatrix(repository.root)), compared: readPeers(repository)[0].seen.size,
    patches: readdirSync(repository.path('tests/sabotage')).filter(name => name.endsWith('.patch')).length};
  if (!(what in numbers)) throw new Error(`'${what}' is not counted`);
  return String(numbers[what]);
}

/** Peers that have no file yet are said to have none. */
function missingPeers({repository}) {
  const there = readPeers(repository).map(({name}) => name);
  const missing = Object.entries(kPeerNames).filter(([name]) => !there.includes(name)).map(([, title]) => title);
  return missing.length ? `<p>Not measured yet: ${missing.join(', ')}.</p>\n` : '';
}

const kMakers = {steps, matrix, packages, sabotage, region, file, drawing, count, behaviour, agreements, waived,
  'still-red': stillRed, 'peer-limits': peerLimits, 'missing-peers': missingPeers};

/** @param context {repository, links} @returns (name, words, page) => HTML */
export const generator = context => (name, words, page) => {
  if (!(name in kMakers)) throw new Error(`nothing makes '${name}'`);
  return kMakers[name](context, words, page);
};
