// SPDX-License-Identifier: MIT
// What lies beside the pages: reveal, fonts, the theme, the page's own modules.
import {copyFileSync, cpSync, existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';

const kVendor = [
  'reveal.js/dist/reveal.css',
  'reveal.js/dist/reveal.mjs',
  'reveal.js/dist/plugin/notes.mjs',
  'reveal.js/LICENSE',
];
const kFonts = [
  '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-opsz-normal.woff2',
  '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
];
const kLicences = {
  'Bricolage-Grotesque-LICENSE.txt': '@fontsource-variable/bricolage-grotesque/LICENSE',
  'JetBrains-Mono-LICENSE.txt': '@fontsource-variable/jetbrains-mono/LICENSE',
};

const kIcon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#c2185b"/>' +
  '<path d="M6 16h8m4 0h8" stroke="#fff" stroke-width="4" stroke-linecap="round"/></svg>\n';

function copy(modules, from, directory, name = basename(from)) {
  const path = join(modules, from);
  if (!existsSync(path)) throw new Error(`${from} is missing: run 'npm ci' in slides/`);
  mkdirSync(directory, {recursive: true});
  copyFileSync(path, join(directory, name));
}

/** @param slides the folder slides/ @param out where the deck is built */
export function copyAssets(slides, out) {
  const modules = join(slides, 'node_modules');
  for (const file of kVendor) copy(modules, file, join(out, 'vendor'));
  for (const file of kFonts) copy(modules, file, join(out, 'theme/fonts'));
  for (const [name, file] of Object.entries(kLicences)) copy(modules, file, join(out, 'theme/fonts'), name);
  cpSync(join(slides, 'theme'), join(out, 'theme'), {recursive: true});
  cpSync(join(slides, 'page'), join(out, 'page'), {recursive: true});
  writeFileSync(join(out, 'icon.svg'), kIcon);
}
