/** Converts a plan to the parts of Auth0's sign-up page: partials by screen and entry point, and custom texts by language. */
import type { ProfilePlan } from '../plan/plan.ts';
import { SHOWN_MARK, signUpPageFields } from '../plan/sign-up-page.ts';
import { fieldTemplate, PageWords } from './field-template.ts';
import { languagesOf, PAGE_LANGUAGES } from './languages.ts';
import { MAX_VARIABLES, placeTexts, type Template } from './page-text.ts';

/** Auth0's limit on a partial. */
export const MAX_PARTIAL = 10_000;

/** Our part of a partial is between these. A partial may also contain other parts. */
export const PART_START = '{%comment%}progressive-lock{%endcomment%}';
export const PART_END = '{%comment%}/progressive-lock{%endcomment%}';

export const ENTRY_POINTS = ['form-content-start', 'form-content-end'] as const;
export type EntryPoint = (typeof ENTRY_POINTS)[number];

export interface SignUpPageOptions {
  /** The text of `dist/sign-up-page.js`. */
  script: string;
  /** The client IDs of the applications whose sign-up page has the fields. Default: all. */
  clients?: string[];
  /** Auth0's tags of the page's languages. Default: all in which the plan or the product has texts. */
  languages?: string[];
  /** The custom text variables of others, of the 30 of a screen. */
  takenVariables?: number;
  /** The characters of others, of the 10,000 of a partial. */
  takenCharacters?: Partial<Record<EntryPoint, number>>;
}

export interface SignUpPage {
  /** By entry point: the fields before the email address, or after the password. */
  partials: Partial<Record<EntryPoint, string>>;
  /** By language, then by name (`var-…`). */
  texts: Record<string, Record<string, string>>;
  /** The names of the page's fields. */
  fields: string[];
  /** The fields with `"ask": "signup"` that the page cannot show. The panel asks them later. */
  deferred: { name: string; reason: string }[];
}

/**
 * @throws {RangeError} if the fields do not fit into two partials
 * @throws {TypeError} for an unknown language, an invalid client ID, or a relative link
 */
export function buildSignUpPage(plan: ProfilePlan, options: SignUpPageOptions): SignUpPage {
  const { fields, deferred } = signUpPageFields(plan);
  const languages = options.languages ? readLanguages(options.languages) : languagesOf(fields);
  const names = fields.map(({ name }) => name);
  if (fields.length === 0) return { partials: {}, texts: {}, fields: names, deferred };
  const words = new PageWords(languages);
  const questions = fields.map((field) => fieldTemplate(field, words));
  const head = headTemplate(options.script, words);
  const limit = MAX_VARIABLES - (options.takenVariables ?? 0);
  for (const savesRoom of [false, true]) {
    const { render, variables } = placeTexts([head, ...questions], { languages, limit, savesRoom });
    const partials = distribute(render(head), questions.map(render), options);
    if (partials) return { partials, texts: variables, fields: names, deferred };
  }
  const { render } = placeTexts([head, ...questions], { languages, limit, savesRoom: true });
  throw tooLong([head, ...questions].map(render).join('').length, options);
}

function readLanguages(languages: readonly string[]): string[] {
  const unknown = languages.find((language) => !PAGE_LANGUAGES.includes(language));
  if (unknown !== undefined) throw new TypeError(`Expected languages of Auth0's pages, such as de or pt-BR, got ${JSON.stringify(unknown)}.`);
  return [...new Set(['en', ...languages])];
}

/** The parts that a page has once: the script, a few styles, all messages, and the mark. */
function headTemplate(script: string, words: PageWords): Template {
  const code = script.trim();
  // The script of the build does not contain them, but another one may.
  if (/<\/script|<!--/i.test(code) || /\{%-?endraw/.test(code.replaceAll(/\s/g, ''))) throw new TypeError('Expected a script without "</script", "<!--" and "endraw".');
  const style = '.plock{border:0;margin:0;padding:0}.plock-why{margin:4px 0 12px;font-size:.875em}.ulp-field:not(:focus-within) ::placeholder{color:transparent}';
  return [`<style>${style}</style><script>{%raw%}${code}{%endraw%}</script>`, ...words.list, `<input type="hidden" name="${SHOWN_MARK}" value="1">`];
}

/**
 * Returns the partials. Everything is after the password if it fits there. Otherwise, the script is in the first entry point, with as
 * few fields as possible. Returns `undefined` if they do not fit.
 */
function distribute(head: string, questions: readonly string[], { clients, takenCharacters = {} }: SignUpPageOptions): SignUpPage['partials'] | undefined {
  const wrap = (content: string) => PART_START + forClients(content, clients) + PART_END;
  const room = (entryPoint: EntryPoint) => MAX_PARTIAL - (takenCharacters[entryPoint] ?? 0);
  const all = wrap(head + questions.join(''));
  if (all.length <= room('form-content-end')) return { 'form-content-end': all };
  for (let count = 0; count <= questions.length; count++) {
    const start = wrap(head + questions.slice(0, count).join(''));
    const end = wrap(questions.slice(count).join(''));
    if (start.length > room('form-content-start')) break;
    if (end.length <= room('form-content-end')) return { 'form-content-start': start, ...(count < questions.length && { 'form-content-end': end }) };
  }
  return undefined;
}

function tooLong(length: number, { takenCharacters = {} }: SignUpPageOptions): RangeError {
  const taken = Object.values(takenCharacters).reduce((sum, characters) => sum + characters, 0);
  const others = taken > 0 ? `, of which others have ${taken}` : '';
  return new RangeError(
    `The sign-up fields need ${length} characters, and Auth0 takes ${MAX_PARTIAL} in each of two places of a page${others}. Give fewer languages (--language), shorten texts or options, or ask some fields later.`,
  );
}

/** The page belongs to the tenant, so it has to check the application. */
function forClients(content: string, clients: readonly string[] | undefined): string {
  if (!clients || clients.length === 0) return content;
  const odd = clients.find((client) => !/^[\w-]{1,100}$/.test(client));
  if (odd !== undefined) throw new TypeError(`Expected a client ID of letters, digits, "_" and "-", got ${JSON.stringify(odd)}.`);
  return `{%if ${clients.map((client) => `application.id=='${client}'`).join(' or ')}%}${content}{%endif%}`;
}
