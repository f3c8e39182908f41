// SPDX-License-Identifier: MIT
// Octets are strings of characters U+0000 to U+00FF, as in the JSON.

const kNames = { '\r': '\\r', '\n': '\\n', '\t': '\\t', '\\': '\\\\' };
const kOctets = { r: '\r', n: '\n', t: '\t', '\\': '\\', 0: '\0' };

/** Printable ASCII as it is, everything else escaped: "\r", "\xE9". */
export function escaped(octets) {
  return octets.replace(/[^ -~]|\\/g, (c) =>
    kNames[c] ?? '\\x' + c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0'));
}

/** One line of 16 octets: {offset, hex, text}. */
export function hexLines(octets, offset = 0) {
  const lines = [];
  for (let at = 0; at < octets.length; at += 16) {
    const row = octets.slice(at, at + 16);
    lines.push({
      offset: (offset + at).toString(16).padStart(4, '0'),
      hex: [...row].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')),
      text: row.replace(/[^ -~]/g, '·'),
    });
  }
  return lines;
}

/**
 * A request as text to edit: what is sent is what is written, "\r\n" included;
 * a line break in the box is for the eye only. "\p{100}" is a pause of 100 ms.
 */
export function toEditable(parts) {
  return parts.map((part) =>
    typeof part === 'string'
      ? escaped(part).replace(/\\n/g, '\\n\n')
      : `\\p{${part.wait}}\n`).join('').replace(/\n$/, '');
}

/** Where and why a text cannot be understood. */
export class EditError extends Error {
  constructor(reason, line, column) {
    super(reason);
    this.reason = reason;
    this.line = line;
    this.column = column;
  }
}

/** The other way round. @throws EditError with a reason of words.js. */
export function fromEditable(text) {
  const parts = [];
  let octets = '';
  const push = () => { if (octets !== '') parts.push(octets); octets = ''; };
  text.split('\n').forEach((line, number) => {
    for (let at = 0; at < line.length;) {
      const fail = (reason) => { throw new EditError(reason, number + 1, at + 1); };
      const rest = line.slice(at);
      const pause = /^\\p\{(\d{1,5})\}/.exec(rest);
      const hex = /^\\x([0-9a-fA-F]{2})/.exec(rest);
      if (pause) {
        push();
        parts.push({ wait: Number(pause[1]) });
        at += pause[0].length;
      } else if (hex) {
        octets += String.fromCharCode(parseInt(hex[1], 16));
        at += 4;
      } else if (rest[0] === '\\') {
        if (!(rest[1] in kOctets)) fail('unknownEscape');
        octets += kOctets[rest[1]];
        at += 2;
      } else if (rest.codePointAt(0) > 0xff) {
        fail('notAnOctet');
      } else {
        octets += rest[0];
        at += 1;
      }
    }
  });
  push();
  if (!parts.some((part) => typeof part === 'string')) throw new EditError('emptyRequest', 1, 1);
  return parts;
}
