// SPDX-License-Identifier: MIT
// Markdown into HTML, as a code host shows it: headings with anchors, code in
// colours, links of the site. "<!-- generated: NAME -->" is what generated.mjs
// makes of the sources; other comments (the weaver's) leave no trace.
import GithubSlugger from 'github-slugger';
import hljs from 'highlight.js/lib/common';
import cmake from 'highlight.js/lib/languages/cmake';
import {Marked} from 'marked';
import {BuildError} from '../../slides/build/errors.mjs';
import {escapeHtml} from './shell.mjs';

hljs.registerLanguage('cmake', cmake);
const kLanguages = {console: 'shell', sh: 'bash', text: 'plaintext', '': 'plaintext'};

export function codeHtml(text, language = '') {
  const name = kLanguages[language] ?? language;
  const inner = hljs.getLanguage(name) ? hljs.highlight(text, {language: name}).value : escapeHtml(text);
  return `<pre class="code" tabindex="0"><code class="language-${escapeHtml(name)}">${inner}</code></pre>\n`;
}

/** "24/24" of the matrix, in its colour. */
function cellKind(text) {
  const cell = /^(✔ )?(\d+)\/(\d+)$/.exec(text);
  if (!cell) return '';
  return cell[1] ? ' class="cell green"' : cell[2] === '0' ? ' class="cell red"' : ' class="cell guard"';
}

function table(token) {
  const row = (cells, tag, from = this) => `<tr>${cells.map(({tokens, text}, column) => {
    const first = column === 0 && tag === 'td' && cellKind(cells[1]?.text ?? '') !== '';
    const name = first ? 'th scope="row"' : tag === 'th' && text ? 'th scope="col"' : `td${cellKind(text)}`;
    return `<${name}>${from.parser.parseInline(tokens)}</${name.slice(0, 2)}>`;
  }).join('')}</tr>\n`;
  return `<div class="scroll" tabindex="0"><table>\n<thead>${row(token.header, 'th')}</thead>\n<tbody>\n${token.rows.map(cells => row(cells, 'td')).join('')}</tbody></table></div>\n`;
}

/** "RFC 9112 section 9.3, RFC 9113" with links to what they say. */
export const rfcLinks = html => html.replace(/RFC (\d{4}) section (\d+(?:\.\d+)*)/g, (all, rfc, section) =>
  `<a href="https://www.rfc-editor.org/rfc/rfc${rfc}.html#section-${section}">RFC&nbsp;${rfc}&nbsp;§${section}</a>`);

class Renderer {
  constructor(links, page, generated) {
    Object.assign(this, {links, page, generated, slugger: new GithubSlugger(), headings: []});
    this.marked = new Marked({renderer: this.#overrides()});
  }

  #overrides() {
    const me = this;
    return {
      heading({tokens, depth, text}) {
        const id = me.slugger.slug(text.replace(/[`*]/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
        const html = this.parser.parseInline(tokens);
        me.headings.push({depth, id, html: html.replace(/<\/?a[^>]*>/g, '')});
        return `<h${depth} id="${id}">${html}${depth === 1 ? '' : `<a class="anchor" href="#${id}" aria-label="Link to this section">#</a>`}</h${depth}>\n`;
      },
      code: ({text, lang}) => codeHtml(text, lang?.split(' ')[0]),
      table(token) { return table.call(this, token); },
      link({href, tokens}) {
        const label = tokens.length === 1 && tokens[0].type === 'codespan' ? tokens[0].text : undefined;
        return `<a href="${escapeHtml(me.links.href(href, me.page, label))}">${this.parser.parseInline(tokens)}</a>`;
      },
      image: ({href, text}) => `<img src="${escapeHtml(me.links.href(href, me.page))}" alt="${escapeHtml(text)}" loading="lazy">`,
      html: ({text}) => me.comment(text),
    };
  }

  comment(text) {
    if (/-->[ \t]*[^\s<]/.test(text)) throw new Error(`a line that begins with a comment is no text: '${text.trim().split('\n')[0]}'`);
    const wanted = /^<!-- generated: ([\w-]+)(?: (.*?))? -->/.exec(text.trim());
    if (wanted) return this.generated(wanted[1], wanted[2] ?? '', this.page);
    return text.replace(/<!--[\s\S]*?-->/g, '');
  }
}

/**
 * @param page {source, url}
 * @param generated (name, words, page) => HTML
 * @returns {{html, title, headings}}
 * @throws BuildError
 */
export function render(text, {links, page, generated}) {
  const renderer = new Renderer(links, page, generated);
  try {
    const html = renderer.marked.parse(text);
    return {html, title: renderer.headings[0]?.html.replace(/<[^>]*>/g, '') ?? page.url, headings: renderer.headings};
  } catch (error) {
    if (error instanceof BuildError) throw error;
    const missing = /'([^']+)'/.exec(error.message)?.[1] ?? '';
    const line = text.split('\n').findIndex(candidate => missing && candidate.includes(missing.split('/').at(-1))) + 1;
    throw new BuildError(page.source, line || 1, error.message.split('\n')[0]);
  }
}
