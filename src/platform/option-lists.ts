/** Fetches the choices of fields whose plan only says where they come from. */
import { readSoundOptions } from '../plan/check-plan.ts';
import type { FieldOption, ProfileField, ProfilePlan } from '../plan/plan.ts';
import { safeError } from '../plan/safe-error.ts';

/** A list that takes longer is treated as failed: nobody waits for a login because of a list. */
const LIST_TIMEOUT_MS = 4000;

export interface OptionListRequest {
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** The field's choices as a list. Rejects with an `Error` that says which list did not come, and why. */
export async function loadOptions(field: ProfileField, { signal, timeoutMs = LIST_TIMEOUT_MS }: OptionListRequest = {}): Promise<FieldOption[]> {
  const { options } = field;
  if (!options || Array.isArray(options)) return options ?? [];
  const limit = AbortSignal.timeout(timeoutMs);
  const ends = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    return checkOptions(await untilAborted(typeof options === 'function' ? options() : fetchJson(options.url, ends), ends));
  } catch (cause) {
    const reason = limit.aborted ? `nothing came within ${timeoutMs / 1000} s` : safeError(cause).message;
    throw new Error(`Expected the choices of "${field.name}", but ${reason}.`, { cause: safeError(cause) });
  }
}

/** The plan with every list fetched. Lists that fail are told, and left for later: their fields go to the panel. */
export async function resolveOptionLists(
  plan: ProfilePlan,
  handleFailure: (error: Error) => void,
  request?: OptionListRequest,
): Promise<ProfilePlan> {
  const fields = await Promise.all(
    plan.fields.map(async (field) => {
      if (!field.options || Array.isArray(field.options)) return field;
      try {
        return { ...field, options: await loadOptions(field, request) };
      } catch (error) {
        handleFailure(error as Error);
        return field;
      }
    }),
  );
  return { ...plan, fields };
}

async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

/** A host's function knows nothing of our signal, and may never come back. */
function untilAborted<T>(work: T | Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason instanceof Error ? signal.reason : new Error('it was stopped'));
    if (signal.aborted) return end();
    signal.addEventListener('abort', end, { once: true });
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', end));
  });
}

function checkOptions(list: unknown): FieldOption[] {
  const options = readSoundOptions(list);
  if (options) return options;
  const came = Array.isArray(list) ? `a list of ${list.length}` : `a value of type ${list === null ? 'null' : typeof list}`;
  throw new Error(`a list of the form [{"value": "…", "label": "…"}, …] was expected, and ${came} came that is none`);
}
