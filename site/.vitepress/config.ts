import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { defineConfig, type MarkdownOptions } from 'vitepress';

const root = resolve(import.meta.dirname, '../..');
const { repository = '' } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { repository?: string };
const [, slug] = /^github:(.+)$/.exec(repository) ?? [];
/** Where the source files are. Unknown until `npm run set-repository`. */
const source = slug && !slug.startsWith('OWNER/') ? `https://github.com/${slug}/blob/main/` : undefined;

const docs = (...names: [file: string, text: string][]) => names.map(([file, text]) => ({ text, link: `/docs/${file}` }));

export default defineConfig({
  srcDir: '..',
  // Only these folders hold pages.
  srcExclude: ['test/**', 'dist/**', 'demo/**', 'src/**', 'scripts/**', '.github/**', '.changeset/**', 'site/node_modules/**'],
  outDir: join(root, 'site/built'),
  cacheDir: join(root, 'site/.vitepress/cache'),
  base: process.env.SITE_BASE ?? '/',
  rewrites: { 'site/index.md': 'index.md', 'site/playground.md': 'playground.md', 'README.md': 'start.md' },
  title: 'progressive-lock',
  description: 'Progressive profiling for Auth0: a short sign-up form, then one or two well-timed questions in later sessions.',
  lang: 'en',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  cleanUrls: true,
  // The studio is copied into the built site, and is no page that VitePress knows.
  ignoreDeadLinks: [/^\/studio\//, /^https?:\/\/localhost/],
  markdown: { config: linkToSource, languageAlias: { angular: 'angular-ts' } },
  vite: {
    // srcDir is the project's root, whose vite.config.ts builds the package.
    configFile: false,
    publicDir: join(root, 'site/public'),
    resolve: {
      alias: [
        { find: /^progressive-lock$/, replacement: join(root, 'dist/index.js') },
        { find: /^progressive-lock\/(.+)$/, replacement: join(root, 'dist/$1.js') },
      ],
      dedupe: ['vue'],
    },
    server: { fs: { allow: [root] } },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Guide', link: '/start' },
      { text: 'Playground', link: '/playground' },
      { text: 'Studio', link: '/studio/index.html', target: '_self' },
      { text: 'Changelog', link: '/CHANGELOG' },
    ],
    sidebar: [
      {
        text: 'Start',
        items: [
          { text: 'Overview', link: '/start' },
          ...docs(['choose', 'Which way is mine?'], ['tenant', 'Set up a tenant'], ['develop', 'Develop without a tenant'], ['migration', 'Migrate']),
        ],
      },
      {
        text: 'Build',
        items: docs(
          ['plan', 'Plan reference'],
          ['elements', 'Elements reference'],
          ['frameworks', 'Frameworks'],
          ['navigation', 'Single-page navigation'],
          ['lock', 'Lock in detail'],
          ['universal-login', 'Universal Login'],
          ['saving', 'Ways to save'],
          ['theming', 'Theming and words'],
          ['headless', 'Your own design'],
          ['functions', 'Functions'],
          ['testing', 'Test your application'],
        ),
      },
      {
        text: 'Run',
        items: docs(['cli', 'The command line'], ['operate', 'Operation'], ['upgrade', 'Upgrade'], ['report', 'Reports and experiments'], ['privacy', 'Consent and privacy'], ['security', 'Security'], ['csp', 'Content Security Policy']),
      },
    ],
    ...(source && { socialLinks: [{ icon: 'github', link: `https://github.com/${slug}` }] }),
  },
});

/** Links to files that are not pages lead to the repository. While it is unknown, they are plain text. */
function linkToSource(md: Parameters<NonNullable<MarkdownOptions['config']>>[0]): void {
  md.core.ruler.push('link-to-source', ({ tokens, env }) => {
    const page = (env as { path?: string }).path;
    if (!page) return;
    for (const { children } of tokens) {
      let isText = false;
      for (const token of children ?? []) {
        if (token.type === 'link_close' && isText) {
          isText = false;
          token.tag = 'span';
        }
        if (token.type !== 'link_open') continue;
        const href = token.attrGet('href') ?? '';
        const [file = '', hash] = href.split('#');
        const path = relative(root, resolve(dirname(page), file));
        if (path === 'README.md') token.attrSet('href', hash ? `/start#${hash}` : '/start');
        if (/^(\w+:|#|\/)/.test(href) || /\.md(#|$)/.test(href) || path.startsWith('..') || !existsSync(join(root, path))) continue;
        if (source) {
          token.attrSet('href', source + path);
          continue;
        }
        isText = true;
        token.tag = 'span';
        token.attrs = null;
      }
    }
  });
}
