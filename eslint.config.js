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

/** Rules that need no types. Those that do are in .oxlintrc.json. */
export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'test-results/', 'test/consumers/', 'test/bench/', 'demo/studio/built/', 'site/'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommended, lit['flat/recommended'], wc['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'all' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
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
      'no-console': 'off',
      'no-restricted-syntax': ['error', ...bareAssertions],
    },
  },
  {
    files: ['test/**/*.browser.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...bareAssertions,
        // For these files, .oxlintrc.json turns off the rule of floating promises.
        { selector: 'ExpressionStatement > CallExpression[callee.property.name="accessible"]', message: 'Await accessible().' },
      ],
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
