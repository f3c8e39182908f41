// SPDX-License-Identifier: MIT
// What is on the site, in the order of its menu. A page that is linked and not
// listed here (a source, a README) is made as well, but stands in no menu.
import {readdirSync} from 'node:fs';
import {join} from 'node:path';

/** The reference is Doxygen's; all of its pages stand below this entry. */
export const kReference = 'api/index.html';

/**
 * Where a step names a part, that one begins; the talk, which is first, has no name.
 * @returns {{title?, steps}[]} "Beyond the talk", as a heading
 */
export function byPart(steps) {
  const parts = [{steps: []}];
  for (const step of steps) {
    if (step.part) parts.push({title: step.part.en[0].toUpperCase() + step.part.en.slice(1), steps: []});
    parts.at(-1).steps.push(step);
  }
  return parts;
}

/** @returns {{title, entries: {source?, url, title?}[]}[]} `source` is a path in the repository. */
export function contents(steps) {
  const own = (name, title) => ({source: `docs/pages/${name}.md`, url: `${name}.html`, title});
  return [
    {title: 'Begin', entries: [own('index', 'Start here'), own('life-of-a-request', 'Life of a request'), own('glossary', 'Glossary')]},
    ...byPart(steps).map(part => ({
      title: part.title ?? 'Steps',
      entries: part.steps.map(({slug}) => ({source: `steps/${slug}/README.md`, url: `steps/${slug}.html`, title: slug}))})),
    {title: 'Teach', entries: [
      {source: 'docs/workshop.md', url: 'workshop.html', title: 'Running a workshop'},
      own('presenting', 'Presenting'),
      {source: 'tools/lab/README.md', url: 'tools/lab.html', title: 'The lab'}]},
    {title: 'Proof', entries: [
      own('tests', 'Test-suite and matrix'), own('behaviour', 'Behaviour, row by row'),
      own('peers', 'What you built, what you run'),
      {source: 'docs/peers.md', url: 'peers-rows.html', title: 'Real proxies, row by row'}, own('limits', 'Limits'),
      {source: 'docs/benchmarks.md', url: 'benchmarks.html', title: 'What a request costs'}]},
    {title: 'Inside', entries: [
      own('wire-formats', 'Wire formats'), own('codec', 'States of the codec'),
      {url: kReference, title: 'Reference: the layers'}, own('portability', 'Portability'),
      {source: 'docs/adr/README.md', url: 'adr/index.html', title: 'Decisions'}]},
    {title: 'Take part', entries: [
      {source: 'CONTRIBUTING.md', url: 'contributing.html', title: 'Working on it'}, own('add-a-step', 'Add a step'),
      {source: 'docs/correcting-a-step.md', url: 'correcting-a-step.html', title: 'Correct a step'},
      {source: 'docs/updating.md', url: 'updating.html', title: 'When something below us is newer'},
      {source: '.github/SECURITY.md', url: 'security.html', title: 'Security'}]},
  ];
}

const adrs = root => readdirSync(join(root, 'docs/adr')).filter(name => /^\d{4}-.*\.md$/.test(name));

/** Pages that stand in no menu, but always exist. */
export const besideMenu = root => [
  ...adrs(root).map(name => ({source: `docs/adr/${name}`, url: `adr/${name.replace('.md', '.html')}`})),
  {source: 'docs/matrix.md', url: 'matrix.html'},
  {source: 'slides/README.md', url: 'slides.html'},
  ...['wire', 'pages'].map(name => ({source: `tools/${name}/README.md`, url: `tools/${name}.html`})),
  ...['interop', 'fuzz', 'bench', 'peers'].map(name => ({source: `tests/${name}/README.md`, url: `tests/${name}.html`})),
];

/** What a page of the site says better than the file itself. */
export const kAliases = {
  'README.md': 'index.html',
  common: 'api/index.html',
  'tests/rows.tsv': 'behaviour.html',
  'tests/peers/nginx.tsv': 'peers.html',
  'tests/peers/haproxy.tsv': 'peers.html',
  'tests/peers/apache.tsv': 'peers.html',
  'tests/peers/go.tsv': 'peers.html',
};
