/** Computes how the change of a field changes one person's metadata. */
import { readState, STATE_KEY } from '../action/action-state.ts';
import { readValue } from '../plan/codec.ts';
import { encodeAnswers } from '../plan/encode-answers.ts';
import { emptyLedger, LEDGER_KEY, mergeLedgers, readLedger, recordUndone } from '../plan/ledger.ts';
import { hashText } from '../plan/plan-index.ts';
import type { ProfileField, ProfilePlan } from '../plan/plan.ts';
import type { MetadataPatch, StoredPerson } from './person-record.ts';

/** `kept`: both names had a value, and the new name's value stays. `unfit`: the value does not fit the plan. */
export type MigrationNote = 'kept' | 'unfit';

export interface MigrationStep {
  patch?: MetadataPatch;
  note?: MigrationNote;
}

/** A change for all users. A second run changes nothing. */
export interface FieldMigration {
  /** Distinguishes this migration from others. */
  key: string;
  step(person: StoredPerson): MigrationStep;
}

/** Moves what is stored under one name to another: the answer, what happened to the question, and the Action's notes. */
export function renameField(from: string, to: string): FieldMigration {
  return {
    key: `rename ${from} ${to}`,
    step({ user_metadata = {}, app_metadata }) {
      const user: Record<string, unknown> = {};
      let note: MigrationNote | undefined;
      if (Object.hasOwn(user_metadata, from)) {
        user[from] = null;
        if ((user_metadata[to] ?? undefined) === undefined) user[to] = user_metadata[from];
        else note = 'kept';
      }
      const ledger = renameInLedger(user_metadata[LEDGER_KEY], hashText(from), hashText(to));
      if (ledger) user[LEDGER_KEY] = ledger;
      const state = renameInState(app_metadata, from, to);
      const patch: MetadataPatch = { ...(Object.keys(user).length > 0 && { user_metadata: user }), ...(state && { app_metadata: { [STATE_KEY]: state } }) };
      return { ...(Object.keys(patch).length > 0 && { patch }), ...(note && { note }) };
    },
  };
}

export interface RetypeOptions {
  /** Stored texts and their replacements, which are applied before the texts are read. */
  map: ReadonlyMap<string, string>;
  /** Erases answers that do not fit, so that they are asked again. */
  dropsUnfit: boolean;
  now: () => Date;
}

/** Reads stored answers as the plan's field does now, and stores them in that form. */
export function retypeField(plan: ProfilePlan, field: ProfileField, { map, dropsUnfit, now }: RetypeOptions): FieldMigration {
  const { name } = field;
  const mapped = (raw: unknown): unknown => (Array.isArray(raw) ? raw.map(mapped) : (map.get(String(raw)) ?? raw));
  return {
    key: `retype ${name} ${JSON.stringify([field, ...map])} ${dropsUnfit}`,
    step({ user_metadata = {} }) {
      const raw = user_metadata[name];
      const read = raw === undefined || raw === null ? undefined : readValue(field, mapped(raw));
      if (!read) return {};
      if (!read.unfit) {
        const value = encodeAnswers(plan, { [name]: read.value })[name];
        return JSON.stringify(value) === JSON.stringify(raw) ? {} : { patch: { user_metadata: { [name]: value } } };
      }
      if (!dropsUnfit) return { note: 'unfit' };
      const ledger = Object.hasOwn(user_metadata, LEDGER_KEY) ? { [LEDGER_KEY]: recordUndone(plan, readLedger(user_metadata[LEDGER_KEY]), [name], now()) } : {};
      return { note: 'unfit', patch: { user_metadata: { [name]: null, ...ledger } } };
    },
  };
}

function renameInLedger(stored: unknown, from: string, to: string): object | undefined {
  const ledger = readLedger(stored);
  const { [from]: state, ...others } = ledger.k;
  return state === undefined || from === to ? undefined : mergeLedgers({ ...ledger, k: others }, { ...emptyLedger(), k: { [to]: state } });
}

function renameInState(appMetadata: unknown, from: string, to: string): object | undefined {
  const state = readState(appMetadata);
  const { provided, lookUp } = state;
  const isProvided = provided !== undefined && Object.hasOwn(provided, from);
  const isLookedUp = lookUp !== undefined && Object.hasOwn(lookUp.values, from);
  if (!isProvided && !isLookedUp) return undefined;
  return { ...state, ...(isProvided && { provided: moved(provided, from, to) }), ...(isLookedUp && { lookUp: { ...lookUp, values: moved(lookUp.values, from, to) } }) };
}

/** Renames a key. A value that the new name already has stays. */
function moved<T>(values: Record<string, T>, from: string, to: string): Record<string, T> {
  const { [from]: value, ...others } = values;
  return value === undefined ? others : { [to]: value, ...others };
}
