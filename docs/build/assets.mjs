// SPDX-License-Identifier: MIT
// What lies beside the pages: colours and fonts (the deck's), styles, scripts.
import {copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';

const kFonts = [
  '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-opsz-normal.woff2',
  '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
];
const kIcon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#c2185b"/>' +
  '<path d="M6 16h8m4 0h8" stroke="#fff" stroke-width="4" stroke-linecap="round"/></svg>\n';

function copy(from, directory, name = basename(from)) {
  if (!existsSync(from)) throw new Error(`${from} is missing: run 'npm ci' in docs/`);
  mkdirSync(directory, {recursive: true});
  copyFileSync(from, join(directory, name));
}

const copyAll = (from, to) => readdirSync(from).forEach(name => copy(join(from, name), to));

export function copyAssets(root, out) {
  const modules = join(root, 'docs/node_modules');
  const theme = join(out, 'theme');
  for (const font of kFonts) {
    copy(join(modules, font), join(theme, 'fonts'));
    const [scope, name] = font.split('/');
    copy(join(modules, scope, name, 'LICENSE'), join(theme, 'fonts'), `${name}-LICENSE.txt`);
  }
  for (const name of ['fonts.css', 'theme.css']) copy(join(root, 'slides/theme', name), theme);
  copyAll(join(root, 'docs/theme'), theme);
  copyAll(join(root, 'docs/page'), join(out, 'page'));
  copy(join(modules, 'minisearch/dist/umd/index.js'), join(out, 'page'), 'minisearch.js');
  copy(join(modules, 'minisearch/LICENSE.txt'), join(out, 'page'), 'minisearch-LICENSE.txt');
  writeFileSync(join(theme, 'icon.svg'), kIcon);
  // GitHub Pages would leave out what begins with an underscore.
  writeFileSync(join(out, '.nojekyll'), '');
}
