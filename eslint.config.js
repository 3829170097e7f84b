import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/** Imports point one way: plan ← person ← ask ← elements ← entries; auth0 implements the ports of person (CONTRIBUTING.md, "Layout"). */
const mayNotImport = (files, folders) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ group: folders.map((name) => `**/${name}/**`), message: 'Imports point one way: see CONTRIBUTING.md, "Layout".' }] },
    ],
  },
});

/** Node reads the source again to say what a bare `assert.ok(x)` was about, which can take minutes of computing. */
const bareAssertions = [
  { selector: 'CallExpression[callee.object.name="assert"][callee.property.name="ok"][arguments.length<2]', message: 'Give it a message, or use assert.equal().' },
  { selector: 'CallExpression[callee.name="assert"]', message: 'Use assert.equal(), or assert.ok() with a message.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'test-results/', 'test/consumers/', 'test/bench/', 'demo/studio/built/', 'site/'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked, lit['flat/recommended'], wc['flat/best-practice']],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'all' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-console': ['error', { allow: ['error', 'warn'] }],
      eqeqeq: 'error',
      // The class and its registration live in different files on purpose (src/define.ts).
      'wc/guard-super-call': 'off',
    },
  },
  {
    files: ['test/**/*.ts', 'demo/**/*.ts'],
    rules: {
      // node:test's it() and describe() return promises nobody needs to await.
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', name: ['it', 'test', 'describe', 'before', 'after', 'beforeEach', 'afterEach'], package: 'node:test' }] }],
      'no-console': 'off',
      'no-restricted-syntax': ['error', ...bareAssertions],
    },
  },
  {
    files: ['test/**/*.browser.test.ts'],
    rules: {
      // All of chai's assertions look like promises to the rule, since accessible() is one; only that one has to be awaited.
      '@typescript-eslint/no-floating-promises': 'off',
      'no-restricted-syntax': [
        'error',
        ...bareAssertions,
        { selector: 'ExpressionStatement > CallExpression[callee.property.name="accessible"]', message: 'Await accessible().' },
      ],
      // "to.be.called" and the like are read for their effect.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  mayNotImport(['src/locales/**'], ['plan', 'platform', 'person', 'ask', 'auth0', 'elements', 'action', 'universal-login', 'server', 'tenant', 'cli']),
  mayNotImport(['src/platform/**'], ['person', 'ask', 'auth0', 'elements', 'action', 'universal-login', 'server', 'tenant', 'cli']),
  mayNotImport(['src/plan/**'], ['platform', 'person', 'ask', 'auth0', 'elements', 'action', 'universal-login', 'server', 'tenant', 'cli']),
  mayNotImport(['src/person/**'], ['ask', 'auth0', 'elements', 'locales', 'action', 'universal-login', 'server', 'tenant', 'cli']),
  mayNotImport(['src/auth0/**'], ['ask', 'elements', 'action', 'universal-login', 'server', 'tenant', 'cli']),
  mayNotImport(['src/ask/**'], ['auth0', 'elements', 'action', 'universal-login', 'server', 'tenant', 'cli']),
  mayNotImport(['src/elements/**'], ['action', 'universal-login', 'server', 'tenant', 'cli']),
  mayNotImport(['src/testing/**'], ['platform', 'ask', 'auth0', 'elements', 'locales', 'action', 'universal-login', 'report', 'server', 'tenant', 'cli']),
  mayNotImport(['src/report/**'], ['platform', 'person', 'ask', 'auth0', 'elements', 'locales', 'action', 'universal-login', 'server', 'tenant', 'cli']),
  mayNotImport(['src/action/**', 'src/server/**'], ['platform', 'person', 'ask', 'auth0', 'elements', 'locales', 'universal-login', 'tenant', 'cli']),
  mayNotImport(['src/tenant/**'], ['plan', 'platform', 'person', 'ask', 'auth0', 'elements', 'locales', 'action', 'report', 'server', 'testing', 'cli']),
  mayNotImport(['src/universal-login/**'], ['platform', 'person', 'ask', 'auth0', 'elements', 'report', 'server', 'tenant', 'cli']),
);
