/** The data that a tenant stores about one person because of this product: to read, export, erase, or ask again. */
import { readState, STATE_KEY, type ActionState } from '../action/action-state.ts';
import { readField } from '../plan/profile.ts';
import { historyOf, LEDGER_KEY, readLedger, recordAllowed, recordAnswered, recordUndone, recordUnsilenced, type Ledger } from '../plan/ledger.ts';
import { indexPlan } from '../plan/plan-index.ts';
import { isUnsaid } from '../plan/codec.ts';
import { isData } from '../plan/json.ts';
import type { FieldValue, ProfileEntry, ProfileField, ProfilePlan, UserMetadata } from '../plan/plan.ts';

/** The part of a profile that is read from the Management API. */
export interface StoredPerson {
  user_id?: string;
  email?: string;
  user_metadata?: Record<string, unknown>;
  app_metadata?: Record<string, unknown>;
}

/** Reads the tenant's response. Leaves out metadata of another shape. */
export function toStoredPerson(user: unknown): StoredPerson {
  const { user_metadata, app_metadata, ...others } = isData(user) ? user : {};
  return { ...others, ...(isData(user_metadata) && { user_metadata }), ...(isData(app_metadata) && { app_metadata }) };
}

/** The stored data of one field. Times are in ISO 8601. */
export interface FieldRecord {
  name: string;
  /** The value in `user_metadata`, as the plan reads it. */
  value?: FieldValue;
  /** The value does not fit the plan. */
  unfit?: true;
  sensitive?: true;
  /** How often the field was shown since its last answer. */
  shown: number;
  putOff?: string;
  declined?: true;
  answered?: string;
}

export interface PersonRecord {
  userId: string;
  email?: string;
  sessions: number;
  firstSeen?: string;
  lastAsked?: string;
  /** The person chose "Don't ask again" for all questions. */
  silenced: boolean;
  fields: FieldRecord[];
  /** The keys of `user_metadata` that the plan does not name. */
  others: string[];
  action: ActionState;
}

/** A change of metadata. The Management API merges it, and `null` removes a key. */
export interface MetadataPatch {
  user_metadata?: Record<string, unknown>;
  app_metadata?: Record<string, unknown>;
}

export function recordOf(plan: ProfilePlan, { user_id = '', email, user_metadata: metadata = {}, app_metadata }: StoredPerson): PersonRecord {
  const ledger = readLedger(metadata[LEDGER_KEY]);
  const names = new Set(plan.fields.map(({ name }) => name));
  return {
    userId: user_id,
    ...(email !== undefined && { email }),
    sessions: ledger.n,
    ...dated('firstSeen', ledger.f),
    ...dated('lastAsked', ledger.a),
    silenced: ledger.q > 0,
    fields: indexPlan(plan).fields.map(({ field, key }) => {
      const { shown, snoozedAt, isDeclined, answeredAt } = historyOf(ledger, key);
      const entry = readAnswer(field, metadata);
      return {
        name: field.name,
        ...(entry && { value: entry.value }),
        ...(entry?.unfit && { unfit: true as const }),
        ...(field.sensitive && { sensitive: true as const }),
        shown,
        ...dated('putOff', snoozedAt),
        ...(isDeclined && { declined: true as const }),
        ...dated('answered', answeredAt),
      };
    }),
    others: Object.keys(metadata).filter((name) => name !== LEDGER_KEY && !names.has(name)),
    action: readState(app_metadata),
  };
}

/**
 * Returns the change that removes the plan's answers, the ledger, and the Action's data. `undefined`: there is nothing to remove.
 */
export function erasureOf(plan: ProfilePlan, { user_metadata = {}, app_metadata = {} }: StoredPerson): MetadataPatch | undefined {
  const names = [...plan.fields.map(({ name }) => name), LEDGER_KEY].filter((name) => Object.hasOwn(user_metadata, name));
  const hasState = Object.hasOwn(app_metadata, STATE_KEY);
  if (names.length === 0 && !hasState) return undefined;
  return {
    ...(names.length > 0 && { user_metadata: Object.fromEntries(names.map((name) => [name, null])) }),
    ...(hasState && { app_metadata: { [STATE_KEY]: null } }),
  };
}

/**
 * Returns the change that lets questions be asked again that were put off, declined or shown too often. It overrides the data in
 * the person's browsers, because it is recorded as a later action. Answers stay. `undefined`: nothing was ever asked.
 */
export function resetOf(plan: ProfilePlan, { user_metadata = {} }: StoredPerson, now: Date, only?: readonly string[]): MetadataPatch | undefined {
  if (!Object.hasOwn(user_metadata, LEDGER_KEY)) return undefined;
  const before = readLedger(user_metadata[LEDGER_KEY]);
  const isOpen = (field: ProfileField) => !readAnswer(field, user_metadata) && (!only || only.includes(field.name));
  const fields = indexPlan(plan).fields.filter(({ field, key }) => Object.hasOwn(before.k, key) && isOpen(field));
  const names = fields.map(({ field }) => field.name);
  const ledger: Ledger = recordUndone(plan, recordAnswered(plan, recordAllowed(plan, before, names, now), names, now), names, now);
  for (const { key } of fields) ledger.k[key] = withoutSnooze(ledger.k[key] ?? '');
  const after = only ? ledger : { ...recordUnsilenced(ledger, now), a: 0, c: 0 };
  // Otherwise, the question would be declined again at the next login.
  const unsaid = fields.filter(({ field }) => isUnsaid(field, user_metadata[field.name])).map(({ field }) => [field.name, null] as const);
  return { user_metadata: { ...Object.fromEntries(unsaid), [LEDGER_KEY]: after } };
}

function readAnswer(field: ProfileField, userMetadata: UserMetadata): ProfileEntry | undefined {
  return readField({ ...field, knownFrom: [] }, { userMetadata });
}

/** Removes the second of the three numbers in an entry of `Ledger.k`. */
function withoutSnooze(state: string): string {
  return state.replace(/^(\w*)\.\w*/, '$1.');
}

/** Returns a time in ISO 8601. `undefined`: never, or not a valid time. People can write any number into their own ledger. */
export function toIso(time: number): string | undefined {
  const date = new Date(time);
  return time > 0 && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined;
}

function dated<Key extends string>(key: Key, time: number): { [K in Key]?: string } {
  const text = toIso(time);
  return text === undefined ? {} : ({ [key]: text } as { [K in Key]?: string });
}
