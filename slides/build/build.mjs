// SPDX-License-Identifier: MIT
// node build/build.mjs --out DIR [--root DIR] [--recordings DIR] [--lab] [--talk] [--swap] [--docs ../]
// --lab: a lab lies at lab/; --talk: talk.json tells the ports of the programs;
// --docs: where the documentation site lies, seen from DIR (./hop site);
// --swap: DIR is replaced as a whole, in one moment: it may be served already.
import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {copyAssets} from './assets.mjs';
import {buildDeck} from './deck.mjs';
import {page, pageName} from './page.mjs';
import {checkPlans, plansPage} from './plans.mjs';
import {Steps} from './sources.mjs';
import {kLanguages} from './words.mjs';

const kRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Builds both decks into a folder that any web server can serve.
 * @param options {root, out, recordings, lab, talk, docs}
 * @returns the decks, for whoever wants to know what is on the slides
 */
export function build({root = kRoot, out, recordings, lab = false, talk = false, docs = ''}) {
  const steps = new Steps(root);
  const speaker = JSON.parse(readFileSync(join(root, 'slides/speaker.json'), 'utf8'));
  const plans = JSON.parse(readFileSync(join(root, 'slides/plans.json'), 'utf8'));
  const languages = kLanguages.filter(language => existsSync(join(root, `slides/deck.${language}.md`)));
  const decks = languages.map(language => ({language, ...buildDeck({root, language, steps, recordings, speaker, docs})}));
  checkPlans(plans, decks[0].slides, steps);
  mkdirSync(out, {recursive: true});
  for (const deck of decks) {
    writeFileSync(join(out, pageName(deck.language)), page(deck, {plans, served: {lab, talk}}));
    writeFileSync(join(out, `plans.${deck.language}.html`), plansPage(plans, deck, docs));
  }
  writeFileSync(join(out, 'demos.json'), JSON.stringify(decks[0].demos, null, 1) + '\n');
  copyAssets(join(root, 'slides'), out);
  return decks;
}

/** Builds beside `out`, and then takes its place. */
function buildAndSwap(options) {
  const fresh = `${resolve(options.out)}.new`;
  rmSync(fresh, {recursive: true, force: true});
  const decks = build({...options, out: fresh});
  rmSync(options.out, {recursive: true, force: true});
  renameSync(fresh, options.out);
  return decks;
}

function main() {
  const {values} = parseArgs({options: {
    out: {type: 'string'}, root: {type: 'string', default: kRoot}, recordings: {type: 'string'},
    lab: {type: 'boolean'}, talk: {type: 'boolean'}, swap: {type: 'boolean'}, docs: {type: 'string'},
  }});
  if (!values.out) throw new Error('where to? --out DIR');
  const recordings = values.recordings ?? join(values.root, 'docs/transcripts/lab');
  const decks = (values.swap ? buildAndSwap : build)({...values, recordings});
  for (const {file, slides} of decks) {
    const talk = slides.filter(({part}) => !part);
    const seconds = talk.reduce((sum, slide) => sum + slide.seconds, 0);
    console.log(`${file}: ${slides.length} slides, ${talk.length} of the talk, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} minutes`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    console.error(error.name === 'BuildError' || process.env.HOP_TRACE === undefined ? error.message : error.stack);
    process.exitCode = 1;
  }
}
