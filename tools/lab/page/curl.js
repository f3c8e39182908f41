// SPDX-License-Identifier: MIT
// The request as a line for a terminal.

const quoted = (text) =>
  /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

const kAddress = '127.0.0.1:8080';

/** Method, target, fields and body of one well-formed request, or null. */
function understood(octets) {
  const head = /^([A-Z]+) (\/\S*) HTTP\/1\.1\r\n((?:[^\r\n:]+:[^\r\n]*\r\n)*)\r\n([^]*)$/.exec(octets);
  if (!head) return null;
  const fields = head[3].split('\r\n').filter(Boolean).map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const length = fields.find(([name]) => name.toLowerCase() === 'content-length');
  const body = head[4];
  if (fields.some(([name]) => name.toLowerCase() === 'transfer-encoding')) return null;
  if (body.length !== Number(length?.[1] ?? 0)) return null;
  if (/[^\n -~]/.test(octets.replaceAll('\r\n', '\n'))) return null;
  return { method: head[1], target: head[2], fields, body };
}

/**
 * @param parts the request, as in the catalogue.
 * @param noproxy curl would ask somebody else even for 127.0.0.1.
 */
export function curlLine(parts, noproxy) {
  const skip = noproxy ? " --noproxy '*'" : '';
  const octets = parts.filter((part) => typeof part === 'string').join('');
  const request = parts.length === 1 ? understood(octets) : null;
  if (!request) return rawLine(parts, skip);
  const words = [`curl -i${skip}`];
  if (/\/\.{1,2}(\/|$|\?)/.test(request.target)) words.push('--path-as-is');
  const usual = request.body ? 'POST' : 'GET';
  if (request.method !== usual) words.push(`-X ${request.method}`);
  for (const [name, value] of request.fields) {
    if (name.toLowerCase() === 'content-length') continue;
    words.push(`-H ${quoted(value ? `${name}: ${value}` : `${name};`)}`);
  }
  if (request.body) words.push(`--data-binary ${dollarQuoted(request.body)}`);
  words.push(quoted(`http://${kAddress}${request.target}`));
  return words.join(' ');
}

const dollarQuoted = (text) =>
  text.includes('\n') ? `$'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
    : quoted(text);

/** Octets that curl would not send: bash's own connection does. */
function rawLine(parts, skip) {
  const words = parts.map((part) => typeof part === 'string'
    ? `printf '${[...part].map(printfOctet).join('')}'`
    : `sleep ${part.wait / 1000}`);
  return `(${words.join('; ')}; sleep 1) | curl -s${skip} telnet://${kAddress}`;
}

function printfOctet(c) {
  if (c === '\r') return '\\r';
  if (c === '\n') return '\\n';
  if (c === '%') return '%%';
  if (c === '\\') return '\\\\';
  if (c === "'" || c < ' ' || c > '~') return `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`;
  return c;
}
