import parser from '@typescript-eslint/parser';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';

/** Rules for templates and elements, where those are. All others are in .oxlintrc.json. */
export default [
  { ignores: ['dist/', 'node_modules/', 'test-results/', 'test/consumers/', 'test/bench/', 'demo/studio/built/', 'site/'] },
  {
    files: ['src/{elements,report,tenant,cli}/**/*.ts', 'demo/studio/**/*.ts', 'test/{elements,studio}/**/*.ts', 'test/**/*.{browser,journey}.test.ts'],
    languageOptions: { parser },
    plugins: { ...lit['flat/recommended'].plugins, ...wc['flat/best-practice'].plugins, 'lit-a11y': litA11y },
    rules: {
      ...lit['flat/recommended'].rules,
      ...wc['flat/best-practice'].rules,
      ...litA11y.configs.recommended.rules,
      // The class and its registration live in different files on purpose (src/define.ts).
      'wc/guard-super-call': 'off',
    },
  },
];
