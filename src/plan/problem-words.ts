/** The texts about mistakes in a plan: what was expected, what came, what to do. */
import { closest, distance } from 'fastest-levenshtein';
import type { CopyFault } from './clean-copy.ts';
import { FIELD_TYPES } from './field-types.ts';
import * as limits from './limits.ts';

const text = `a text of 1 to ${limits.MAX_TEXT} characters, or one by language ({"en": "Company", "de": "Firma"})`;
const duration = 'an ISO 8601 duration in weeks, days, hours, minutes or seconds, such as "P1D" or "PT30M"';
const bound = 'a number, or for a date field a day of the calendar such as "2026-05-01"';
const trueOrFalse = 'true or false';
const webAddress = `an http(s) address, or one relative to the page, of at most ${limits.MAX_URL} characters`;
const scalar = 'a text, a number, true, false or null';
const conditionList = 'a list of conditions';
const path = `the name or path of a value, such as "given_name" or "app.company", of at most ${limits.MAX_NAME} characters`;

/** What a key expects, by its name. Keys of several objects also have the name of the object. */
const EXPECTED: Record<string, string> = {
  $schema: 'the address of the schema',
  id: 'letters, digits, "-" and "_"',
  fields: `a list of at most ${limits.MAX_FIELDS} fields`,
  'fields[]': 'a field: {"name": "company", "label": "Company"}',
  pacing: 'an object such as {"maxFields": 2, "coolDown": "P1D"}',
  enrichment: 'an object such as {"url": "https://…/find?email={email}", "values": {"company": "organization.name"}}',
  experiments: `a list of at most ${limits.MAX_EXPERIMENTS} experiments`,
  'experiments[]': 'an experiment: {"name": "reason", "variants": [{"name": "without"}, {"name": "with", "changes": {…}}]}',
  'experiments.name': 'letters, digits, "-" and "_"',
  variants: `a list of 1 to ${limits.MAX_VARIANTS} variants`,
  'variants[]': 'a variant: {"name": "with", "weight": 1, "changes": {"fields": {"company": {"why": "So that invoices are right"}}}}',
  'variants.name': 'letters, digits, "-" and "_"',
  weight: 'a number from 0 on',
  changes: 'an object such as {"fields": {"company": {"why": "So that invoices are right"}}, "pacing": {"maxFields": 1}}',
  'changes.fields': 'an object of changes by field name',
  privacyUrl: webAddress,
  termsUrl: webAddress,
  name: `letters, digits and "_", at most ${limits.MAX_FIELD_NAME} characters`,
  label: text,
  type: `one of ${FIELD_TYPES.join(', ')}`,
  placeholder: text,
  why: text,
  hint: text,
  thanks: text,
  lowLabel: text,
  highLabel: text,
  link: 'an object such as {"text": "Read the terms", "url": "/terms"}',
  'link.text': text,
  'link.url': webAddress,
  options: `a list of 1 to ${limits.MAX_OPTIONS} options ({"value": "dev", "label": "Developer"}), or {"url": "…"}`,
  'options[]': 'an option: {"value": "dev", "label": "Developer"}',
  'options.value': `a text of at most ${limits.MAX_NAME} characters`,
  'options.url': webAddress,
  ask: '"signup", "later", or a rule such as {"after": {"sessions": 2}} or {"on": "checkout"}',
  after: 'an object such as {"sessions": 2}',
  sessions: 'a whole number from 1 on',
  days: 'a whole number from 0 on',
  logins: 'a whole number from 1 on',
  on: `an activity such as "checkout", or a list of 1 to ${limits.MAX_LIST} of them`,
  'on[]': `an activity such as "checkout", of at most ${limits.MAX_NAME} characters`,
  page: 'a pathname pattern such as "/account/*"',
  urgent: trueOrFalse,
  ignoreCoolDown: trueOrFalse,
  atLogin: trueOrFalse,
  when: 'a condition such as {"country": {"$in": ["DE", "AT"]}}',
  $and: conditionList,
  $or: conditionList,
  $nor: conditionList,
  $in: `a list of at most ${limits.MAX_LIST} values`,
  $nin: `a list of at most ${limits.MAX_LIST} values`,
  $not: 'operators, such as {"$in": ["DE", "AT"]}',
  $exists: trueOrFalse,
  knownFrom: `a list of at most ${limits.MAX_LIST} names or paths, such as ["given_name", "app.company"]`,
  'knownFrom[]': path,
  confirm: trueOrFalse,
  sensitive: trueOrFalse,
  priority: 'a number',
  storage: '"root", or nothing',
  value: `a text of at most ${limits.MAX_SIGN_UP_ANSWER} characters, a number, true or false`,
  required: trueOrFalse,
  minLength: `a whole number from 0 to ${limits.MAX_ANSWER}`,
  maxLength: `a whole number from 1 to ${limits.MAX_ANSWER}`,
  pattern: `a regular expression as text, of at most ${limits.MAX_PATTERN} characters`,
  min: bound,
  max: bound,
  step: 'a number over 0',
  autocomplete: "one of HTML's autofill names, such as \"given-name\"",
  maxFields: 'a whole number from 1 to 20',
  asksPerSession: 'a whole number from 1 to 100',
  coolDown: duration,
  snooze: duration,
  giveUpAfter: 'a whole number from 1 to 10',
  quietFirstSession: trueOrFalse,
  'enrichment.url': 'an https address with "{email}" in its path or query, such as "https://find.example/people?email={email}"',
  secret: 'the name of a secret of the Action: letters, digits and "_"',
  values: `an object with 1 to ${limits.MAX_LIST} paths by field name: {"company": "organization.name"}`,
  'values.*': path,
  maxAge: duration,
  allowUnverified: trueOrFalse,
  timeout: duration,
};

/** Describes what is expected at `path`. */
export function expectedAt(path: readonly (string | number)[]): string {
  const [key, parent] = path.toReversed().filter((part) => typeof part === 'string');
  if (key === undefined) return 'a plan: {"fields": [{"name": "company", "label": "Company"}]}';
  if (path.at(-3) === 'changes' && parent === 'fields') return 'an object with some of label, placeholder, why, hint, ask, priority';
  if (typeof path.at(-1) === 'number') return EXPECTED[`${key}[]`] ?? scalar;
  return (
    (parent && (Object.hasOwn(EXPECTED, `${parent}.${key}`) ? EXPECTED[`${parent}.${key}`] : EXPECTED[`${parent}.*`])) ??
    (Object.hasOwn(EXPECTED, key) ? EXPECTED[key] : undefined) ??
    (isText(parent) ? text : scalar)
  );
}

/** True for keys whose value may be texts by language. */
function isText(key: string | undefined): boolean {
  return key !== undefined && ['label', 'why', 'placeholder', 'hint', 'thanks', 'lowLabel', 'highLabel', 'text'].includes(key);
}

/** Sentences for the schema's codes. */
export const CODES: Record<string, string> = {
  blank: 'There is nothing in it',
  html: 'Texts are shown as they are, never as HTML: take the tags out',
};

/** Sentences for values that are not plain data. */
export const COPY_FAULTS: Record<CopyFault, string> = {
  cyclic: 'Expected plain data, got an object that contains itself. A plan must be valid as JSON.',
  deep: 'This is nested too deeply. A plan needs no more than a few levels.',
  large: 'The plan is too large; nothing from here on was read. Take option lists out of it: {"url": "…"}.',
  long: 'This has too many members; only the first 10,000 were read.',
  'unsafe-key': 'A plan may not have this key. Take it out.',
  unreadable: 'Reading this threw an error. A plan must be plain data.',
  'no-data': 'Expected plain data, got an object of another kind (a Date, a Map, a RegExp …). Write it as JSON would.',
};

/** Describes `value` briefly. Long texts are truncated. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return value.length > 40 ? `a text of ${value.length} characters: ${quote(value)}` : quote(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === undefined) return 'nothing';
  return `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;
}

/** Returns `text` in quotation marks, truncated if it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/** Returns ` Did you mean "required"?` if one of `names` is similar to `name`; otherwise an empty string. */
export function nearest(name: string, names: readonly string[]): string {
  if (names.length === 0 || name.length > limits.MAX_FIELD_NAME) return '';
  const near = closest(name, names);
  const isNear = near.toLowerCase() === name.toLowerCase() || distance(name, near) <= Math.max(1, Math.floor(name.length / 3));
  return isNear ? ` Did you mean ${quote(near)}?` : '';
}

/** `fields[2].name` */
export function formatPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((written, part) => {
    if (typeof part === 'number') return `${written}[${part}]`;
    const key = part.length > limits.MAX_FIELD_NAME ? `${part.slice(0, limits.MAX_FIELD_NAME)}…` : part;
    if (!/^[\w$-]+…?$/.test(key)) return `${written}[${JSON.stringify(key)}]`;
    return written === '' ? key : `${written}.${key}`;
  }, '');
}
