import { readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import svgToTinyDataUri from 'mini-svg-data-uri';
import { defineConfig, mergeConfig, parseAst, Visitor, type Plugin, type UserConfig } from 'vite';
import { planShape } from './scripts/plan-shape.mjs';

const root = import.meta.dirname;
const at = (path: string) => resolve(root, path);
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };

// React (inside Lock) throws if NODE_ENV is unknown.
const define = {
  'process.env.NODE_ENV': JSON.stringify('production'),
  __VERSION__: JSON.stringify(version),
};

/**
 * Uses the sources of auth0-js, part by part. Its exports map offers only the whole package, and saving an answer does not need
 * four fifths of it. As one set of modules, the parts and Lock also share common code.
 */
const auth0Js = [
  { find: /^auth0-js$/, replacement: at('node_modules/auth0-js/src/index.js') },
  { find: /^auth0-js\/(web-auth|management)$/, replacement: at('node_modules/auth0-js/src/$1/index.js') },
  { find: /^auth0-js\/dist\/cordova-auth0-plugin\.min\.js$/, replacement: at('src/auth0/chunks/no-cordova.ts') },
  { find: /^qs$/, replacement: at('src/auth0/chunks/query-string.ts') },
  { find: /^base64-js$/, replacement: at('src/auth0/chunks/base64.ts') },
  { find: /^\.\/agent-base$/, replacement: at('src/auth0/chunks/no-agent.cjs') },
  { find: /^\.\/object-assign$/, replacement: at('src/auth0/chunks/object-assign.ts') },
  { find: /^fast-safe-stringify$/, replacement: at('src/auth0/chunks/stringify.cjs') },
];

/** Converts Lock's icons in its style sheet from base64 to text, which compresses better and saves 10 kB. */
const plainIcons: Plugin = {
  name: 'plain-icons',
  transform(code, id) {
    if (!id.endsWith('/auth0-lock/lib/core.js')) return undefined;
    const icon = /data:image\/svg\+xml;(?:charset=[\w-]+;)?base64,([\w+/=]+)/g;
    return { code: code.replaceAll(icon, (_, base64: string) => svgToTinyDataUri(Buffer.from(base64, 'base64').toString())), map: null };
  },
};

/**
 * The `vendor` build builds `src/auth0/chunks/*.ts` once, and the other builds import its files. Rolldown resolves the path to
 * them from the folder of the entries, as if that were `outDir`.
 */
const vendorChunks = (entries: string, outDir: string): Plugin => ({
  name: 'vendor-chunks',
  enforce: 'pre',
  resolveId(source) {
    const chunk = /\/chunks\/([\w-]+)\.ts$/.exec(source)?.[1];
    return chunk ? { id: at(`${entries}/${posix.relative(outDir, 'dist/vendor')}/${chunk}.js`), external: 'relative' } : undefined;
  },
});

/**
 * The files that most pages load, each defined by its first modules and all that those import: what every page needs, what both
 * Lock's form and the panel need, and what only questions need.
 */
const browserFiles = [
  { name: 'define', tags: ['$initial'], priority: 3 },
  { name: 'base', test: /\/src\/(plan\/(autocomplete|check-plan|codec|country|describe-fault|safe-error)|locales\/(direction|hints|languages\/en)|elements\/language-of|platform\/developer-page)\.ts(\?hints)?$|\/lit\/html\.js$/, priority: 2 },
  { name: 'ask', test: /\/src\/(ask\/(ask-controller|open-ask)|elements\/(panel-view|panel\/panel)|locales\/languages\/en)\.ts(\?panel)?$/, priority: 1 },
];

/**
 * Nearly all functions of these files are called before a question is on the screen. With this comment, V8 compiles them while
 * the file loads, in parallel with the page's own work, instead of one by one. https://v8.dev/blog/explicit-compile-hints
 */
const compileAtOnce = ({ name }: { name: string }): string => (browserFiles.some((file) => file.name === name) ? '//# allFunctionsCalledOnLoad\n' : '');

/** Starts every `import()` together with the files that it needs, which the browser would otherwise find one step later. */
const fetchTogether: Plugin = {
  name: 'fetch-together',
  generateBundle(_options, bundle) {
    const importsOf = (file: string): string[] => {
      const chunk = bundle[file];
      return chunk?.type === 'chunk' ? chunk.imports.filter((name) => name in bundle) : [];
    };
    const closure = (file: string, known = new Set([file])): Set<string> => {
      for (const name of importsOf(file)) if (!known.has(name)) closure(name, known.add(name));
      return known;
    };
    for (const importer of Object.values(bundle)) {
      if (importer.type !== 'chunk') continue;
      const folder = posix.dirname(importer.fileName);
      const isThere = closure(importer.fileName);
      // From the last to the first, so that the positions of the others stay valid.
      for (const { start, end, path } of dynamicImports(importer.code).toReversed()) {
        // In one order everywhere, which compresses better.
        const needed = [...closure(posix.join(folder, path))].slice(1).filter((name) => !isThere.has(name)).toSorted();
        const others = needed.map((name) => `import("./${posix.relative(folder, name)}")`);
        if (!others.length) continue;
        // If another file does not load, the import itself fails.
        const together = `(Promise.allSettled([${others.join()}]),${importer.code.slice(start, end)})`;
        importer.code = importer.code.slice(0, start) + together + importer.code.slice(end);
      }
    }
  },
};

/** Returns the `import()`s of a relative path in `code`, in order. */
function dynamicImports(code: string): { start: number; end: number; path: string }[] {
  const found: { start: number; end: number; path: string }[] = [];
  new Visitor({
    ImportExpression({ start, end, source }) {
      const path = source.type === 'Literal' ? source.value : source.type === 'TemplateLiteral' ? source.quasis[0]?.value.cooked : undefined;
      if (typeof path === 'string' && path.startsWith('.')) found.push({ start, end, path });
    },
  }).visit(parseAst(code));
  return found;
}

/** Removes line breaks and indents from style sheets and templates, which the minifier does not change. */
const tightTemplates: Plugin = {
  name: 'tight-templates',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/src\/elements\/.*\.ts$/.test(id)) return undefined;
    const tight = code
      .replace(/(?<=\bcss = `)[^`]+(?=`;)/g, (css) => css.replaceAll(/(?<=[{};,>]|^)\s*\n\s*/g, '').replaceAll(/;? ?([{}]) ?/g, '$1').replaceAll(/([:;,]) /g, '$1'))
      // Between tags and expressions, between attributes, and before the end of a tag.
      .replaceAll(/(?<=[>}])\n\s+(?=<|\$\{)/g, '')
      .replaceAll(/\n\s+(?=[\w@.?-]+=(?:"|\$\{)|\/?>)/g, ' ');
    return { code: tight, map: null };
  },
};

/** Returns a build of the sources, except the vendor chunks, as minified ESM. */
const sourceBuild = (outDir: string, entry: Record<string, string>, external: RegExp[]): UserConfig => ({
  plugins: [vendorChunks('src', outDir), planShape, tightTemplates],
  build: {
    outDir,
    emptyOutDir: false,
    lib: { entry: Object.fromEntries(Object.entries(entry).map(([name, path]) => [name, at(path)])), formats: ['es'] },
    rolldownOptions: {
      external,
      output: { minify: true, entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
});

/** Returns the build of one script that defines one name, for files that the command line writes. */
const scriptBuild = (entry: string, fileName: string, how: { target: string; minify?: false }): UserConfig => ({
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    ...how,
    lib: { entry: at(entry), formats: ['iife'], name: 'progressiveLock', fileName: () => fileName },
    // Auth0 limits the characters of an Action, and a plan has to fit in together with the runtime.
    rolldownOptions: { output: { comments: { legal: true, jsdoc: false, annotation: false } } },
  },
});

/**
 * Returns the build of one file for Node that contains its packages, so that people who install the elements need not install
 * those.
 */
const nodeBuild = (entry: string, fileName: string): UserConfig => ({
  ssr: { noExternal: true, target: 'node' },
  plugins: [devApart],
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    minify: false,
    target: 'node20',
    ssr: at(entry),
    // Auth0's SDK is larger than all the rest, and only commands that call the Management API need it.
    rolldownOptions: { external: ['auth0'], output: { entryFileNames: fileName, codeSplitting: false } },
  },
});

/** Keeps `dev.js` separate. The command line loads it from its own folder. */
const devApart: Plugin = {
  name: 'dev-apart',
  enforce: 'pre',
  resolveId(source, importer) {
    return source === './dev.ts' && importer ? { id: './dev.js', external: true } : undefined;
  },
};

/** The builds of `npm run build` (scripts/build.mjs), by Vite mode. */
const builds: Record<string, () => UserConfig> = {
  vendor: () => ({
    resolve: { alias: auth0Js },
    plugins: [plainIcons],
    build: {
      outDir: 'dist/vendor',
      emptyOutDir: true,
      lib: {
        entry: ['lock', 'web-auth', 'management'].map((name) => at(`src/auth0/chunks/${name}.ts`)),
        formats: ['es'],
      },
      rolldownOptions: {
        output: {
          minify: true,
          comments: false,
          entryFileNames: '[name].js',
          chunkFileNames: ({ moduleIds }) =>
            moduleIds.every((id) => id.includes('/i18n/')) ? 'languages/[name].js' : 'shared-[name].js',
        },
      },
    },
  }),

  /**
   * For bundlers and import maps. Lit and React come from the application, so that a page has them once. Packages that only the
   * server needs come from the server.
   */
  npm: () => {
    const build = sourceBuild(
      'dist',
      { index: 'src/index.ts', define: 'src/define.ts', 'tell-us-more': 'src/tell-us-more.ts', 'profile-meter': 'src/profile-meter.ts', headless: 'src/headless.ts', plan: 'src/plan/index.ts', server: 'src/server/index.ts', testing: 'src/testing/index.ts', react: 'src/react.ts', vue: 'src/vue.ts' },
      [/^lit($|\/)/, /^@lit\/(react|reactive-element)($|\/)/, /^(react|vue|auth0|jose|rate-limiter-flexible)$/],
    );
    // The code that every element begins with stays in one file, even if others import a part of it. Otherwise, bundlers would
    // also split it.
    return mergeConfig(build, { build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'run', test: /\/src\/ask\/(run|plain-data|plan-source)\.ts$/ }] } } } } });
  },

  /** For the script tag. Everything except the vendor chunks has its own files. */
  browser: () => {
    const build = sourceBuild('dist/browser', { define: 'src/browser.ts' }, []);
    // No one bundles these files, so they do not need the comments that mark calls without side effects.
    const comments = false;
    // Other files also import from the entry, which must not split it into two files.
    const rolldownOptions = { preserveEntrySignatures: 'allow-extension' as const, output: { codeSplitting: { groups: browserFiles }, postBanner: compileAtOnce, comments } };
    return mergeConfig(build, { plugins: [fetchTogether], build: { rolldownOptions } });
  },

  /** The pure functions in one file, for pages without a bundler, such as a login page at Auth0. */
  plan: () => ({
    build: {
      outDir: 'dist/browser',
      emptyOutDir: false,
      lib: { entry: { plan: at('src/plan/index.ts') }, formats: ['es'] },
      rolldownOptions: { output: { minify: true, entryFileNames: '[name].js', codeSplitting: false } },
    },
  }),

  /** The runtime in every generated Action: readable, for Node 18, and a script that defines one name. */
  action: () => scriptBuild('src/action/runtime.ts', 'action-runtime.js', { target: 'node18', minify: false }),
  'sign-up-action': () => scriptBuild('src/universal-login/runtime.ts', 'sign-up-action-runtime.js', { target: 'node18', minify: false }),

  /** The script of Auth0's sign-up page, where every character counts. */
  'sign-up-page': () => scriptBuild('src/universal-login/page-check.ts', 'sign-up-page.js', { target: 'es2020' }),

  /** The command line. */
  cli: () => nodeBuild('src/cli/cli.ts', 'cli.js'),

  /**
   * The tenant, which only `progressive-lock dev` loads. It is not a chunk of the command line, because that is a single file.
   */
  dev: () => nodeBuild('src/cli/dev.ts', 'dev.js'),

  /**
   * The file of the script tag. It runs as a classic script and as a module, so it has no `import`, no `export` and no global.
   */
  script: () => ({
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      lib: { entry: at('src/script.ts'), formats: ['iife'], name: 'unused', fileName: () => 'progressive-lock.js' },
    },
  }),

  /** The designers' page of the demo. It finds the vendor chunks where the demo server has them: in /dist/, next to /studio/. */
  studio: () => ({
    root: at('demo/studio'),
    base: './',
    plugins: [vendorChunks('demo/studio', 'studio'), planShape],
    build: {
      outDir: 'built',
      emptyOutDir: true,
      target: 'es2022',
      // Older browsers lack light-dark(). Its replacement would not follow the color-scheme of the preview.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      modulePreload: false,
      rolldownOptions: { input: [at('demo/studio/index.html'), at('demo/studio/preview.html')] },
    },
  }),
};

export default defineConfig(({ mode }) => {
  const build = builds[mode];
  if (!build) throw new Error(`Expected --mode ${Object.keys(builds).join(' or ')}, got "${mode}".`);
  return { configFile: false, publicDir: false, define, ...build() };
});
