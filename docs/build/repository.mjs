// SPDX-License-Identifier: MIT
// What the site is made of: files of the repository, and the manifest.
import {existsSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {BuildError} from '../../slides/build/errors.mjs';
import {kMarker, readRegions} from '../../slides/build/regions.mjs';

export class Repository {
  constructor(root) {
    this.root = root;
    const all = JSON.parse(this.read('steps/steps.json')).steps;
    this.steps = all.filter(({status}) => status === 'written');
  }

  path(name) { return join(this.root, name); }
  has(name) { return existsSync(this.path(name)); }
  isDirectory(name) { return this.has(name) && statSync(this.path(name)).isDirectory(); }

  /** @throws BuildError when there is no such file */
  read(name) {
    if (!this.has(name)) throw new BuildError(name, 1, 'there is no such file');
    return readFileSync(this.path(name), 'utf8');
  }

  /** The lines between "//! [name]" of a step's main.cpp, other markers and the indent left out. */
  region(step, name) {
    const {slug} = this.steps.find(({number}) => number === step) ?? {};
    const file = `steps/${slug}/main.cpp`;
    const lines = this.read(file).split('\n');
    const region = readRegions(lines, file).get(name);
    if (!region) throw new BuildError(file, 1, `there is no region '${name}'`);
    const shown = lines.slice(region.first, region.last - 1).filter(line => !kMarker.test(line));
    const indent = Math.min(...shown.filter(Boolean).map(line => line.search(/\S/)));
    return shown.map(line => line.slice(indent)).join('\n');
  }
}
