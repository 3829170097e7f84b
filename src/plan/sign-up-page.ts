/**
 * The sign-up fields on Auth0's own page (Universal Login): which fields of a plan it can show, the names of their inputs, and the
 * answers in a post.
 * https://auth0.com/docs/customize/login-pages/universal-login/customize-signup-and-login-prompts
 */
import { findFault, type AnswerFault } from './codec.ts';
import { encodeAnswers } from './encode-answers.ts';
import { hasOptions, type TypesOf } from './field-types.ts';
import { isFieldName } from './limits.ts';
import type { FieldValue, ProfileField, ProfilePlan, UserMetadata } from './plan.ts';

/** Auth0 passes only values with such names to Actions. */
const PREFIX = 'ulp-';

/**
 * Posted with the fields, so that it is known that they were shown, also if all are blank. No field can have this name, because it
 * contains "-".
 */
export const SHOWN_MARK = `${PREFIX}progressive-lock`;

/** Returns the name of a field's input; with `index`, that of a checkbox of a multiselect. */
export function inputName({ name }: ProfileField, index?: number): string {
  return index === undefined ? PREFIX + name : `${PREFIX}${name}-${index}`;
}

/** Returns the fields with `"ask": "signup"` that the page can show, in the order of the plan, and the others with the reason. */
export function signUpPageFields(plan: ProfilePlan): { fields: ProfileField[]; deferred: { name: string; reason: string }[] } {
  const fields: ProfileField[] = [];
  const deferred: { name: string; reason: string }[] = [];
  for (const field of plan.fields) {
    if (field.ask !== 'signup') continue;
    const reason = findObstacle(field);
    if (reason === undefined) fields.push(field);
    else deferred.push({ name: field.name, reason });
  }
  return { fields, deferred };
}

function findObstacle({ name, type, options, value, when, storage }: ProfileField): string | undefined {
  if (!isFieldName(name)) return 'No input can have this name.';
  if (storage === 'root') return 'No Action can set a root attribute of a profile at sign-up. Take "storage" out to keep it in user_metadata.';
  if (when) return 'The page cannot show a field under a condition.';
  if (type === 'hidden') return value === undefined ? 'It has no value.' : findUnsendable([String(value)]);
  if (!hasOptions(type)) return undefined;
  if (!Array.isArray(options)) return 'Its options are fetched by the page that asks, and Auth0’s page does not fetch them.';
  return options.length === 0 ? 'It has no options.' : findUnsendable(options.map((option) => option.value));
}

/**
 * Finds values that a form would change: line ends, and control characters that HTML cannot contain. The Action would refuse every
 * sign-up.
 */
function findUnsendable(values: string[]): string | undefined {
  return values.some((value) => /[^\P{Cc}\t]|\p{Cs}/u.test(value)) ? 'A value has line ends or control characters, which a form does not send as they are.' : undefined;
}

export interface PostedAnswers {
  /** False for a sign-up without the fields: with Lock, the API, or another page. */
  wereShown: boolean;
  /** The files to write; empty if something is wrong. */
  patch: UserMetadata;
  faults: { field: ProfileField; fault: AnswerFault }[];
}

/**
 * Reads the answers to `fields` from `body`, the body of a request to Auth0. Nothing in it is trusted: a value that does not fit its
 * field is a fault, and other values are ignored. Never throws.
 */
export function readPostedAnswers(fields: readonly ProfileField[], body: unknown): PostedAnswers {
  const posted: PostedAnswers = { wereShown: false, patch: {}, faults: [] };
  if (typeof body !== 'object' || body === null) return posted;
  const values = body as Record<string, unknown>;
  posted.wereShown = Object.hasOwn(values, SHOWN_MARK) || fields.some((field) => namesOf(field).some((name) => Object.hasOwn(values, name)));
  if (!posted.wereShown) return posted;
  const patch: UserMetadata = {};
  for (const field of fields) {
    const answer = readAnswer(field, values);
    const fault = 'fault' in answer ? answer.fault : findFault(field, answer.value);
    if (fault) posted.faults.push({ field, fault });
    else Object.assign(patch, encodeAnswers({ fields: [field] }, { [field.name]: 'value' in answer ? answer.value : null }));
  }
  // A blank answer has nothing to erase, because the account is new.
  if (posted.faults.length === 0) posted.patch = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null));
  return posted;
}

function namesOf(field: ProfileField): string[] {
  if (field.type !== 'multiselect' || !Array.isArray(field.options)) return [inputName(field)];
  return field.options.map((_, index) => inputName(field, index));
}

const UNREADABLE = { fault: { code: 'type' } } as const;

function readAnswer(field: ProfileField, values: Record<string, unknown>): { value: FieldValue } | typeof UNREADABLE {
  const given = namesOf(field).flatMap((name) => (Object.hasOwn(values, name) ? [values[name]] : []));
  // A name that is posted twice is a list, which our pages never send.
  if (!given.every((value) => typeof value === 'string')) return UNREADABLE;
  const [text = ''] = given;
  const { type } = field;
  switch (type) {
    case 'multiselect':
      return { value: given };
    case 'checkbox':
      // An unchecked box is not posted.
      return given.length === 0 || text === 'true' ? { value: given.length > 0 } : UNREADABLE;
    case 'hidden':
      return text === String(field.value) && field.value !== undefined ? { value: field.value } : UNREADABLE;
    case 'textarea':
      // Forms post line ends as CR LF, which the browser counts as one character.
      return { value: text.replaceAll('\r\n', '\n') };
    default:
      void (type satisfies TypesOf<string | number> | undefined);
      return { value: text };
  }
}
