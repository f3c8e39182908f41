// SPDX-License-Identifier: MIT
// Regions of a source. Needs no package: the documentation site reads them as well.
import {BuildError} from './errors.mjs';

export const kMarker = /^\s*\/\/! \[(.+)\]$/;

/** Reads "//! [name]" pairs. @returns {Map<string, {first, last}>} */
export function readRegions(lines, file) {
  const regions = new Map();
  lines.forEach((text, index) => {
    const line = index + 1;
    const name = kMarker.exec(text)?.[1];
    if (!name) {
      if (/^\s*\/\/!/.test(text)) throw new BuildError(file, line, 'write a region marker as //! [name]');
      return;
    }
    const region = regions.get(name);
    if (!region) regions.set(name, {first: line, last: 0});
    else if (region.last === 0) region.last = line;
    else throw new BuildError(file, line, `region '${name}' has already ended at line ${region.last}`);
  });
  for (const [name, region] of regions) {
    if (region.last === 0) throw new BuildError(file, region.first, `region '${name}' is never closed`);
  }
  return regions;
}
