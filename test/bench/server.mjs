/**
 * A static server for the bench. It uses brotli's best compression, and the browser caches nothing. Everything is read and
 * compressed at the start, so that neither a build at the same time nor compression disturbs a measurement of time.
 */
import { createServer } from 'node:http';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { builtFolder } from './peers.mjs';

const here = import.meta.dirname;
const root = join(here, '../..');
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };
const FRESH = { 'cache-control': 'no-store' };

/** What is served, by the beginning of its address. Bytes of the first two are measured; all else is the page's own. */
const FOLDERS = {
  '/dist/': join(root, 'dist'),
  '/built/': builtFolder,
  '/bench/': join(here, 'pages'),
  '/pages/': join(root, 'demo/pages'),
  '/plans/': join(root, 'demo/plans'),
};

/** A page that is there before what is measured: `probe.js` puts its script in. `tag`: what stands before that. */
function scriptPage(script, styles = [], tag = '') {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>bench</title>
<script src="/bench/probe.js"></script>
<template>
${tag}
${styles.map((href) => `<link rel="stylesheet" href="${href}">`).join('\n')}
<script type="module" src="${script}"></script>
</template>
</head><body><main><h1>A page</h1><p>Words that must not move.</p></main></body></html>`;
}

/**
 * Starts it on a free port. `pages` takes more addresses: path to HTML.
 * @param {{ isAhead?: boolean }} options `false`: each file is read and compressed when it is asked for, where only bytes count
 */
export async function startServer({ isAhead = true } = {}) {
  const files = new Map();
  for (const [prefix, folder] of Object.entries(FOLDERS)) addFolder(files, prefix, folder);
  const pages = new Map([
    ['/blank', '<!doctype html><title>blank</title>'],
    // As the README has it.
    ['/page/ours', scriptPage('/bench/ours.js', [], '<script src="/dist/progressive-lock.js" defer></script>')],
  ]);
  for (const path of files.keys()) {
    const name = /^\/built\/(\w+)\/index\.js$/.exec(path)?.[1];
    if (!name) continue;
    const css = `/built/${name}/index.css`;
    pages.set(`/page/${name}`, scriptPage(path, files.has(css) ? [css] : []));
  }
  files.set('/auth0.min.js', compressed(join(root, 'node_modules/auth0-js/dist/auth0.min.js')));
  if (isAhead) for (const read of files.values()) read();

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const page = pages.get(pathname);
    const file = files.get(pathname)?.();
    if (page) {
      response.writeHead(200, { 'content-type': 'text/html', ...FRESH }).end(page);
    } else if (pathname === '/endpoint') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"user_id":"auth0|bench","user_metadata":{}}');
    } else if (file) {
      const { type, body } = file;
      const headers = { 'content-type': type, 'content-encoding': 'br', 'content-length': body.length, ...FRESH };
      response.writeHead(200, headers).end(body);
    } else {
      response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    }
  });
  await new Promise((resolve, reject) => server.listen(0, 'localhost', resolve).once('error', reject));
  return {
    url: `http://localhost:${server.address().port}`,
    pages,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function addFolder(files, prefix, folder) {
  // What is compared with is built for the benchmark alone.
  if (!existsSync(folder)) return;
  for (const path of readdirSync(folder, { recursive: true })) {
    const file = join(folder, path);
    const isServed = extname(path) in TYPES && !path.startsWith('types/') && statSync(file).isFile();
    if (isServed) files.set(prefix + path, compressed(file));
  }
}

/** Reads and compresses the file once, when it is first called. */
function compressed(file) {
  let read;
  return () => (read ??= { type: `${TYPES[extname(file)]}; charset=utf-8`, body: brotliCompressSync(readFileSync(file)) });
}
