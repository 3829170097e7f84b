/** Reads the fields of an exported person. */
import { readValue } from '../plan/codec.ts';
import { namesIn } from '../plan/conditions.ts';
import { isData } from '../plan/json.ts';
import { LEDGER_KEY } from '../plan/ledger.ts';
import type { FieldValue, ProfileEntry, ProfileField, ProfilePlan } from '../plan/plan.ts';
import { readField } from '../plan/profile.ts';
import { hasCharacters } from '../plan/type-limits.ts';
import { STANDARD_CLAIMS } from '../plan/well-known.ts';
import { nameValues } from './value-names.ts';

export type Data = Readonly<Record<string, unknown>>;

/** The known value of a field, and the names under which it is counted. */
export interface CountedEntry extends ProfileEntry {
  names: readonly string[];
}

export type FieldReader = (user: Data, metadata: Data | undefined) => CountedEntry | undefined;

/** The size of the cache. Choices, countries and numbers recur, but texts differ between people. */
const MAX_DECODED = 1000;
/** The entry of every text. The report counts only whether there is one. */
const TOLD: CountedEntry = Object.freeze({ value: 'told', source: 'user', names: [] });

/**
 * Returns a function for each field that reads it like `readProfile`, with the values of providers and look-ups that the Action stores
 * in `app_metadata`. Most people have values in `user_metadata` only, for which there is a faster way.
 */
export function openReaders(plan: ProfilePlan, fields: readonly ProfileField[]): FieldReader[] {
  const needed = new Set(plan.fields.flatMap(({ when }) => (when ? [...namesIn(when)] : [])));
  return fields.map((field) => openReader(field, needed.has(field.name)));
}

function openReader(field: ProfileField, isNeeded: boolean): FieldReader {
  const { name, type = 'text', knownFrom = [] } = field;
  const namesOf = nameValues(field);
  // A text is known if it is not blank. It need not be decoded to be counted.
  const isPlain = hasCharacters(type) && !isNeeded && !namesOf;
  const roots = [...knownFrom.map((path) => path.replace(/^id_token\./, '').split('.')[0]!), ...(STANDARD_CLAIMS.includes(name) ? [name] : [])];
  const isAnywhere = knownFrom.some((path) => path.includes('/'));
  const isElsewhere = (user: Data) => isAnywhere || user.app_metadata !== undefined || roots.some((root) => Object.hasOwn(user, root));
  const decoded = new Map<unknown, CountedEntry>();
  const toCounted = (entry: ProfileEntry): CountedEntry => ({ ...entry, names: namesOf?.(entry) ?? [] });

  return (user, metadata) => {
    // For a name that every object has, this may be a function, which takes the slower way.
    const own = metadata?.[name];
    if ((own ?? undefined) === undefined && !isElsewhere(user)) return undefined;
    if (isPlain && typeof own === 'string' && own.trim() !== '') return TOLD;
    const known = decoded.get(own);
    if (known) return known;
    const read = typeof own === 'string' || typeof own === 'number' || typeof own === 'boolean' ? readValue(field, own) : undefined;
    if (!read) {
      const entry = readEntry(field, user, metadata);
      return entry && toCounted(entry);
    }
    const entry = toCounted({ ...read, source: 'user' });
    if (decoded.size < MAX_DECODED) decoded.set(own, entry);
    return entry;
  };
}

function readEntry(field: ProfileField, user: Data, metadata: Data | undefined): ProfileEntry | undefined {
  const { name } = field;
  const state = isData(user.app_metadata) && isData(user.app_metadata[LEDGER_KEY]) ? user.app_metadata[LEDGER_KEY] : {};
  const lookUp = isData(state.lookUp) && isData(state.lookUp.values) ? state.lookUp.values : undefined;
  const identities = Array.isArray(user.identities) ? (user.identities as unknown[]) : undefined;
  const entry = readField(field, { userMetadata: metadata, idToken: user, identities, enrichment: lookUp });
  if (entry?.source === 'user' || entry?.source === 'idp' || !isData(state.provided)) return entry;
  const told = Object.hasOwn(state.provided, name) ? state.provided[name] : undefined;
  return isData(told) && (told.value ?? undefined) !== undefined ? { value: told.value as FieldValue, source: 'idp' } : entry;
}
