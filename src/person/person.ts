/** What this page holds about the person who is signed in: profile, ledger, session, drafts and answers under way. */
import type { Claims } from './claims.ts';
import type { ProfileStore } from './profile-store.ts';
import { StoreError } from './store-error.ts';
import { storeErrorOf } from './store-failure.ts';
import { isUnsaid } from '../plan/codec.ts';
import { LEDGER_KEY, historyOfName, lacksRefusal, mergeLedgers, readLedger, rebaseLedger, recordDeclined, stampAt, type Ledger } from '../plan/ledger.ts';
import { answerStamp, mergeAnswers, stampAnswers } from '../plan/merge-answers.ts';
import type { FieldValue, Profile, ProfileField, ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { readProfile } from '../plan/profile.ts';
import { hashRest, readProfileClaim, type ProfileClaim } from '../plan/profile-claim.ts';
import { isSameJson } from '../plan/same-json.ts';
import type { Outbox, OutgoingAnswer } from './outbox.ts';
import type { Entry } from './pending-answers.ts';
import { withSessionLock } from './session-lock.ts';
import { QUIET_PERIOD_KEY, type StoredQuietPeriod } from './quiet-period.ts';
import { countSession } from './count-session.ts';
import { omit } from './omit.ts';
import { PersonLedger } from './person-ledger.ts';
import { OTHER_ANSWERS_ITEM, PersonStorage, SIGN_OUT_ITEM, type StorageChange } from './person-storage.ts';
import { readCopy, takeClaim, type ProfileCopy } from './profile-copy.ts';
import { SessionLog, signInOf } from './session-log.ts';

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

/** An answer of this person that is not in the profile, because another one is, and nothing tells which came later. */
export type OtherAnswers = Record<string, FieldValue>;

/** What was read or saved so long ago still counts as what the profile holds, when something is saved. */
const FRESH_MS = 60_000;
/** What was read or saved so long ago need not be read again before something is asked. */
const RECENT_MS = 600_000;

/** An ask that is on the screen: it comes back after a reload. */
export interface OpenAsk {
  names: string[];
}

export class Person {
  readonly user: Claims;
  readonly #options: PersonOptions;
  readonly #storage: PersonStorage;
  readonly #clock: SessionLog;
  readonly #ledger: PersonLedger;
  /** What the post-login Action told, where there is one. */
  readonly #claim: ProfileClaim | undefined;
  readonly #concealed: Set<string>;
  /** What is known of `user_metadata`, from the profile, the token and other tabs. */
  #metadata: UserMetadata;
  /** `user_metadata` as the server last gave it to this page. */
  #stored: UserMetadata = {};
  #hasRead = false;
  /** When this page last saw the profile: by the person's clock, and by one that cannot be set. */
  #seenAt: { wall: number; page: number } | undefined;
  #hasRestored = false;
  /** The last that was, or was going to be, sent. */
  #sentLedger: Ledger | undefined;
  #reading: Promise<void> | undefined;
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
    this.#clock = new SessionLog(storage);
    this.#claim = readProfileClaim(options.user, options.plan);
    this.#ledger = new PersonLedger(storage, this.#claim?.ledger);
    this.#signedOutAt = storage.read(SIGN_OUT_ITEM);
    const copy = readCopy(this.#storage);
    const isNews = this.#claim && this.#claim.at > (copy.claimAt ?? 0);
    const { values, concealed } = isNews ? takeClaim(options.plan, this.#claim, copy, this.#ledger.own) : copy;
    this.#metadata = { ...values };
    if (this.#claim) this.#ledger.joinClaimed();
    this.#concealed = new Set(concealed);
    if (isNews) this.#takeFreshClaim(this.#claim);
  }

  get plan(): ProfilePlan {
    return this.#options.plan;
  }

  static async open(options: PersonOptions): Promise<Person> {
    return new Person(options, await PersonStorage.open(options.user.sub, options.clientId));
  }

  /** What was asked, answered and declined so far, with what other tabs and the profile know of it. */
  get ledger(): Ledger {
    return this.#ledger.current;
  }

  changeLedger(change: (ledger: Ledger) => Ledger): void {
    this.#ledger.change(change);
  }

  /** Written down so that the next pages need not decide whether to ask; whatever is written later ends it. */
  storeQuietPeriod(quietPeriod: StoredQuietPeriod): void {
    if (!this.#isForgotten && !this.#isClosed) this.#ledger.write(QUIET_PERIOD_KEY, quietPeriod);
  }

  /** `user_metadata` as it will be once everything under way is saved. */
  get metadata(): UserMetadata {
    const overlay = { ...this.#metadata, ...this.#openOutbox?.pending };
    return Object.fromEntries(Object.entries(overlay).filter(([, value]) => value !== null && value !== undefined));
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
    return withSessionLock(clientId, () => {
      // The click on "Sign out" is activity too, and may have waited here until after it.
      if (this.#isForgotten || this.#isClosed) return false;
      const signedUpAt = this.#storage.read('signed-up');
      if (isNewSignIn) this.#clock.end();
      const time = now();
      if (!this.#clock.observe(time, signInOf(this.user)) && typeof signedUpAt !== 'number') return false;
      const seen = this.#ledger.own.n;
      this.changeLedger((ledger) => countSession(ledger, { user: this.user, claim: this.#claim, seen, now: time, signedUpAt }));
      this.#storage.remove('signed-up');
      this.#storage.remove('open-ask');
      return true;
    });
  }

  /** Reads the profile unless it was seen less than `maxAgeMs` ago; answers whether it has been read just now. */
  async read(maxAgeMs = RECENT_MS): Promise<boolean> {
    if (this.#hasRead && this.#isSeenWithin(maxAgeMs)) return false;
    this.#reading ??= this.#options.store
      .read(this.user.sub)
      .catch((thrown: unknown) => {
        throw storeErrorOf(thrown);
      })
      .then((metadata) => this.#takeMetadata(metadata))
      .finally(() => (this.#reading = undefined));
    await this.#reading;
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
    const names = fields.map((field) => field.name);
    const before = readCopy(this.#storage);
    const copy: ProfileCopy = {
      // Another tab may have another version of the plan: what that one has beyond this stays.
      values: { ...omit(before.values, names), ...values },
      concealed: [...new Set([...before.concealed.filter((name) => !names.includes(name)), ...concealed, ...this.#keptConcealed()])],
      fields: [...new Set([...before.fields, ...names])],
      claimAt: Math.max(this.#claim?.at ?? 0, before.claimAt ?? 0) || undefined,
    };
    if (!isSameJson(copy, before)) this.#ledger.write('profile', copy);
  }

  /** Takes over what was written elsewhere. */
  reload(): void {
    const copy = readCopy(this.#storage);
    // What the copy is about and does not have was erased; of other things it says nothing.
    this.#metadata = { ...omit(this.#metadata, copy.fields.filter((name) => !this.#isSensitive(name))), ...copy.values };
  }

  /** A name for a lock that this person's pages share. */
  lockName(name: string): string {
    return this.#storage.key(name);
  }

  /**
   * Calls back when something of this person was written by another tab or another part of this page, and has been taken
   * over here. A quiet period is nothing of the person.
   */
  watch(handleChange: (change: StorageChange) => void, signal: AbortSignal): void {
    const handleWrite = (change: StorageChange) => {
      if (change.item === QUIET_PERIOD_KEY) return;
      this.reload();
      handleChange(change);
    };
    this.#storage.watch(handleWrite, signal);
  }

  get openAsk(): OpenAsk | undefined {
    const ask = this.#storage.read('open-ask') as Partial<OpenAsk> | undefined;
    return Array.isArray(ask?.names) ? (ask as OpenAsk) : undefined;
  }

  set openAsk(ask: OpenAsk | undefined) {
    if (ask) this.#ledger.write('open-ask', ask);
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

  /** Answers to show beside those in the profile, for the person to choose. */
  get otherAnswers(): OtherAnswers {
    const others = this.#storage.read(OTHER_ANSWERS_ITEM);
    return typeof others === 'object' && others ? { ...(others as OtherAnswers) } : {};
  }

  /** The person has chosen, or has answered again. */
  dropOtherAnswers(names: readonly string[]): void {
    const others = this.otherAnswers;
    if (names.some((name) => Object.hasOwn(others, name))) this.#writeOthers(omit(others, names) as OtherAnswers);
  }

  /** Whether answers of an earlier visit wait to be sent. */
  get hasPending(): boolean {
    return this.#storage.hasPending;
  }

  /** Whether an answer that waits is gone once this page is left. */
  get isVolatile(): boolean {
    return this.#openOutbox?.isVolatile ?? false;
  }

  /** Whether something is, or is going to be, written down to be sent. */
  get usesOutbox(): boolean {
    return this.#outbox !== undefined;
  }

  /** Stops sending in this page; what is pending stays written down. */
  close(): void {
    this.#isClosed = true;
    // Where its code does not load, the callers of `outbox()` are told.
    this.#outbox?.then((outbox) => outbox.stop(), () => undefined);
  }

  /** Forgets the person after sign-out, all but the ledger. */
  forget(): void {
    this.#hasLeft = true;
    this.#openOutbox?.clear();
    this.#ledger.endQuietPeriod();
    this.#storage.forget();
  }

  /** Signed out, here or elsewhere. */
  get #isForgotten(): boolean {
    return this.#hasLeft || this.#storage.read(SIGN_OUT_ITEM) !== this.#signedOutAt;
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
        if (this.#sentLedger) this.#ledger.noteSeen(this.#sentLedger);
        if (saved.metadata) this.#takeMetadata(saved.metadata);
        handleSaved(saved.names);
      },
      onFailure: handleFailure,
      orderOf: (name) => (name === LEDGER_KEY ? undefined : this.#orderOf(name)),
      merge: (answers, signal) => this.#merge(answers, signal),
      onDoubt: () => (this.#seenAt = undefined),
      now: () => this.#options.now().getTime(),
    });
    this.#openOutbox = outbox;
    if (!this.#isClosed) outbox.start();
    return outbox;
  }

  /** Takes over what the server says the profile holds now. */
  #takeMetadata(metadata: UserMetadata): void {
    this.#metadata = this.#stored = metadata;
    this.#hasRead = true;
    this.#seenAt = { wall: this.#options.now().getTime(), page: performance.now() };
    if (this.#isForgotten || this.#isClosed) return;
    const stored = readLedger(metadata[LEDGER_KEY]);
    this.#ledger.join(stored);
    this.#ledger.noteSeen(stored);
    const { plan, now } = this.#options;
    const isNewlyUnsaid = (field: ProfileField) => isUnsaid(field, metadata[field.name]) && !historyOfName(plan, this.ledger, field.name).isDeclined;
    const unsaid = plan.fields.filter(isNewlyUnsaid).map(({ name }) => name);
    if (unsaid.length) this.changeLedger((ledger) => recordDeclined(plan, ledger, unsaid, now()));
    this.copyProfile();
    this.#restoreRefusals(stored);
  }

  /** Another program may have overwritten the profile's ledger: a refusal that it held is written there again. */
  #restoreRefusals(stored: Ledger): void {
    const outbox = this.#openOutbox;
    if (!outbox || this.#hasRestored || LEDGER_KEY in outbox.pending || !lacksRefusal(stored, this.#ledger.own)) return;
    // Once: a store that does not keep the ledger would be asked for ever.
    this.#hasRestored = true;
    queueMicrotask(() => !this.#isForgotten && outbox.put({ [LEDGER_KEY]: this.ledger }));
  }

  #orderOf(name: string): { seen: number[]; stamp: number } {
    const { plan, now } = this.#options;
    const seen = answerStamp(plan, this.#ledger.seen, name);
    const stamp = answerStamp(plan, this.ledger, name);
    return { seen: [seen], stamp: stamp > seen ? stamp : Math.max(stampAt(now()), seen + 1) };
  }

  /** What is to be saved of `answers`, by what the profile holds now. */
  async #merge(answers: readonly OutgoingAnswer[], signal: AbortSignal): Promise<UserMetadata> {
    const { plan, store, now } = this.#options;
    const sent = answers.find(({ name }) => name === LEDGER_KEY);
    const given = answers.filter((answer) => answer !== sent).map((answer) => ({ ...answer, order: answer.order ?? orderByClock(answer) }));
    const ours = () => mergeLedgers(this.ledger, readLedger(sent?.value));
    // The server cannot tell a refusal that is new from one that was taken back.
    const isSimple = !lacksRefusal(this.#ledger.seen, ours()) && !answers.some(({ isLate }) => isLate);
    if (store.mergesLedger && isSimple) {
      const patch = Object.fromEntries(given.map(({ name, value }) => [name, value]));
      return sent ? { ...patch, [LEDGER_KEY]: (this.#sentLedger = ours()) } : patch;
    }
    const current = await this.#readNow(signal);
    const { patch, outdated, undecided, others } = mergeAnswers(plan, given, current);
    if (undecided.length) this.#keepOthers(undecided, others);
    if (!sent) return patch;
    const merged = rebaseLedger(this.#ledger.seen, ours(), readLedger(current[LEDGER_KEY]));
    const ledger = (this.#sentLedger = stampAnswers(plan, merged, patch, outdated, now()));
    return isSameJson(ledger, current[LEDGER_KEY]) ? patch : { ...patch, [LEDGER_KEY]: ledger };
  }

  /** What the profile holds now: as it was seen not long ago, or read. */
  async #readNow(signal: AbortSignal): Promise<UserMetadata> {
    if (!this.#isSeenWithin(FRESH_MS)) this.#takeMetadata(await this.#options.store.read(this.user.sub, { signal }));
    return this.#stored;
  }

  /** Both clocks have to say so: one can be set, the other stops while the computer sleeps. */
  #isSeenWithin(ms: number): boolean {
    if (!this.#seenAt) return false;
    const age = this.#options.now().getTime() - this.#seenAt.wall;
    return age >= 0 && age <= ms && performance.now() - this.#seenAt.page <= ms;
  }

  /** A claim that was just made and a ledger that lacks nothing of it are as good as the profile. */
  #takeFreshClaim(claim: ProfileClaim): void {
    const time = this.#options.now().getTime();
    const own = this.#ledger.own;
    if (claim.isCut || Math.abs(time - claim.at * 1000) > FRESH_MS || hashRest(own, claim.ledger) !== claim.rest) return;
    // What the claim leaves out of the ledger is here, and the same.
    this.#stored = { ...claim.values, [LEDGER_KEY]: { ...claim.ledger, k: { ...own.k, ...claim.ledger.k } } };
    this.#seenAt = { wall: claim.at * 1000, page: performance.now() };
  }

  /** Answers of unknown order: one is in the profile, the other is kept here for the person to choose. */
  #keepOthers(names: string[], others: UserMetadata): void {
    const before = this.otherAnswers;
    const news = names.filter((name) => !isSameJson(before[name], others[name]));
    if (!news.length) return;
    this.#writeOthers({ ...before, ...(others as OtherAnswers) });
    this.#options.handleFailure(new StoreError('answered-elsewhere', { detail: `Fields: ${news.join(', ')}.` }));
  }

  #writeOthers(others: OtherAnswers): void {
    const isSensitive = Object.keys(others).some((name) => this.#isSensitive(name));
    this.#storage.remove(OTHER_ANSWERS_ITEM);
    if (isSensitive) this.#storage.writeToMemory(OTHER_ANSWERS_ITEM, others);
    else if (Object.keys(others).length) this.#storage.write(OTHER_ANSWERS_ITEM, others);
  }

  #isSensitive(name: string): boolean {
    return this.#options.plan.fields.some((field) => field.name === name && field.sensitive === true);
  }

  #keptConcealed(): string[] {
    return this.#hasRead ? [] : [...this.#concealed];
  }
}

/** An answer that an earlier version of this package wrote down. */
function orderByClock({ at }: Entry): { seen: number[]; stamp: number } {
  return { seen: [0], stamp: stampAt(new Date(at)) };
}
