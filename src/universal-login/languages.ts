/** The languages of Auth0's pages, and those of them in which a plan and the product have texts. */
import { LANGUAGES } from '../locales/pick-language.ts';
import type { ProfileField, Text } from '../plan/plan.ts';

/** https://auth0.com/docs/customize/internationalization-and-localization/universal-login-internationalization */
export const PAGE_LANGUAGES: readonly string[] =
  'am ar ar-EG ar-SA az bg bn bs ca-ES cnr cs cy da de el en en-CA es es-419 es-AR es-MX et eu-ES fa fi fr fr-CA fr-FR gl-ES gu he hi hr hu hy id is it ja ka kk kn ko lt lv mk ml mn mr ms my nb nl nn no pa pl pt pt-BR pt-PT ro ru sk sl so sq sr sv sw ta te th tl tr uk ur vi zgh zh-CN zh-HK zh-TW'.split(
    ' ',
  );

/** Returns Auth0's languages in which `fields` or the product have texts, English first. */
export function languagesOf(fields: readonly ProfileField[]): string[] {
  const tags = new Set([...LANGUAGES, ...fields.flatMap(textsOf).flatMap((text) => (typeof text === 'string' ? [] : Object.keys(text)))].map(primary));
  return ['en', ...PAGE_LANGUAGES.filter((language) => language !== 'en' && tags.has(primary(language)))];
}

/** Returns the tags of the texts of `fields`, English first. */
export function tagsOf(fields: readonly ProfileField[]): [string, ...string[]] {
  const tags = fields.flatMap(textsOf).flatMap((text) => (typeof text === 'string' ? [] : Object.keys(text)));
  return ['en', ...new Set(tags.filter((tag) => tag !== 'en'))];
}

function textsOf({ label, why, placeholder, hint, link, lowLabel, highLabel, options }: ProfileField): Text[] {
  const labels = Array.isArray(options) ? options.map((option) => option.label) : [];
  return [label, why, placeholder, hint, link?.text, lowLabel, highLabel, ...labels].filter((text) => text !== undefined);
}

function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}
