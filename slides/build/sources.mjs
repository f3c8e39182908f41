// SPDX-License-Identifier: MIT
// The steps as the deck sees them: the manifest, and regions of main.cpp.
import {existsSync, readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {diffArrays} from 'diff';
import {BuildError} from './errors.mjs';
import {kMarker, readRegions} from './regions.mjs';

/** One step's main.cpp. Lines are {number, text}, markers left out. */
export class StepSource {
  constructor(root, slug) {
    const path = join(root, 'steps', slug, 'main.cpp');
    this.slug = slug;
    this.file = relative(root, path).replaceAll('\\', '/');
    if (!existsSync(path)) throw new BuildError(this.file, 1, 'there is no such file');
    this.all = readFileSync(path, 'utf8').split('\n');
    this.regions = readRegions(this.all, this.file);
    this.lines = this.all.map((text, index) => ({number: index + 1, text}))
      .filter(line => !kMarker.test(line.text));
  }

  has(name) { return this.regions.has(name); }

  /** @throws Error that names what there is instead. */
  region(name) {
    const region = this.regions.get(name);
    if (!region) {
      throw new Error(`${this.file} has no region '${name}'; it has ${[...this.regions.keys()].join(', ')}`);
    }
    return this.lines.filter(({number}) => number > region.first && number < region.last);
  }

  /** Line numbers that the step before does not have. */
  addedSince(before) {
    const added = new Set();
    let index = 0;
    const changes = diffArrays(before.lines.map(l => l.text), this.lines.map(l => l.text));
    for (const {added: isNew, removed, count} of changes) {
      for (let i = 0; i < count && !removed; ++i, ++index) {
        if (isNew) added.add(this.lines[index].number);
      }
    }
    return added;
  }
}

/** The manifest and the sources of the written steps, read when needed. */
export class Steps {
  #root;
  #sources = new Map();

  constructor(root) {
    this.#root = root;
    this.file = 'steps/steps.json';
    this.all = JSON.parse(readFileSync(join(root, this.file), 'utf8')).steps;
    this.written = this.all.filter(step => step.status === 'written');
    this.newest = this.written.at(-1);
  }

  /** "4", "newest" -> the step. @throws Error */
  find(name) {
    if (name === 'newest') return this.newest;
    const step = this.all.find(({number}) => String(number) === name);
    if (!step) throw new Error(`there is no step '${name}'`);
    return step;
  }

  /** The steps of the talk; or those up to the end of the part that begins with this one. */
  upTo(part) {
    const first = part === undefined ? 0 : this.find(part).number;
    const next = this.all.find(step => step.part && step.number > first);
    return this.all.filter(({number}) => !next || number < next.number);
  }

  /** What the part of the course is called that begins with this step. */
  partTitle(name, language) {
    const {number, part} = this.find(name);
    if (!part) throw new BuildError(this.file, 1, `no part begins with step ${number}`);
    return part[language];
  }

  isWritten(name) { return this.find(name).status === 'written'; }

  source(number) {
    const {slug} = this.all.find(step => step.number === number);
    if (!this.#sources.has(slug)) this.#sources.set(slug, new StepSource(this.#root, slug));
    return this.#sources.get(slug);
  }
}
