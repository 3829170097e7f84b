/** Where an element's plan comes from: an object, an address, or a `<script type="application/json">` inside it. */
import { readSoundPlan } from '../plan/check-plan.ts';
import type { ProfilePlan } from '../plan/plan.ts';

/** What the `plan` property takes. */
export type PlanSource = ProfilePlan | string | null | undefined;

export interface LoadedPlan {
  plan: ProfilePlan;
  /** What is wrong with it; `plan` then holds the fields that are right. */
  error?: Error;
}

const PLAN_TIMEOUT_MS = 10_000;

/** The plan of `element`. Never rejects: a plan that cannot be had is an empty one and an error. */
export async function loadPlan(source: PlanSource, element: Element, timeoutMs = PLAN_TIMEOUT_MS): Promise<LoadedPlan> {
  try {
    const input = await readSource(source, element, timeoutMs);
    const plan = readSoundPlan(input);
    return plan ? { plan } : await explainPlan(input);
  } catch (error) {
    return { plan: { fields: [] }, error: error as Error };
  }
}

async function readSource(source: PlanSource, element: Element, timeoutMs: number): Promise<unknown> {
  if (typeof source === 'object' && source) return source;
  if (source) return fetchPlan(source, timeoutMs);
  const script = element.querySelector(':scope > script[type="application/json"]');
  if (!script) {
    throw new Error(
      `Expected a plan for <${element.localName}>, but there is none. ` +
        'Give its address or an object as `plan`, or put it as a <script type="application/json"> inside the element.',
    );
  }
  return parseJson(script.textContent ?? '', `the <script> inside <${element.localName}>`);
}

async function fetchPlan(url: string, timeoutMs: number): Promise<unknown> {
  let response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), headers: { accept: 'application/json' } });
  } catch (cause) {
    throw new Error(`Expected a plan at ${url}, but nothing came: ${(cause as Error).message}.`, { cause });
  }
  if (!response.ok) throw new Error(`Expected a plan at ${url}, but the server answered ${response.status}.`);
  return parseJson(await response.text(), url);
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`Expected a plan as JSON in ${where}, but it is no JSON: ${(cause as Error).message}.`, { cause });
  }
}

/** The wordy part of reading a plan is loaded only when something may be wrong with it. */
async function explainPlan(input: unknown): Promise<LoadedPlan> {
  const { parsePlan, PlanError } = await import('../plan/parse-plan.ts');
  try {
    return { plan: parsePlan(input) };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { plan: error.usable, error };
  }
}
