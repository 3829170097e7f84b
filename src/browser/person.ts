/** What this page holds about the person who is signed in: profile, ledger, session, drafts and answers under way. */
import type { Claims } from '../auth0/session.ts';
import type { ProfileStore } from '../auth0/profile-store.ts';
import type { StoreError } from '../auth0/store-error.ts';
import { isUnsaid } from '../plan/codec.ts';
import { LEDGER_KEY, answeredAt, emptyLedger, mergeLedgers, readLedger, recordDeclined, recordSession, recordUndone, type Ledger } from '../plan/ledger.ts';
import type { FieldValue, Profile, ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { readProfile } from '../plan/profile.ts';
import { readProfileClaim, type ProfileClaim } from '../plan/profile-claim.ts';
import type { Outbox } from './outbox.ts';
import { exclusively } from './exclusively.ts';
import { LULL_DRAWER, type KeptLull } from './kept-lull.ts';
import { LEDGER_DRAWER, PersonStorage, SIGN_OUT_DRAWER } from './person-storage.ts';
import { SessionClock, signInOf, SILENCE_MS } from './session-clock.ts';

export interface PersonOptions {
  /** The raw claims of the ID token; `sub` tells people apart. */
  user: Claims;
  /** People are kept apart by application, too. */
  clientId: string;
  store: ProfileStore;
  plan: ProfilePlan;
  now: () => Date;
  /** These root keys are in the profile now. */
  handleSaved: (names: string[]) => void;
  /** A try to save failed; the answers are kept. */
  handleFailure: (error: StoreError) => void;
}

/** The profile's copy in this browser: what saves a read in sessions in which nothing is asked. */
interface ProfileCopy {
  values: UserMetadata;
  /** Sensitive fields that have a value; the value itself is never written down. */
  concealed: string[];
  /** When the claim was written that was at hand then; what a later one tells is newer than this copy. */
  claimAt?: number;
}

/** An ask that is on the screen: it comes back after a reload. */
export interface OpenAsk {
  names: string[];
}

export class Person {
  readonly user: Claims;
  readonly #options: PersonOptions;
  readonly #storage: PersonStorage;
  readonly #clock: SessionClock;
  /** What the post-login Action told, where there is one. */
  readonly #claim: ProfileClaim | undefined;
  readonly #concealed: Set<string>;
  #metadata: UserMetadata;
  #hasRead = false;
  #reading: Promise<UserMetadata> | undefined;
  #isClosed = false;
  #hasLeft = false;
  /** The last time before this that they signed out here. */
  readonly #signedOutAt: unknown;
  #outbox: Promise<Outbox> | undefined;
  #openOutbox: Outbox | undefined;

  private constructor(options: PersonOptions, storage: PersonStorage) {
    this.user = options.user;
    this.#options = options;
    this.#storage = storage;
    this.#clock = new SessionClock(storage);
    this.#claim = readProfileClaim(options.user);
    this.#signedOutAt = storage.read(SIGN_OUT_DRAWER);
    const copy = storage.read('profile') as Partial<ProfileCopy> | undefined;
    const concealed = Array.isArray(copy?.concealed) ? copy.concealed : [];
    const isTold = this.#claim && this.#claim.at > (copy?.claimAt ?? 0);
    const { values, names } = isTold ? update(this.#claim, copy?.values, concealed) : { values: copy?.values, names: concealed };
    this.#metadata = { ...values };
    this.#concealed = new Set(names);
  }

  static async open(options: PersonOptions): Promise<Person> {
    return new Person(options, await PersonStorage.open(options.user.sub, options.clientId));
  }

  /** What was asked, answered and declined so far, with what other tabs and the profile know of it. */
  get ledger(): Ledger {
    const known = [this.#metadata[LEDGER_KEY], this.#claim?.ledger].filter((ledger) => ledger !== undefined);
    return known.map(readLedger).reduce(mergeLedgers, this.#ownLedger);
  }

  changeLedger(change: (ledger: Ledger) => Ledger): void {
    this.#write(LEDGER_DRAWER, change(this.ledger));
  }

  /** These answers were taken back; the profile's copy of the ledger must not bring them back. */
  forgetAnswers(names: readonly string[]): void {
    const undo = (ledger: Ledger) => recordUndone(this.#options.plan, ledger, names);
    const { [LEDGER_KEY]: stored } = this.#metadata;
    if (stored !== undefined) this.#metadata = { ...this.#metadata, [LEDGER_KEY]: undo(readLedger(stored)) };
    this.changeLedger(undo);
  }

  /** Written down so that the next pages need not decide whether to ask; whatever is written later ends it. */
  keepLull(lull: KeptLull): void {
    if (!this.#isForgotten && !this.#isClosed) this.#write(LULL_DRAWER, lull);
  }

  /** `user_metadata` as it will be once everything under way is saved. */
  get metadata(): UserMetadata {
    const overlay = { ...this.#metadata, ...this.#openOutbox?.pending };
    return Object.fromEntries(Object.entries(overlay).filter(([, value]) => value !== null));
  }

  profile(known: UserMetadata | undefined): Profile {
    const { identities } = this.user;
    const { idp = {}, enrichment } = this.#claim ?? {};
    const profile = readProfile(this.#options.plan, {
      userMetadata: this.metadata,
      idToken: this.user,
      identities: Array.isArray(identities) ? identities : undefined,
      app: known,
      enrichment,
    });
    for (const { name } of this.#options.plan.fields) {
      const value = Object.hasOwn(idp, name) ? idp[name] : undefined;
      if (value !== undefined && (!profile[name] || profile[name].source === 'enrichment')) profile[name] = { value, source: 'idp' };
    }
    return profile;
  }

  /** Fields that have a value which this browser may not hold, or was not told. */
  isConcealed(name: string): boolean {
    const { told = [], idp = {}, enrichment = {} } = this.#claim ?? {};
    return (!this.#hasRead && this.#concealed.has(name)) || (told.includes(name) && !(name in idp || name in enrichment));
  }

  /** Whether the profile must be read before these fields are asked. Not where the Action has told all that matters. */
  mustReadFor(names: readonly string[]): boolean {
    return !this.#claim || this.#claim.isCut || names.some((name) => this.isConcealed(name));
  }

  /** Notes activity; answers whether a session begins with it, which is then counted. */
  async observe(isNewSignIn = false): Promise<boolean> {
    const { now, clientId } = this.#options;
    return exclusively(clientId, () => {
      // The click on "Sign out" is activity too, and may have waited here until after it.
      if (this.#isForgotten || this.#isClosed) return false;
      const signedUpAt = this.#storage.read('signed-up');
      if (isNewSignIn) this.#clock.end();
      const time = now();
      if (!this.#clock.observe(time, signInOf(this.user)) && typeof signedUpAt !== 'number') return false;
      const seen = this.#ownLedger.n;
      this.changeLedger((ledger) => this.#countSession(ledger, seen, time, signedUpAt));
      this.#storage.remove('signed-up');
      this.#storage.remove('open-ask');
      return true;
    });
  }

  /** Reads the profile, once a visit; answers whether it has been read just now. */
  async read(): Promise<boolean> {
    if (this.#hasRead) return false;
    this.#reading ??= this.#options.store.read(this.user.sub).finally(() => (this.#reading = undefined));
    const metadata = await this.#reading;
    // Two may have waited for the same answer.
    if (!this.#hasRead) this.#takeMetadata(metadata);
    return true;
  }

  /** Writes down what is known now, for the next visit and for other tabs. */
  copyProfile(): void {
    // What was under way when the person left must not be found here afterwards.
    if (this.#isForgotten || this.#isClosed) return;
    const { fields } = this.#options.plan;
    const present = fields.filter((field) => this.metadata[field.name] !== undefined);
    const open = present.filter((field) => !field.sensitive).map((field) => [field.name, this.metadata[field.name]]);
    const values = Object.fromEntries(open) as UserMetadata;
    const concealed = present.filter((field) => field.sensitive).map((field) => field.name);
    const copy: ProfileCopy = { values, concealed: [...new Set([...concealed, ...this.#keptConcealed()])], claimAt: this.#claim?.at };
    this.#write('profile', copy);
  }

  /** Another tab, or another part of this page, wrote: take over what it knows. */
  reload(): void {
    const copy = this.#storage.read('profile') as Partial<ProfileCopy> | undefined;
    if (!copy?.values) return;
    const names = this.#options.plan.fields.filter((field) => !field.sensitive).map((field) => field.name);
    const others = Object.entries(this.#metadata).filter(([name]) => !names.includes(name));
    // What the copy does not have was erased.
    this.#metadata = { ...Object.fromEntries(others), ...copy.values };
  }

  /** Whether a `storage` event's key tells something of this person. That nothing is asked of them does not. */
  owns(key: string | null): boolean {
    return key === null || (key.startsWith(this.#storage.key('')) && key !== this.#storage.key(LULL_DRAWER));
  }

  get openAsk(): OpenAsk | undefined {
    const ask = this.#storage.read('open-ask') as Partial<OpenAsk> | undefined;
    return Array.isArray(ask?.names) ? (ask as OpenAsk) : undefined;
  }

  set openAsk(ask: OpenAsk | undefined) {
    if (ask) this.#write('open-ask', ask);
    else this.#storage.remove('open-ask');
  }

  /** What was typed and not yet sent. */
  get drafts(): Record<string, FieldValue> {
    const drafts = this.#storage.read('drafts');
    return typeof drafts === 'object' && drafts ? { ...(drafts as Record<string, FieldValue>) } : {};
  }

  setDraft(name: string, value: FieldValue | undefined): void {
    const drafts = this.drafts;
    if (value === undefined) delete drafts[name];
    else drafts[name] = value;
    if (Object.keys(drafts).length) this.#storage.write('drafts', drafts);
    else this.#storage.remove('drafts');
  }

  /**
   * The way out for answers; its code is loaded when something is asked, or is still waiting from an earlier visit.
   * `undefined`: the person has signed out meanwhile, and nothing may be written down any more that the next one could find.
   */
  async outbox(): Promise<Outbox | undefined> {
    this.#outbox ??= this.#createOutbox().catch((error: unknown) => {
      this.#outbox = undefined;
      throw error;
    });
    const outbox = await this.#outbox;
    return this.#isForgotten ? undefined : outbox;
  }

  /** Whether answers of an earlier visit wait to be sent. */
  get hasPending(): boolean {
    return this.#storage.hasPending;
  }

  /** Whether something is, or is going to be, written down to be sent. */
  get usesOutbox(): boolean {
    return this.#outbox !== undefined;
  }

  /** Stops sending in this page; what is pending stays written down. */
  close(): void {
    this.#isClosed = true;
    void this.#outbox?.then((outbox) => outbox.stop());
  }

  /** Forgets the person after sign-out, all but the ledger. */
  forget(): void {
    this.#hasLeft = true;
    this.#openOutbox?.clear();
    this.#endLull();
    this.#storage.forget();
  }

  /** Signed out, here or elsewhere. */
  get #isForgotten(): boolean {
    return this.#hasLeft || this.#storage.read(SIGN_OUT_DRAWER) !== this.#signedOutAt;
  }

  /** What this browser itself knows of, with the sessions of a lull. */
  get #ownLedger(): Ledger {
    const ledger = readLedger(this.#storage.read(LEDGER_DRAWER));
    const lull = this.#storage.read(LULL_DRAWER) as KeptLull | undefined;
    return (lull?.began ?? []).reduce((before, at) => recordSession(before, { now: new Date(at) }), ledger);
  }

  #write(drawer: string, value: unknown): void {
    this.#endLull();
    this.#storage.write(drawer, value);
  }

  #endLull(): void {
    if (!this.#storage.read(LULL_DRAWER)) return;
    this.#storage.write(LEDGER_DRAWER, this.#ownLedger);
    this.#storage.remove(LULL_DRAWER);
  }

  async #createOutbox(): Promise<Outbox> {
    const { Outbox } = await import('./outbox.ts');
    const { store, plan, handleSaved, handleFailure } = this.#options;
    const outbox = new Outbox({
      storage: this.#storage,
      store,
      userId: this.user.sub,
      sensitive: new Set(plan.fields.filter((field) => field.sensitive).map((field) => field.name)),
      onChange: () => {
        const saved = outbox.takeSaved();
        if (!saved) return;
        this.#takeMetadata(saved.metadata);
        handleSaved(saved.names);
      },
      onFailure: handleFailure,
      reconcile: (late, current, givenAt) => reconcile(plan, late, current, givenAt),
      now: () => this.#options.now().getTime(),
    });
    this.#openOutbox = outbox;
    if (!this.#isClosed) outbox.start();
    return outbox;
  }

  /** Takes over what the server says the profile holds now. */
  #takeMetadata(metadata: UserMetadata): void {
    this.#metadata = metadata;
    this.#hasRead = true;
    if (this.#isForgotten || this.#isClosed) return;
    this.#joinLedgers(metadata[LEDGER_KEY]);
    const { plan, now } = this.#options;
    const unsaid = plan.fields.filter((field) => isUnsaid(field, metadata[field.name])).map(({ name }) => name);
    if (unsaid.length) this.changeLedger((ledger) => recordDeclined(plan, ledger, unsaid, now()));
    this.copyProfile();
  }

  /** Other devices have seen more sessions: this one comes after them, and its own asks are the ones that count in it. */
  #joinLedgers(stored: unknown): void {
    const theirs = readLedger(stored);
    const ours = this.#ownLedger;
    if (theirs.n > ours.n) this.#write(LEDGER_DRAWER, { ...mergeLedgers(ours, theirs), n: theirs.n + 1, c: ours.c });
  }

  /** `seen`: sessions this browser knew of before. */
  #countSession(ledger: Ledger, seen: number, now: Date, signedUpAt: unknown): Ledger {
    const { logins, created } = this.#claim ?? {};
    const facts = { logins_count: logins, created_at: created, ...this.user };
    if (!this.#claim || this.#claim.ledger.n <= seen) return countSession(ledger, facts, now, signedUpAt);
    // The Action has counted this sign-in; whether the form was a sign-up's, this page knows better.
    const hadForm = typeof signedUpAt === 'number' && now.getTime() - signedUpAt <= SILENCE_MS;
    return hadForm ? mergeLedgers(ledger, { ...emptyLedger(), u: ledger.n }) : ledger;
  }

  #keptConcealed(): string[] {
    return this.#hasRead ? [] : [...this.#concealed];
  }
}

/** What this browser knew, by what a newer token tells: values that it holds and the token only names are kept. */
function update({ known, values, isCut }: ProfileClaim, held: UserMetadata = {}, concealed: string[]) {
  const kept = Object.entries(held).filter(([name]) => isCut || known.includes(name));
  const merged: UserMetadata = { ...Object.fromEntries(kept), ...values };
  const names = [...known, ...(isCut ? concealed : [])].filter((name) => !Object.hasOwn(merged, name));
  return { values: merged, names };
}

function countSession(ledger: Ledger, user: Claims, now: Date, signedUpAt: unknown): Ledger {
  const logins = typeof user.logins_count === 'number' ? user.logins_count : undefined;
  const createdAt = typeof user.created_at === 'string' ? new Date(user.created_at) : undefined;
  if (typeof signedUpAt !== 'number') return recordSession(ledger, { now, logins, createdAt });
  const signedUp = new Date(signedUpAt);
  const first = recordSession(ledger, { now: signedUp, signUp: true, logins, createdAt: createdAt ?? signedUp });
  // Whoever had to confirm an address first comes back much later, in a session of its own.
  return now.getTime() - signedUpAt > SILENCE_MS ? recordSession(first, { now, logins, createdAt }) : first;
}

/**
 * What waited for a network meets a profile that another device may have changed meanwhile: of two answers to one
 * field the later stays, of two ledgers what both know.
 */
function reconcile(plan: ProfilePlan, late: UserMetadata, current: UserMetadata, givenAt: ReadonlyMap<string, number>): UserMetadata {
  const ledger = readLedger(current[LEDGER_KEY]);
  const patch = Object.fromEntries(
    Object.entries(late).filter(([name]) => answeredAt(plan, ledger, name) <= (givenAt.get(name) ?? Infinity)),
  );
  if (LEDGER_KEY in patch) patch[LEDGER_KEY] = mergeLedgers(readLedger(patch[LEDGER_KEY]), ledger);
  return patch;
}
