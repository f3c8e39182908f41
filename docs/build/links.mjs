// SPDX-License-Identifier: MIT
// Links of the repository's own Markdown, as they work on a code host, become
// links of the site. A file that is no page gets one when it is first linked.
import {dirname, posix} from 'node:path';
import {kAliases} from './contents.mjs';

const kPicture = /\.(png|svg|jpg)$/;
/** `Server::start`, `relayBody()`: a name that the reference has to know. */
const kName = /^~?[A-Za-z_][\w:~]*(\(\))?$/;

const relative = (from, to) => posix.relative(posix.dirname(from), to) || posix.basename(to);

export class Links {
  /**
   * @param pages {source, url}[] that exist anyway
   * @param names of the reference (Names)
   */
  constructor(repository, pages, names) {
    this.repository = repository;
    this.names = names;
    this.urls = new Map(Object.entries(kAliases));
    for (const {source, url} of pages) if (source) this.urls.set(source, url);
    this.wanted = [];    // files and folders to show, as they are met
    this.pictures = new Map();
  }

  /** Where a path of the repository is on the site. @throws Error when it is nothing */
  place(path, label) {
    const header = this.names.files.get(path);
    if (header) return this.#named(path, header, label);
    const layer = /^common\/([a-z0-9]+)$/.exec(path);
    if (layer) return `api/group__${layer[1]}.html`;
    const page = this.urls.get(path) ?? this.urls.get(`${path}/README.md`);
    if (page) return page;
    if (!this.repository.has(path)) throw new Error(`there is no '${path}' to link to`);
    return kPicture.test(path) ? this.#picture(path) : this.#file(path);
  }

  #named(path, {url}, label) {
    if (!label || !kName.test(label)) return url;
    const found = this.names.find(path, label);
    if (!found) throw new Error(`${path} declares no '${label}'`);
    return found;
  }

  #picture(path) {
    const url = `img/${posix.basename(path)}`;
    this.pictures.set(path, url);
    return url;
  }

  #file(path) {
    const url = `files/${path}.html`;
    this.urls.set(path, url);
    this.wanted.push({path, url});
    return url;
  }

  /** @param page {source, url} @param label the link's text, when that is code */
  href(target, page, label) {
    if (/^[a-z]+:/.test(target) || target.startsWith('#')) return target;
    const [path, fragment] = target.split('#');
    const absolute = posix.normalize(posix.join(dirname(page.source), path)).replace(/\/$/, '');
    const place = this.place(absolute, label);
    const own = relative(page.url, place);
    return fragment ? `${own.split('#')[0]}#${fragment}` : own;
  }
}
