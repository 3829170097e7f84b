/** The copy of a profile in this browser: it saves a read in sessions in which nothing is asked. */
import { answerStamp, type Ledger } from '../plan/ledger.ts';
import type { ProfileClaim } from '../plan/profile-claim.ts';
import type { ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { PROFILE_ITEM, type PersonStorage } from './person-storage.ts';

export interface ProfileCopy {
  values: UserMetadata;
  /** Sensitive fields that have a value; the value itself is never written down. */
  concealed: string[];
  /** The fields that it is about: those of the plan of whichever tab wrote it, and what it found there of other plans. */
  fields: string[];
  /** When the newest claim that was at hand was written. */
  claimAt?: number;
}

export function readCopy(storage: PersonStorage): ProfileCopy {
  const { values, concealed, fields, claimAt } = Object(storage.read(PROFILE_ITEM)) as Partial<ProfileCopy>;
  return {
    values: { ...values },
    concealed: Array.isArray(concealed) ? concealed : [],
    fields: Array.isArray(fields) ? fields : Object.keys({ ...values }),
    claimAt,
  };
}

/**
 * What this browser knew, by what a newer token tells. A token may still be older than an answer that was given here: then
 * the ledger has a later stamp for the field than the token's part of it. Of other plans' fields it says nothing.
 */
export function takeClaim(plan: ProfilePlan, claim: ProfileClaim, copy: ProfileCopy, own: Ledger): Pick<ProfileCopy, 'values' | 'concealed'> {
  const values: UserMetadata = {};
  const concealed: string[] = [];
  const names = new Set(plan.fields.map((field) => field.name));
  for (const name of new Set([...Object.keys(copy.values), ...Object.keys(claim.values), ...copy.concealed, ...claim.known])) {
    const isHeld = Object.hasOwn(copy.values, name);
    const isUserProvided = Object.hasOwn(claim.values, name);
    const stamp = answerStamp(own, name);
    // Odd stamps are answers.
    const isNewerHere = stamp % 2 === 1 && stamp > answerStamp(claim.ledger, name);
    if (isUserProvided && !(isHeld && isNewerHere)) values[name] = claim.values[name];
    else if (!claim.known.includes(name) && !claim.isCut && !isNewerHere && names.has(name)) continue;
    else if (isHeld) values[name] = copy.values[name];
    else concealed.push(name);
  }
  return { values, concealed };
}

