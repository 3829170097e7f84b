/**
 * Lock and the parts of auth0-js that it needs, prebuilt into one lazily loaded chunk. It is built here and not by the consumer
 * because Lock on auth0-js 10 breaks in esbuild-based bundlers, and so that everyone gets the auth0-js with the fixed token
 * validation.
 */
/// <reference types="vite/client" />
export { Auth0Lock, Auth0LockPasswordless } from 'auth0-lock';

import * as english from 'auth0-lock/lib/i18n/en';

/** Lock's dictionaries are CommonJS modules with their own `default`, inside the module's `default`. */
type DictionaryModule = { default: { default: object } };

// Lock's own dictionaries, one small chunk each: no script from a third party at run time.
const folder = '../../../node_modules/auth0-lock/lib/i18n';
const dictionaries = import.meta.glob<DictionaryModule>([
  '../../../node_modules/auth0-lock/lib/i18n/*.js',
  '!../../../node_modules/auth0-lock/lib/i18n/en.js',
]);

/** Returns Lock's name for a language tag: `pt-BR` → `pt-br`, `de-AT` → `de`; `en` if it has none. */
export function lockLanguage(tag: string): string {
  const name = tag.toLowerCase().replace('zh-hant', 'zh-tw');
  const candidates = [name, name.split('-')[0] ?? name];
  return candidates.find((candidate) => `${folder}/${candidate}.js` in dictionaries) ?? 'en';
}

/**
 * Corrects Lock's own dictionary: at sign-up its German names the login, and its Hebrew puts the provider's name before the
 * sentence.
 */
const CORRECTIONS: Record<string, object> = {
  de: { signUpTerms: 'Mit der Registrierung stimmen Sie unseren Nutzungsbedingungen und Datenschutzbestimmungen zu.' },
  he: { loginWithLabel: 'כניסה עם %s', loginAtLabel: 'כניסה ב־%s' },
};

/** Returns Lock's texts in a language of `lockLanguage`, for `Auth0.registerLanguageDictionary`. */
export async function loadDictionary(language: string): Promise<object> {
  const load = dictionaries[`${folder}/${language}.js`];
  const dictionary = (load ? await load() : english).default.default;
  return { ...dictionary, ...CORRECTIONS[language] };
}
