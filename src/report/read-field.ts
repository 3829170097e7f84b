/** Reads the fields of a person as Auth0 exports them. */
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

/** What is known of a field, and the names under which its value is counted. */
export interface CountedEntry extends ProfileEntry {
  names: readonly string[];
}

export type FieldReader = (user: Data, metadata: Data | undefined) => CountedEntry | undefined;

/** Choices, countries and numbers recur; texts that differ between people are not cached beyond this number. */
const MAX_DECODED = 1000;
/** A text of which no more matters than that the person gave it. */
const TOLD: CountedEntry = Object.freeze({ value: 'told', source: 'user', names: [] });

/**
 * Gives a function for each field that reads it as `readProfile` does, with what the Action keeps of providers and look-ups
 * in `app_metadata`. Most people have what they told in `user_metadata` and nothing elsewhere: that takes the short way.
 */
export function openReaders(plan: ProfilePlan, fields: readonly ProfileField[]): FieldReader[] {
  const needed = new Set(plan.fields.flatMap(({ when }) => (when ? [...namesIn(when)] : [])));
  return fields.map((field) => openReader(field, needed.has(field.name)));
}

function openReader(field: ProfileField, isNeeded: boolean): FieldReader {
  const { name, type = 'text', knownFrom = [] } = field;
  const namesOf = nameValues(field);
  // A text is known if there is anything in it: it need not be decoded to be counted.
  const isPlain = hasCharacters(type) && !isNeeded && !namesOf;
  const roots = [...knownFrom.map((path) => path.replace(/^id_token\./, '').split('.')[0]!), ...(STANDARD_CLAIMS.includes(name) ? [name] : [])];
  const isAnywhere = knownFrom.some((path) => path.includes('/'));
  const isElsewhere = (user: Data) => isAnywhere || user.app_metadata !== undefined || roots.some((root) => Object.hasOwn(user, root));
  const decoded = new Map<unknown, CountedEntry>();
  const toCounted = (entry: ProfileEntry): CountedEntry => ({ ...entry, names: namesOf?.(entry) ?? [] });

  return (user, metadata) => {
    // Of a name that every object has it may be a function, which takes the long way.
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
