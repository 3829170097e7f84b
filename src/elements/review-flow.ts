/** The logic of `<profile-review>`: reads the profile, accepts changes, and sends them through the person's outbox. */
import type { Claims } from '../person/claims.ts';
import { joinPerson } from '../person/join-person.ts';
import type { PersonClient } from '../person/person-clients.ts';
import type { Person } from '../person/person.ts';
import { PersonStorage } from '../person/person-storage.ts';
import { saveAnswers } from '../person/save-answers.ts';
import { watchSignOut } from '../person/sign-out-watch.ts';
import { encodeAnswers } from '../plan/encode-answers.ts';
import { LEDGER_KEY, answeredAt, recordDeclined, type Ledger } from '../plan/ledger.ts';
import { readValue } from '../plan/codec.ts';
import type { FieldValue, ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { checkProfileSize, ProfileSizeError } from '../plan/profile-size.ts';
import { FieldsEvent, fail } from '../ask/events.ts';
import { FieldOptionLists } from '../ask/field-options.ts';
import { keptNotice } from '../ask/kept-notice.ts';
import { languageOf } from './language-of.ts';
import { loadPlan } from '../ask/plan-source.ts';
import { checkLater } from '../platform/developer-page.ts';
import type { ReviewHost } from './review-host.ts';
import type { ProgressiveLockElement } from './progressive-lock-element.ts';
import { Review, type ReviewEntry, type ReviewState } from './review/review.ts';
import type { StoreError } from '../person/store-error.ts';
import { storeError } from '../person/store-failure.ts';

type Subject = Pick<ReviewHost, 'user' | 'store' | 'plan' | 'clientId'>;

/** A profile that another part of the page read within this time is not read again. */
const REVIEW_AGE_MS = 60_000;

const LOCK_EVENTS = ['signed-in', 'signed-out'] as const;

export class ReviewFlow {
  readonly #host: ReviewHost;
  #person: Person | undefined;
  #client: PersonClient | undefined;
  #plan: ProfilePlan = { fields: [] };
  #lock: ProgressiveLockElement | null = null;
  #review: Review | undefined;
  #notice: ReviewState['notice'];
  readonly #options: FieldOptionLists;
  /** Aborted at the end of a start, with its listeners and everything that is still loading. */
  #run = new AbortController();

  constructor(host: ReviewHost) {
    this.#host = host;
    this.#options = new FieldOptionLists(host, () => this.#show());
  }

  async restart(): Promise<void> {
    this.stop();
    const { signal } = this.#run;
    this.#watchLock(signal);
    const { user, store, plan, clientId } = this.#subject;
    if (!user || !store) return;
    checkLater(() => import('../ask/page-check.ts').then(({ checkElement }) => checkElement(this.#host)));
    const loaded = await loadPlan(plan, this.#lock ?? this.#host);
    if (signal.aborted) return;
    if (loaded.error) fail(this.#host, loaded.error);
    const storage = await PersonStorage.open(user.sub, clientId);
    if (signal.aborted) return;
    watchSignOut(storage, () => this.#leave(), signal);
    const client = {
      user,
      store,
      clientId,
      plan: loaded.plan,
      now: () => new Date(),
      handleSaved: (names: string[]) => this.#handleSaved(names, user),
      handleFailure: (error: StoreError) => this.#handleFailure(error, user),
      // An answer given in the panel, or in another tab.
      handleChange: () => this.#show(),
    };
    const person = await joinPerson(client, signal);
    if (!person) return;
    this.#plan = loaded.plan;
    this.#person = person;
    this.#client = client;
    // Answers of an earlier visit that were not sent.
    if (person.hasPending) void person.sendPending();
    // Without the profile, this browser's data is better than nothing.
    await person.read(REVIEW_AGE_MS).catch((error: Error) => fail(this.#host, error));
    if (!signal.aborted) await this.show();
  }

  stop(): void {
    this.#run.abort();
    this.#run = new AbortController();
    this.#lock = null;
    this.#letGo();
  }

  /** The person has signed out elsewhere. Someone else may be using this browser now. */
  #leave(): void {
    this.#letGo();
    // With a <progressive-lock>, that element owns `user` and notices a sign-out itself.
    if (!this.#lock) this.#host.user = null;
  }

  #letGo(): void {
    this.#notice = undefined;
    this.#person = undefined;
    this.#review?.destroy();
    this.#review = undefined;
  }

  #show(): void {
    this.show().catch((error: Error) => fail(this.#host, error));
  }

  /** Shows the answers that are known now. */
  async show(): Promise<void> {
    if (!this.#person) return;
    this.#review ??= new Review(this.#host.renderRoot as ShadowRoot, {
      onOpen: () => {
        if (this.#notice === 'saved' || this.#notice === 'erased') this.#notice = undefined;
      },
      onSave: (name, value) => void this.#save(name, value),
      onErase: (name) => void this.#erase(name),
      onDropOther: (name) => {
        this.#person?.dropOtherAnswers([name]);
        this.#show();
      },
      onExport: () => this.#export(),
    });
    const { dictionary } = this.#host;
    await this.#review.update({
      entries: this.#entries(this.#person).filter(({ field }) => field.type !== 'hidden'),
      language: languageOf(this.#host),
      dictionary,
      notice: this.#notice,
    });
  }

  get #subject(): Subject {
    const lock = this.#lock;
    return lock ? { user: lock.user, store: lock.profileStore, plan: lock.plan, clientId: lock.clientId } : this.#host;
  }

  #watchLock(signal: AbortSignal): void {
    const id = this.#host.for;
    if (!id) return;
    this.#lock = (this.#host.getRootNode() as Document | ShadowRoot).querySelector<ProgressiveLockElement>(`#${CSS.escape(id)}`);
    if (!this.#lock) throw new Error(`Expected a <progressive-lock id="${id}"> next to <profile-review for="${id}">, found none.`);
    for (const type of LOCK_EVENTS) this.#lock.addEventListener(type, this.#handleLock, { signal });
  }

  readonly #handleLock = (): void => {
    this.restart().catch((error: Error) => fail(this.#host, error));
  };

  #entries(person: Person): ReviewEntry[] {
    const profile = person.profile(this.#host.known, this.#plan);
    const ledger = person.ledger;
    const { otherAnswers } = person;
    return this.#plan.fields.flatMap((field) => {
      const { name } = field;
      const entry = Object.hasOwn(profile, name) ? profile[name] : undefined;
      const other = Object.hasOwn(otherAnswers, name) ? readValue(field, otherAnswers[name])?.value : undefined;
      if (!entry && other === undefined) return [];
      const at = answeredAt(this.#plan, ledger, name);
      // A time in the future was recorded by a clock that was ahead.
      const isPast = at > 0 && at <= Date.now();
      return [{ field, ...entry, other, at: isPast ? new Date(at).toISOString() : undefined, options: this.#options.of(field) }];
    });
  }

  async #save(name: string, value: FieldValue): Promise<void> {
    await this.#send('answered', name, { [name]: value });
  }

  /** A person who erases an answer does not want to be asked again. */
  async #erase(name: string): Promise<void> {
    await this.#send('erased', name, { [name]: null });
  }

  async #send(type: 'answered' | 'erased', name: string, answers: Record<string, FieldValue | null>): Promise<void> {
    const person = this.#person;
    if (!person) return;
    this.#notice = undefined;
    try {
      const patch: UserMetadata = encodeAnswers(this.#plan, answers);
      checkProfileSize({ user_metadata: person.metadata }, patch);
      const erasing = type === 'erased' && {
        takesBack: { [name]: person.valuesOf(name) },
        record: (ledger: Ledger) => recordDeclined(this.#plan, ledger, [name], new Date()),
      };
      if (!saveAnswers(person, { patch, ...erasing, client: this.#client })) {
        fail(this.#host, storeError('login-required', { detail: 'The person has signed out meanwhile.' }));
        if (person === this.#person) this.#leave();
        return;
      }
      person.dropOtherAnswers([name]);
      this.#host.dispatchEvent(new FieldsEvent(type, [name], { planId: this.#plan.id }));
    } catch (error) {
      this.#notice = error instanceof ProfileSizeError ? 'refused' : 'failed';
      fail(this.#host, error as Error);
    }
    await this.show();
  }

  #handleSaved(names: string[], user: Claims): void {
    const fields = names.filter((name) => name !== LEDGER_KEY);
    if (fields.length) this.#host.dispatchEvent(new FieldsEvent('saved', fields, { planId: this.#plan.id }));
    if (!this.#isOf(user)) return;
    const holds = (name: string) => this.#person?.metadata[name] !== undefined;
    this.#notice = fields.length ? (fields.some(holds) ? 'saved' : 'erased') : undefined;
    this.#show();
  }

  #handleFailure(error: StoreError, user: Claims): void {
    fail(this.#host, error);
    if (!this.#isOf(user)) return;
    this.#notice = keptNotice(error, this.#person) ?? this.#notice;
    this.#show();
  }

  /** False for an earlier person, whose save may end later. */
  #isOf({ sub }: Claims): boolean {
    return this.#person?.user.sub === sub;
  }

  /** Downloads all values with their sources, those of hidden fields, too. */
  #export(): void {
    if (!this.#person) return;
    const known = this.#entries(this.#person).map(({ field, value, source, at }) => [field.name, { value, source, at }]);
    const url = URL.createObjectURL(new Blob([JSON.stringify(Object.fromEntries(known), null, 2)], { type: 'application/json' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: 'profile.json' });
    link.click();
    URL.revokeObjectURL(url);
  }
}
