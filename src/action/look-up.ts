/** Looks a person up at the plan's service. Limits how often that happens and how long a login waits. */
import { parseDuration } from '../plan/duration.ts';
import type { Enrichment, ProfilePlan } from '../plan/plan.ts';
import { readProfile } from '../plan/profile.ts';
import { readText } from '../plan/read-text.ts';
import type { LookUpResult } from './action-state.ts';

const DAY_MS = 86_400_000;
const DEFAULT_TIMEOUT_MS = 2000;
/** Auth0 gives all Actions of a login 20 seconds together, and other Actions need some of them. */
const MAX_TIMEOUT_MS = 8000;
const MAX_ANSWER_BYTES = 64 * 1024;

/** The maximum length of an email address (RFC 5321). */
const MAX_ADDRESS = 320;

/** True if the text may be part of the service's URL. A path segment with an `@` in it is never `..`. */
export function isAddress(email: unknown): email is string {
  return typeof email === 'string' && email.length <= MAX_ADDRESS && email.includes('@');
}

/** Whether `result` is recent enough. A failure is tried again after a day. */
export function isFresh(result: LookUpResult | undefined, enrichment: Enrichment, email: string, now: number): boolean {
  if (result?.for !== email) return false;
  const maxAge = parseDuration(enrichment.maxAge ?? '') ?? 90 * DAY_MS;
  const age = now - result.at;
  return age >= 0 && age < (result.hasFailed ? Math.min(maxAge, DAY_MS) : maxAge);
}

/** Calls the service. Rejects if the response is late or invalid. A 404 means that the service does not know the person. */
export async function lookUp(
  plan: ProfilePlan,
  enrichment: Enrichment,
  { email, secret }: { email: string; secret?: string },
): Promise<Record<string, unknown>> {
  const timeout = Math.min(parseDuration(enrichment.timeout ?? '') ?? DEFAULT_TIMEOUT_MS, MAX_TIMEOUT_MS);
  const control = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The look-up took longer than ${timeout} ms`));
      control.abort();
    }, timeout);
  });
  try {
    const answer = await Promise.race([fetchAnswer(enrichment.url, email, secret, control.signal), expired]);
    return mapAnswer(plan, enrichment, answer);
  } finally {
    clearTimeout(timer);
  }
}

async function fetchAnswer(url: string, email: string, secret: string | undefined, signal: AbortSignal): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (secret) headers.authorization = `Bearer ${secret}`;
  // Redirects are not followed, because the secret and the address are for this service only.
  const response = await fetch(url.split('{email}').join(encodeURIComponent(email)), { headers, signal, redirect: 'error' }).catch(() => {
    // Without the cause, because it may contain the address, and the error is logged.
    throw new Error('The look-up could not be reached');
  });
  if (response.ok) {
    const text = await readText(response.body?.getReader(), MAX_ANSWER_BYTES);
    if (text === undefined) throw new Error('The answer of the look-up is too long');
    return parseJson(text);
  }
  // An unread body would keep the connection open.
  await response.body?.cancel();
  if (response.status === 404) return undefined;
  throw new Error(`The look-up was answered with ${response.status}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Newer versions of Node quote the text in their message, and the error is logged.
    throw new Error('The look-up did not answer with JSON');
  }
}

/** Returns the values that the plan maps, if they fit their fields. */
function mapAnswer(plan: ProfilePlan, { values }: Enrichment, answer: unknown): Record<string, unknown> {
  // The response has its own key, which no field can have, so that it is not read as values by field name.
  const fields = plan.fields
    .filter(({ name }) => Object.hasOwn(values, name))
    .map((field) => ({ ...field, knownFrom: [`enrichment.__answer.${values[field.name]}`] }));
  const found = readProfile({ fields }, { enrichment: { __answer: answer } });
  return Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));
}
