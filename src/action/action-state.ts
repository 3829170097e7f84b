/** The Action's data about a person: one key of `app_metadata`, which tokens of browsers cannot write. */
import { isData } from '../plan/json.ts';
import type { FieldValue } from '../plan/plan.ts';

export const STATE_KEY = 'progressive_lock';

/** An attribute from an identity provider. */
export interface ProvidedValue {
  value: FieldValue;
  /** The connection. */
  from: string;
}

export interface LookUpResult {
  /** Epoch milliseconds. */
  at: number;
  /** The email address of the look-up. */
  for: string;
  /** The values by field name; after a failure, those of the previous look-up. */
  values: Record<string, unknown>;
  hasFailed?: true;
}

/** A redirect to the page that asks, from which the person may return. */
export interface OpenRedirect {
  id: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

export interface ActionState {
  /** The last login that was counted as a session (epoch milliseconds). */
  signedInAt?: number;
  provided?: Record<string, ProvidedValue>;
  lookUp?: LookUpResult;
  redirects?: OpenRedirect[];
  /** The account was created on a page with the sign-up fields. Removed once its session is counted. */
  signUpForm?: true;
}

/** Reads the stored data, which may be anything. Never throws. */
export function readState(appMetadata: unknown): ActionState {
  const stored = isData(appMetadata) && Object.hasOwn(appMetadata, STATE_KEY) ? appMetadata[STATE_KEY] : undefined;
  if (!isData(stored)) return {};
  const { signedInAt, provided, lookUp, redirects, signUpForm } = stored;
  const state: ActionState = {};
  if (Number.isFinite(signedInAt)) state.signedInAt = signedInAt as number;
  if (isData(provided)) state.provided = Object.fromEntries(Object.entries(provided).filter(isProvided));
  if (isLookUp(lookUp)) state.lookUp = lookUp;
  if (Array.isArray(redirects)) state.redirects = redirects.filter(isOpenRedirect);
  if (signUpForm === true) state.signUpForm = true;
  return state;
}

function isProvided(entry: [string, unknown]): entry is [string, ProvidedValue] {
  return isData(entry[1]) && typeof entry[1].from === 'string' && (entry[1].value ?? undefined) !== undefined;
}

function isLookUp(value: unknown): value is LookUpResult {
  return isData(value) && Number.isFinite(value.at) && typeof value.for === 'string' && isData(value.values);
}

function isOpenRedirect(value: unknown): value is OpenRedirect {
  return isData(value) && typeof value.id === 'string' && Number.isFinite(value.expiresAt);
}
