/** What is known of a person's profile, from the server's last response, the token's claim, and the copy in this browser. */
import { LEDGER_KEY } from '../plan/ledger.ts';
import type { Profile, ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { readProfile } from '../plan/profile.ts';
import { hashRest, readProfileClaim, type ProfileClaim } from '../plan/profile-claim.ts';
import { isSameJson } from '../plan/same-json.ts';
import { SESSION_TIMEOUT_MS } from '../plan/session-timeout.ts';
import type { Claims } from './claims.ts';
import { omit } from './omit.ts';
import type { PersonLedger } from './person-ledger.ts';
import { PROFILE_ITEM, type PersonStorage } from './person-storage.ts';
import { readCopy, takeClaim, type ProfileCopy } from './profile-copy.ts';

/** A profile that was read or saved within this time need not be read again before an answer is saved. */
const FRESH_MS = 60_000;
/** A profile that was read or saved within this time need not be read again before something is asked. */
export const RECENT_MS = 600_000;

export class KnownProfile {
  readonly #storage: PersonStorage;
  readonly #ledger: PersonLedger;
  readonly #now: () => Date;
  #user: Claims;
  /** Contains the fields of all clients' plans. */
  #plan: ProfilePlan = { fields: [] };
  /** The post-login Action's claim in the token, and the plan that it is about. */
  #claim: ProfileClaim | undefined;
  #claimedPlan = this.#plan;
  #concealed: Set<string>;
  /** What is known of `user_metadata`, from the profile, the token and other tabs. */
  #metadata: UserMetadata;
  /** `user_metadata` as the server last returned it to this page. */
  #stored: UserMetadata = {};
  #hasRead = false;
  /** When this page last received the profile, on the system clock and on one that nobody can set. */
  #seenAt: { wall: number; page: number } | undefined;
  readonly #sensitive = new Set<string>();

  constructor(user: Claims, storage: PersonStorage, ledger: PersonLedger, now: () => Date) {
    this.#user = user;
    this.#storage = storage;
    this.#ledger = ledger;
    this.#now = now;
    const { values, concealed } = readCopy(storage);
    this.#metadata = values;
    this.#concealed = new Set(concealed);
  }

  get user(): Claims {
    return this.#user;
  }

  get plan(): ProfilePlan {
    return this.#plan;
  }

  get claim(): ProfileClaim | undefined {
    return this.#claim;
  }

  /** Names of fields whose values must not be stored in the browser. */
  get sensitive(): ReadonlySet<string> {
    return this.#sensitive;
  }

  /** What is known of `user_metadata`, without answers that are being saved. */
  get metadata(): UserMetadata {
    return this.#metadata;
  }

  /** `user_metadata` as the server last returned it, if that was less than a minute ago. */
  get fresh(): UserMetadata | undefined {
    return this.#isSeenWithin(FRESH_MS) ? this.#stored : undefined;
  }

  /** Adds a client's plan and token. The token may be newer than the copy. */
  add(user: Claims, plan: ProfilePlan): void {
    this.#user = user;
    this.#plan = joinPlans(this.#plan, plan);
    for (const { name, sensitive } of plan.fields) if (sensitive) this.#sensitive.add(name);
    const claim = readProfileClaim(user, plan);
    // The Action knows one plan, so its claim may lack fields of another.
    if (!claim || (claim.isCut && this.#claim && claim.at <= this.#claim.at)) return;
    this.#claim = claim;
    this.#claimedPlan = plan;
    const copy = readCopy(this.#storage);
    const isNews = claim.at > (copy.claimAt ?? 0);
    if (isNews) {
      const { values, concealed } = takeClaim(plan, claim, { ...copy, values: this.#metadata }, this.#ledger.own);
      this.#metadata = values;
      this.#concealed = new Set(concealed);
      this.#hasRead = false;
      this.markStale();
    }
    this.#ledger.joinClaimed(claim.ledger);
    if (!isNews) return;
    this.#takeFreshClaim(claim);
    // For later pages without a token.
    this.writeCopy();
  }

  /** Takes over the profile that the server has returned. */
  take(metadata: UserMetadata): void {
    this.#metadata = this.#stored = metadata;
    this.#hasRead = true;
    this.#seenAt = { wall: this.#now().getTime(), page: performance.now() };
  }

  /** Call it when the content of the profile becomes unknown. */
  markStale(): void {
    this.#seenAt = undefined;
  }

  hasReadWithin(ms: number): boolean {
    return this.#hasRead && this.#isSeenWithin(ms);
  }

  /** `userMetadata`: with pending answers. `known`: values from the page. `plan`: the fields to return. */
  profile(userMetadata: UserMetadata, known: UserMetadata | undefined, plan: ProfilePlan): Profile {
    const { identities } = this.#user;
    const { idp = {}, enrichment } = this.#claim ?? {};
    const profile = readProfile(plan, {
      userMetadata,
      idToken: this.#user,
      identities: Array.isArray(identities) ? identities : undefined,
      app: known,
      enrichment,
    });
    for (const { name } of plan.fields) {
      const value = Object.hasOwn(idp, name) ? idp[name] : undefined;
      if (value !== undefined && (!profile[name] || profile[name].source === 'enrichment')) profile[name] = { value, source: 'idp' };
    }
    return profile;
  }

  /** Whether the field has a value that this browser must not store, or has not received. */
  isConcealed(name: string): boolean {
    const { told = [], idp = {}, enrichment = {} } = this.#claim ?? {};
    return (!this.#hasRead && this.#concealed.has(name)) || (told.includes(name) && !(name in idp || name in enrichment));
  }

  /**
   * Whether the profile must be read before these fields are asked. A claim of this session is enough if it contains them. If it only
   * names an answer, the copy in this browser may be older.
   */
  mustReadFor(names: readonly string[]): boolean {
    const { at = 0, isCut, known = [], values = {} } = this.#claim ?? {};
    const isOld = this.#now().getTime() - at * 1000 > SESSION_TIMEOUT_MS;
    const isClaimed = (name: string) =>
      this.#claimedPlan.fields.some((field) => field.name === name) && !this.isConcealed(name) && (name in values || !known.includes(name));
    return isOld || isCut || !names.every(isClaimed);
  }

  /** Stores a copy for the next visit and for other tabs. Pending answers are not part of it. */
  writeCopy(): void {
    const metadata = this.#metadata;
    const names = this.#plan.fields.map((field) => field.name);
    const present = names.filter((name) => metadata[name] !== undefined);
    const values: UserMetadata = Object.fromEntries(present.filter((name) => !this.#sensitive.has(name)).map((name) => [name, metadata[name]]));
    const concealed = present.filter((name) => this.#sensitive.has(name));
    const before = readCopy(this.#storage);
    const stillConcealed = this.#hasRead ? [] : this.#concealed;
    const copy: ProfileCopy = {
      // Another tab may have another version of the plan, so its fields stay.
      values: { ...omit(before.values, names), ...values },
      concealed: [...new Set([...before.concealed.filter((name) => !names.includes(name)), ...concealed, ...stillConcealed])],
      fields: [...new Set([...before.fields, ...names])],
      claimAt: Math.max(this.#claim?.at ?? 0, before.claimAt ?? 0) || undefined,
    };
    if (!isSameJson(copy, before)) this.#ledger.write(PROFILE_ITEM, copy);
  }

  /** Reads the copy that another tab or part of the page has stored. */
  reload(): void {
    const copy = readCopy(this.#storage);
    // A field of the copy without a value was erased.
    this.#metadata = { ...omit(this.#metadata, copy.fields.filter((name) => !this.#sensitive.has(name))), ...copy.values };
  }

  /** Both clocks must agree, because one can be set, and the other stops while the computer sleeps. */
  #isSeenWithin(ms: number): boolean {
    if (!this.#seenAt) return false;
    const age = this.#now().getTime() - this.#seenAt.wall;
    return age >= 0 && age <= ms && performance.now() - this.#seenAt.page <= ms;
  }

  /** Uses a claim of the last minute like the profile itself, if this browser has the part of the ledger that the claim omits. */
  #takeFreshClaim(claim: ProfileClaim): void {
    const { own } = this.#ledger;
    if (claim.isCut || Math.abs(this.#now().getTime() - claim.at * 1000) > FRESH_MS || hashRest(own, claim.ledger) !== claim.rest) return;
    // Equal hashes mean that the omitted part of the ledger is the same here, and so are the omitted answers.
    this.#stored = { ...this.#metadata, [LEDGER_KEY]: { ...claim.ledger, k: { ...own.k, ...claim.ledger.k } } };
    this.#seenAt = { wall: claim.at * 1000, page: performance.now() };
  }
}

/** Returns the fields of both plans. If both have a field of the same name, it is the first plan's. */
function joinPlans(one: ProfilePlan, other: ProfilePlan): ProfilePlan {
  const names = new Set(one.fields.map(({ name }) => name));
  const fields = other.fields.filter(({ name }) => !names.has(name));
  if (!names.size) return other;
  return fields.length ? { ...one, fields: [...one.fields, ...fields] } : one;
}
