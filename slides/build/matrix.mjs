// SPDX-License-Identifier: MIT
// docs/matrix.md as a table for the last row of the room.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {say} from './words.mjs';

const CELL = /^(✔ )?(\d+)\/(\d+)$/;

/** @returns {{suites: string[], rows: {name, cells: {whole, green, all}[]}[]}} */
export function readMatrix(root) {
  const file = 'docs/matrix.md';
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const start = lines.findIndex(line => line.startsWith('| step |'));
  if (start < 0) throw new Error(`${file} has no table`);
  const cut = line => line.split('|').slice(1, -1).map(cell => cell.trim());
  const rows = [];
  for (let i = start + 2; lines[i]?.startsWith('|'); ++i) {
    const [name, ...cells] = cut(lines[i]);
    rows.push({name, cells: cells.map(text => {
      const found = CELL.exec(text);
      if (!found) throw new Error(`${file}:${i + 1}: '${text}' is no cell`);
      return {whole: Boolean(found[1]), green: Number(found[2]), all: Number(found[3])};
    })});
  }
  return {suites: cut(lines[start]).slice(1), rows};
}

export const totalCases = ({rows}) => rows.at(-1).cells.reduce((sum, {all}) => sum + all, 0);

/** The part of the matrix that is about these steps. */
function aboutSteps({suites, rows}, steps) {
  const numbers = new Set(steps.map(({number}) => String(number).padStart(2, '0')));
  return {suites: suites.filter(name => numbers.has(name)),
    rows: rows.filter(({name}) => numbers.has(name.slice(0, 2)))
      .map(({name, cells}) => ({name, cells: cells.filter((cell, index) => numbers.has(suites[index]))}))};
}

export function matrixHtml(root, language, steps) {
  const matrix = aboutSteps(readMatrix(root), steps);
  const head = matrix.suites.map(name => `<th scope="col">${name}</th>`).join('');
  const body = matrix.rows.map(({name, cells}, row) => {
    const tds = cells.map((cell, column) => {
      const kind = `${cell.whole ? 'green' : 'red'}${row === column ? ' own' : ''}`;
      const text = cell.whole ? `<svg class="tick" aria-hidden="true"><use href="#tick"/></svg>${cell.all}`
        : `<span class="visually-hidden">${say(language, 'notYet')}</span><span aria-hidden="true">–</span>`;
      return `<td class="${kind}">${text}</td>`;
    }).join('');
    return `<tr><th scope="row">${name}</th>${tds}</tr>`;
  }).join('\n');
  return `<table class="matrix"><thead><tr><th scope="col">${say(language, 'matrixRow')}</th>${head}</tr></thead>` +
    `<tbody>${body}</tbody></table>` +
    `<p class="total"><strong>${say(language, 'cases', totalCases(matrix))}</strong></p>`;
}
