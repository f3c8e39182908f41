// SPDX-License-Identifier: MIT
// node build/serve.mjs DIR [--port N]: a built site on 127.0.0.1, for its author.
// (What the published one needs is any web server.)
import {createReadStream, statSync} from 'node:fs';
import {createServer} from 'node:http';
import {extname, join, normalize, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

const kTypes = {'.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.mjs': 'text/javascript',
  '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8'};

/** The file for a request, or null. normalize() leaves no ".." at the front of an absolute path. */
function fileFor(directory, url) {
  try {
    const path = normalize(decodeURIComponent(new URL(url, 'http://127.0.0.1').pathname));
    const file = join(directory, path, path.endsWith('/') ? 'index.html' : '');
    return statSync(file).isFile() ? file : null;
  } catch {
    return null;
  }
}

/** @returns {{url, close}} once it listens; port 0 takes a free one */
export async function serve(directory, port = 0) {
  const server = createServer((request, response) => {
    const file = fileFor(directory, request.url);
    if (!file) return response.writeHead(404, {'Content-Type': 'text/plain'}).end('Nothing is here.\n');
    response.writeHead(200, {'Content-Type': kTypes[extname(file)] ?? 'application/octet-stream', 'Cache-Control': 'no-store'});
    return createReadStream(file).pipe(response);
  });
  await new Promise((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done));
  const close = () => new Promise(done => {
    server.close(done);
    server.closeAllConnections();
  });
  return {url: `http://127.0.0.1:${server.address().port}/`, close};
}

async function main() {
  const {values, positionals} = parseArgs({allowPositionals: true, options: {port: {type: 'string', default: '8500'}}});
  const server = await serve(resolve(positionals[0]), Number(values.port)).catch(error => {
    throw new Error(error.code === 'EADDRINUSE' ? `port ${values.port} is taken: --port 0 takes a free one` : error.message);
  });
  console.log(`The site:   ${server.url}\nCtrl-C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.close().then(() => process.exit(0)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch(error => {
    console.error(`hop: ${error.message}`);
    process.exitCode = 1;
  });
}
