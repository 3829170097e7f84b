/** Creates a person in a session that you choose, as a login describes them. */
import type { Claims } from '../person/claims.ts';
import { emptyLedger, LEDGER_KEY, recordAnswered, recordDeclined, recordSession, recordShown, recordSnoozed } from '../plan/ledger.ts';
import type { ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { claimName, writeProfileClaim } from '../plan/profile-claim.ts';
import { readProfile } from '../plan/profile.ts';
import { FakeStore } from './fake-store.ts';

export interface SessionOptions {
  /** When the session begins. Default: now. */
  now?: Date;
  /** Whether the first session was a sign-up with the plan's fields. Default: `true`. */
  signUp?: boolean;
  /** Days from one session to the next. Default: 1. */
  daysApart?: number;
  /** The person's answers, as the profile stores them. */
  userMetadata?: UserMetadata;
  /** Additional claims of the ID token: `{ given_name: 'Ada' }`. With the same `sub`, two calls create the same person. */
  claims?: Partial<Claims>;
  /** Names of fields that were shown in the previous session, and put off or declined. */
  snoozed?: readonly string[];
  declined?: readonly string[];
}

/** Everything that an element or `createProfiler` needs about a person. */
export interface TestPerson {
  /** The claims of the ID token, including the Action's. Pass them to `user` or `setUser`. */
  user: Claims;
  /** The person's profile. Pass it to `store`. */
  store: FakeStore;
}

const DAY = 86_400_000;
const CLAIM = claimName('https://testing.progressive-lock.example');

let people = 0;

/**
 * Creates a person who begins session number `session`. Session 1 is the session of the sign-up. Each call creates a new person,
 * about whom this browser knows nothing, unless `claims.sub` names one.
 *
 * @param plan what `parsePlan` accepts
 * @throws {RangeError} if `session` is not a whole number from 1 to 1000, or the plan lacks a named field
 */
export function asIfSession(plan: ProfilePlan, session: number, options: SessionOptions = {}): TestPerson {
  if (!Number.isInteger(session) || session < 1 || session > 1000) throw new RangeError(`Expected the number of a session, from 1 to 1000, got ${session}.`);
  const { now = new Date(), signUp = true, daysApart = 1, userMetadata = {}, claims, snoozed = [], declined = [] } = options;
  const unknown = [...snoozed, ...declined].find((name) => !plan.fields.some((field) => field.name === name));
  if (unknown !== undefined) throw new RangeError(`Expected names of fields of the plan, got "${unknown}".`);
  const dayOf = (number: number) => new Date(now.getTime() - (session - number) * daysApart * DAY);
  const [createdAt, lastTime] = [dayOf(1), dayOf(session - 1)];
  let ledger = emptyLedger();
  for (let number = 1; number <= session; number++) {
    ledger = recordSession(ledger, { now: dayOf(number), signUp: signUp && number === 1, createdAt, logins: number });
    if (number !== session - 1) continue;
    if (snoozed.length || declined.length) ledger = recordShown(plan, ledger, [...snoozed, ...declined], lastTime);
    ledger = recordDeclined(plan, recordSnoozed(plan, ledger, snoozed, lastTime), declined, lastTime);
  }
  ledger = recordAnswered(plan, ledger, Object.keys(userMetadata), createdAt);
  const idToken: Claims = { sub: `auth0|test-${++people}`, auth_time: seconds(now), iat: seconds(now), ...claims };
  const profile = readProfile(plan, { userMetadata, idToken });
  const claim = writeProfileClaim(plan, CLAIM, { profile, ledger, logins: session, created: createdAt.toISOString(), now });
  return { user: { ...idToken, [CLAIM]: claim }, store: new FakeStore({ ...userMetadata, [LEDGER_KEY]: ledger }) };
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
