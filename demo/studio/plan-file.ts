/** Saves plans to files, and reads them from files and addresses. */
import { saveBlob } from './save-file.ts';

/** Larger files are not plans. */
const MAX_BYTES = 1_000_000;

export function savePlanFile(plan: unknown): void {
  saveBlob(new Blob([`${JSON.stringify(plan, null, 2)}\n`], { type: 'application/json' }), 'profile-plan.json');
}

/** Reads a plan. @throws {Error} if the file is not JSON */
export async function readPlanFile(file: File): Promise<unknown> {
  if (file.size > MAX_BYTES) throw new Error(`Expected a plan in ${file.name}, but it has more than a megabyte.`);
  try {
    return JSON.parse(await file.text()) as unknown;
  } catch (cause) {
    throw new Error(`Expected a plan as JSON in ${file.name}, but it is not valid JSON: ${(cause as Error).message}`, { cause });
  }
}

/**
 * Fetches the plan at an address from this browser.
 * @throws {Error} with a message for the designer
 */
export async function fetchPlan(address: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(new URL(address.trim(), location.href), { credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch (cause) {
    throw new Error('Nothing came from there: the address is wrong, there is no network, or the site does not let other pages read it. Save the file and import it.', { cause });
  }
  if (!response.ok) throw new Error(`Expected a plan there, but the answer was ${response.status}.`);
  const text = await response.text();
  if (text.length > MAX_BYTES) throw new Error('Expected a plan there, but it has more than a megabyte.');
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Error(`Expected a plan as JSON there, but it is not valid JSON: ${(cause as Error).message}`, { cause });
  }
}
