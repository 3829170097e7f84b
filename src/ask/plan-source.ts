/** Loads an element's plan: from an object, a URL, or a `<script type="application/json">` inside the element. */
import { openBrowserStorage } from '../person/person-storage.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import { tryStorage } from '../platform/try-storage.ts';
import type { LoadedPlan } from './loaded-plan.ts';
import { toJson } from './plain-data.ts';

/** The values of the `plan` property. */
export type PlanSource = ProfilePlan | string | null | undefined;

/** The key of the last valid plan, for each `id`. Comparing the text costs less than computing a digest. */
const SOUND_PLAN = 'progressive-lock:sound-plan';

const PLAN_TIMEOUT_MS = 10_000;

/** Returns the plan of `element`. Never rejects: if there is none, it returns an empty plan and an error. */
export async function loadPlan(source: PlanSource, element: Element, timeoutMs = PLAN_TIMEOUT_MS): Promise<LoadedPlan> {
  try {
    return await checkPlan(withoutEmptyHidden(await readSource(source, element, timeoutMs)));
  } catch (error) {
    return { plan: { fields: [] }, error: error as Error };
  }
}

/**
 * Removes hidden fields with an empty value. Pages often fill them from the address (`?ref=…`), which most visitors do not have.
 * A hidden field without the key `value` is a mistake and is reported.
 */
function withoutEmptyHidden(plan: unknown): unknown {
  const { fields } = Object(plan) as { fields?: unknown };
  if (!Array.isArray(fields)) return plan;
  const isEmpty = (field: unknown) => {
    const { type, value } = Object(field) as { type?: unknown; value?: unknown };
    return type === 'hidden' && 'value' in Object(field) && (value ?? '') === '';
  };
  return fields.some(isEmpty) ? { ...(plan as object), fields: fields.filter((field) => !isEmpty(field)) } : plan;
}

async function readSource(source: PlanSource, element: Element, timeoutMs: number): Promise<unknown> {
  if (typeof source === 'object' && source) return source;
  if (source) return fetchPlan(source, timeoutMs);
  const script = element.querySelector(':scope > script[type="application/json"]');
  if (!script) throw (await loadErrors()).missingPlan(element);
  return parseJson(script.textContent ?? '', `the <script> inside <${element.localName}>`);
}

async function fetchPlan(url: string, timeoutMs: number): Promise<unknown> {
  let response;
  // SvelteKit's server renders an object like this. The object itself follows when the page is hydrated.
  if (url === '[object Object]') await new Promise((resolve) => setTimeout(resolve, timeoutMs));
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), headers: { accept: 'application/json' } });
  } catch (cause) {
    throw new Error(`Expected a plan at ${url}, but nothing came: ${(cause as Error).message}.`, { cause });
  }
  if (!response.ok) throw (await loadErrors()).refusedPlan(url, response.status);
  return parseJson(await response.text(), url);
}

async function parseJson(text: string, where: string): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw (await loadErrors()).unreadablePlan(where, cause);
  }
}

/** The texts of errors are loaded only if there is one. */
export const loadErrors = () => import('./page-errors.ts');

/**
 * Checks a plan once per browser. If its text is the same as that of the last valid plan, the code that checks it is not
 * loaded.
 */
async function checkPlan(input: unknown): Promise<LoadedPlan> {
  const storage = openBrowserStorage();
  const text = toJson(input);
  const digest = text && `${__VERSION__} ${text}`;
  const { id = '' } = Object(input) as { id?: string };
  const key = SOUND_PLAN + id;
  if (digest && storage.getItem(key) === digest) return { plan: JSON.parse(text) as ProfilePlan, digest };
  const { readSoundPlan } = await import('../plan/check-plan.ts');
  const plan = readSoundPlan(input);
  // The quick check does not support everything, for example experiments.
  const read: LoadedPlan = plan ? { plan } : await (await loadErrors()).explainPlan(input);
  if (read.error) return read;
  // If the storage is full, the next page checks again.
  if (digest) tryStorage(() => storage.setItem(key, digest));
  return { ...read, digest };
}
