/**
 * Texts on a page that is a Liquid template. A plan's texts stay text there: characters that HTML, Liquid, Markdown or the deploy
 * CLI's keyword replacement (`@@KEY@@`, `##KEY##`) interpret are escaped.
 */

/** A text of the page, by language. */
export interface PageText {
  /** The name of its variable: letters and digits. */
  name: string;
  /** By Auth0's language tag; English first. */
  words: ReadonlyMap<string, string>;
}

/** A template whose texts are not yet divided into variables and others. */
export type Template = (string | PageText)[];

const ACTIVE = /[&<>"'{}%`@#\\$\u007f-\u009f]|[\u0000-\u001f\u2028\u2029]/g;
const LONE_SURROGATE = /\p{Cs}/gu;

/** Escapes `text` for HTML and Liquid: in element content, in a quoted attribute, or in a Liquid string. */
export function toInertHtml(text: string): string {
  return text.replace(LONE_SURROGATE, '\ufffd').replace(ACTIVE, (sign) => {
    const code = sign.charCodeAt(0);
    // References to most control characters are errors in HTML.
    if (code < 32 && code !== 10 && code !== 9) return ' ';
    return code >= 127 && code < 160 ? ' ' : `&#${code};`;
  });
}

/**
 * True for a text that can be an Auth0 custom text. Auth0 replaces `${…}`, converts Markdown links, and does not document whether it
 * escapes HTML.
 */
export function isPlain(words: string): boolean {
  return !/[&<>{}[\]$#@`*_%\\\p{C}]/u.test(words) && words === words.trim();
}

/** Auth0's limit for a screen and a language. */
export const MAX_VARIABLES = 30;

export interface RenderedTexts {
  /** The template's text. */
  render: (template: Template) => string;
  /** Auth0's custom texts, by language, then by name (`var-…`). */
  variables: Record<string, Record<string, string>>;
}

/**
 * Decides which texts of `templates` become custom text variables: at most `limit`, those first that save most characters of the
 * template. With `savesRoom`, only those that save characters. The others are in the template in every language.
 */
export function placeTexts(
  templates: readonly Template[],
  { languages, limit, savesRoom }: { languages: readonly string[]; limit: number; savesRoom: boolean },
): RenderedTexts {
  const uses = new Map<string, { text: PageText; count: number }>();
  for (const part of templates.flat()) {
    if (typeof part === 'string') continue;
    const key = keyOf(part);
    const use = uses.get(key);
    if (use) use.count += 1;
    else uses.set(key, { text: part, count: 1 });
  }
  const names = new Map<string, string>();
  const candidates = [...uses]
    .filter(([, { text }]) => new Set(text.words.values()).size > 1 && [...text.words.values()].every(isPlain))
    .map(([key, { text, count }]) => ({ key, text, saving: count * (inline(text).length - variable(text, text.name).length) }))
    .filter(({ saving }) => saving > 0 || !savesRoom)
    .sort((one, other) => other.saving - one.saving)
    .slice(0, Math.max(0, limit));
  const taken = new Set<string>();
  // In the order of the page, so that names do not depend on the saved characters.
  for (const [key, { text }] of uses) {
    if (!candidates.some((candidate) => candidate.key === key)) continue;
    const base = text.name.toLowerCase().replace(/[^a-z\d]/g, '').slice(0, 40);
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base}${number}`;
    taken.add(name);
    names.set(key, name);
  }
  const variables: RenderedTexts['variables'] = {};
  for (const [key, name] of names) {
    const words = uses.get(key)?.text.words;
    for (const language of languages) (variables[language] ??= {})[variableName(name)] = words?.get(language) ?? '';
  }
  const renderText = (text: PageText) => {
    const name = names.get(keyOf(text));
    return name === undefined ? inline(text) : variable(text, name);
  };
  return { variables, render: (template) => template.map((part) => (typeof part === 'string' ? part : renderText(part))).join('') };
}

/** Our variables begin with this, so that they can be found again. */
export const VARIABLE_PREFIX = 'var-plock';

function variableName(name: string): string {
  return VARIABLE_PREFIX + name;
}

function keyOf({ words }: PageText): string {
  return JSON.stringify([...words.values()]);
}

function english({ words }: PageText): string {
  return words.get('en') ?? '';
}

/** Writes a variable, with a default for languages without a text. `escape_once` is correct whether Auth0 escapes texts or not. */
function variable(text: PageText, name: string): string {
  return `{{prompt.screen.texts.varPlock${name}|default:'${toInertHtml(english(text))}'|escape_once}}`;
}

function inline(text: PageText): string {
  const fallback = english(text);
  const groups = new Map<string, string[]>();
  for (const [language, words] of text.words) {
    if (words !== fallback) groups.set(words, [...(groups.get(words) ?? []), language]);
  }
  if (groups.size === 0) return toInertHtml(fallback);
  const cases = [...groups].map(([words, languages]) => `{%when ${languages.map((language) => `'${language}'`).join()}%}${toInertHtml(words)}`);
  return `{%case locale%}${cases.join('')}{%else%}${toInertHtml(fallback)}{%endcase%}`;
}
