/** Bundles each peer alone, as for an application that uses nothing else. */
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { planShape } from '../../scripts/plan-shape.mjs';

const here = import.meta.dirname;
export const builtFolder = join(here, 'built');
export const PEERS = ['lit', 'lock', 'formbricks', 'surveyjs', 'posthog'];

/**
 * Fills `built/NAME/` for each peer.
 * @returns {Promise<{ built: string[], notes: string[] }>} those that can be measured, and what kept the others from it
 */
export async function buildPeers(handleBuilt) {
  const built = [];
  const notes = [];
  for (const name of PEERS) {
    try {
      await buildPeer(name);
      built.push(name);
    } catch (error) {
      notes.push(`${name} is left out: it cannot be bundled (${firstLine(error)}).`);
    }
    handleBuilt();
  }
  return { built, notes };
}

/** Brotli size of a module of the project with all that it imports, bundled and minified alone. */
export async function bundledBytes(path) {
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    plugins: [planShape],
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(here, '../..', path), formats: ['es'] },
      rolldownOptions: { output: { minify: true } },
    },
  });
  return output.reduce((sum, { code = '' }) => sum + brotliCompressSync(code).length, 0);
}

const buildPeer = (name) =>
  build({
    configFile: false,
    root: here,
    base: './',
    logLevel: 'silent',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: join(builtFolder, name),
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: join(here, 'pages', `${name}.js`),
        output: { entryFileNames: 'index.js', assetFileNames: 'index[extname]' },
      },
    },
  });

export const firstLine = (error) => String(error?.message ?? error).split('\n')[0];
