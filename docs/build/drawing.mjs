// SPDX-License-Identifier: MIT
// Drawings by hand (docs/drawings/*.svg) stand in the page itself, so that they
// take its colours. Links in them are the repository's; states that they show
// are those of the source, or the build stops.
import {BuildError} from '../../slides/build/errors.mjs';

const without = text => text.replace(/<!--[\s\S]*?-->\n?/g, '');

/** The enumerators of "enum class State { A, B };" */
function statesOf(repository, file) {
  const found = /enum class State \{([^}]*)\}/.exec(repository.read(file));
  if (!found) throw new BuildError(file, 1, "there is no 'enum class State' here");
  return found[1].split(',').map(name => name.trim());
}

/** <g data-states="common/…h"> … <g data-state="Head">: the same ones, no other. */
function checkStates(svg, file, repository) {
  const machines = svg.split('data-states="').slice(1);
  for (const machine of machines) {
    const source = machine.slice(0, machine.indexOf('"'));
    const drawn = [...machine.matchAll(/data-state="(\w+)"/g)].map(([, name]) => name);
    const real = statesOf(repository, source);
    if (drawn.slice().sort().join() !== real.slice().sort().join()) {
      throw new BuildError(file, 1, `it shows ${drawn.join(', ')}; ${source} has ${real.join(', ')}`);
    }
  }
}

const nameIn = anchor => /<text[^>]*class="[^"]*\bfn\b[^"]*"[^>]*>([^<]*)</.exec(anchor)?.[1];

export function drawing({repository, links}, name, page) {
  const file = `docs/drawings/${name}.svg`;
  const svg = without(repository.read(file));
  checkStates(svg, file, repository);
  const linked = svg.replace(/<a href="([^"]+)"([^>]*)>([\s\S]*?)<\/a>/g, (all, target, more, inner) => {
    const href = links.href(target, {...page, source: file}, nameIn(inner));
    return `<a href="${href}"${more}>${inner}</a>`;
  });
  return `<div class="drawing scroll" tabindex="0">${linked.trim()}</div>\n`;
}
