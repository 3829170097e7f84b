/** Loads the choices of fields that are given as an address or a function. */
import { readSoundOption } from '../plan/check-plan.ts';
import { MAX_FETCHED_OPTIONS } from '../plan/limits.ts';
import type { FieldOption, ProfileField, ProfilePlan } from '../plan/plan.ts';
import { safeError } from '../plan/safe-error.ts';

/** A list that takes longer counts as failed, because a login must not wait for a list. */
const LIST_TIMEOUT_MS = 4000;

export interface OptionListRequest {
  signal?: AbortSignal;
  timeoutMs?: number;
  /** Called with the rows that are left out, because they are not options or repeat a value. */
  handleFault?: (error: Error) => void;
}

/** Returns the field's choices as a list. Rejects with an `Error` that says which list failed, and why. */
export async function loadOptions(field: ProfileField, { signal, timeoutMs = LIST_TIMEOUT_MS, handleFault }: OptionListRequest = {}): Promise<FieldOption[]> {
  const { options } = field;
  if (!options || Array.isArray(options)) return options ?? [];
  const limit = AbortSignal.timeout(timeoutMs);
  const ends = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    const list = await untilAborted(typeof options === 'function' ? options() : fetchJson(options.url, ends), ends);
    const { sound, faults } = sortOptions(list);
    if (faults.length) handleFault?.(new Error(`Expected options of the form ${OPTION_FORM} with values of their own for "${field.name}"; left out: ${faults.slice(0, 10).join(', ')}${faults.length > 10 ? ` and ${faults.length - 10} more` : ''}.`));
    return sound;
  } catch (cause) {
    const reason = limit.aborted ? `nothing came within ${timeoutMs / 1000} s` : safeError(cause).message;
    throw new Error(`Expected the choices of "${field.name}", but ${reason}.`, { cause: safeError(cause) });
  }
}

/** Returns the plan with every list loaded. Reports failed lists; the panel asks their fields later. */
export async function resolveOptionLists(
  plan: ProfilePlan,
  handleFailure: (error: Error) => void,
  request?: OptionListRequest,
): Promise<ProfilePlan> {
  const fields = await Promise.all(
    plan.fields.map(async (field) => {
      if (!field.options || Array.isArray(field.options)) return field;
      const options = await loadOptions(field, { handleFault: handleFailure, ...request }).catch(handleFailure);
      return options ? { ...field, options } : field;
    }),
  );
  return { ...plan, fields };
}

async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

/** Limits the time of a page's function, which has no signal and may never settle. */
function untilAborted<T>(work: T | Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const end = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
  return Promise.race([work, end]);
}

const OPTION_FORM = '{"value": "…", "label": "…"}';

/** Returns the valid options of `list`, and the positions of the others. */
function sortOptions(list: unknown): { sound: FieldOption[]; faults: string[] } {
  const came = Array.isArray(list) ? `a list of ${list.length}` : `a value of type ${list === null ? 'null' : typeof list}`;
  if (!Array.isArray(list) || list.length > MAX_FETCHED_OPTIONS) {
    throw new Error(`a list of at most ${MAX_FETCHED_OPTIONS} options ${OPTION_FORM} was expected, and ${came} came`);
  }
  const sound = new Map<string, FieldOption>();
  const faults: string[] = [];
  for (const [index, row] of (list as unknown[]).entries()) {
    const option = readSoundOption(row);
    if (option && !sound.has(option.value)) sound.set(option.value, option);
    else faults.push(`[${index}]`);
  }
  if (sound.size === 0) throw new Error(`options of the form ${OPTION_FORM} were expected, and ${came} came that has none`);
  return { sound: [...sound.values()], faults };
}
