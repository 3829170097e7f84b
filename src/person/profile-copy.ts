/** The copy of a profile in this browser. With it, sessions in which nothing is asked need not read the profile. */
import { answerStamp, type Ledger } from '../plan/ledger.ts';
import type { ProfileClaim } from '../plan/profile-claim.ts';
import type { ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { PROFILE_ITEM, type PersonStorage } from './person-storage.ts';

export interface ProfileCopy {
  values: UserMetadata;
  /** Sensitive fields that have a value. The value itself is never stored. */
  concealed: string[];
  /** The fields that the copy is about: those of the plan of the tab that wrote it, and those of earlier copies. */
  fields: string[];
  /** The time of the newest claim that was used. */
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
 * Merges a newer token's claim into the copy. A token may be older than an answer that was given here: the ledger then has a
 * later stamp for the field than the claim. The claim says nothing about fields of other plans.
 */
export function takeClaim(plan: ProfilePlan, claim: ProfileClaim, copy: ProfileCopy, own: Ledger): Pick<ProfileCopy, 'values' | 'concealed'> {
  const values: UserMetadata = {};
  const concealed: string[] = [];
  const names = new Set(plan.fields.map((field) => field.name));
  for (const name of new Set([...Object.keys(copy.values), ...Object.keys(claim.values), ...copy.concealed, ...claim.known])) {
    const isHeld = Object.hasOwn(copy.values, name);
    const isUserProvided = Object.hasOwn(claim.values, name);
    const stamp = answerStamp(own, name);
    // Stamps of answers are odd.
    const isNewerHere = stamp % 2 === 1 && stamp > answerStamp(claim.ledger, name);
    if (isUserProvided && !(isHeld && isNewerHere)) values[name] = claim.values[name];
    else if (!claim.known.includes(name) && !claim.isCut && !isNewerHere && names.has(name)) continue;
    else if (isHeld) values[name] = copy.values[name];
    else concealed.push(name);
  }
  return { values, concealed };
}

