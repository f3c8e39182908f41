// SPDX-License-Identifier: MIT
// A web server for the tests, below a sub-path: the deck may lie anywhere.
import {createReadStream, existsSync, statSync} from 'node:fs';
import {createServer} from 'node:http';
import {extname, join, normalize} from 'node:path';

const kTypes = {'.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.mjs': 'text/javascript',
  '.json': 'application/json', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.txt': 'text/plain'};
export const kMount = '/some/where/';

/**
 * @param directory what is served
 * @param extra asked first: (path, response) => true when it has answered
 * @returns {{url, close}}
 */
export async function serve(directory, extra = () => false) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const inside = path.startsWith(kMount) ? path.slice(kMount.length) : null;
    if (inside !== null && extra(inside, response)) return;
    const file = join(directory, normalize(`/${inside ?? '.none'}`), path.endsWith('/') ? 'index.html' : '');
    if (inside === null || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {'Content-Type': kTypes[extname(file)] ?? 'application/octet-stream'});
    createReadStream(file).pipe(response);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise(resolve => {
    server.close(resolve);
    server.closeAllConnections();
  });
  return {url: `http://127.0.0.1:${server.address().port}${kMount}`, close};
}
