/**
 * Decides what is asked, and when: element → this → open ask → outbox → store → Auth0, and back as events.
 * It shows nothing itself: what should be on the screen is `current`.
 */
import type { Claims } from '../person/claims.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import type { StoreError } from '../person/store-error.ts';
import { watchActivity } from '../platform/activity.ts';
import { takeAskSlot, waitForAskSlot } from '../person/ask-slot.ts';
import { quietPeriodDigest } from '../person/quiet-period.ts';
import { currentPaths, watchLocation } from '../platform/location.ts';
import { nextTask } from '../platform/next-task.ts';
import { waitForPageModal } from '../platform/page-modal.ts';
import { joinPerson } from '../person/join-person.ts';
import { OPEN_ASK_ITEM } from '../person/open-asks.ts';
import type { PersonChange, PersonClient } from '../person/person-clients.ts';
import type { Person } from '../person/person.ts';
import { saveAnswers } from '../person/save-answers.ts';
import { decideAsk, decideRequest, explainDecision, type AskMoment, type Explanation } from '../plan/decide.ts';
import { namesIn } from '../plan/conditions.ts';
import { findQuietPeriod } from '../plan/quiet-period.ts';
import { LEDGER_KEY, recordShown, recordSilenced, recordUnsilenced, type Ledger } from '../plan/ledger.ts';
import type { Profile, ProfileField, ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { isSameJson } from '../plan/same-json.ts';
import { shownVariants } from '../plan/shown-variants.ts';
import { BeforeAskEvent, FieldsEvent, ProfileChangedEvent, fail } from './events.ts';
import { keptNotice } from './kept-notice.ts';
import { listedFields, type ListedField } from './listed-fields.ts';
import type { Answers } from './ask-state.ts';
import type { AskContext, CurrentAsk, OpenAsk } from './open-ask.ts';

export interface AskHost extends EventTarget {
  /** `current` has changed. */
  requestUpdate(): void;
  /** Resolves when what `current` says is on the screen. */
  readonly updateComplete: Promise<unknown>;
  /** @internal Whether the person is in the panel with pointer or focus: then it is not taken away. */
  isBeingUsed(): boolean;
  /** @internal What takes the focus (a dialog) waits while the person types in the page, and what lies over the page while that is modal. */
  readonly placement?: string;
  /** Called after answers were saved, so that the page can renew its ID token. */
  refresh?: () => Promise<void> | void;
}

/** What a run is about. */
export interface AskSubject {
  user: Claims;
  clientId: string;
  store: ProfileStore;
  plan: ProfilePlan;
  /** Tells the plan from all others; without it, every page decides anew. */
  planDigest?: string;
  /** The person has just signed in, as opposed to coming back signed in. */
  isNewSignIn?: boolean;
}

export interface AskControllerOptions extends AskSubject {
  host: AskHost;
  /** Loads what shows these fields; rejects if that fails. */
  prepareView: (fields: readonly ProfileField[]) => Promise<unknown>;
  /** Ends all of it: listeners, waiting, what is under way. */
  signal: AbortSignal;
  /** Default: the browser's clock. */
  now?: () => Date;
}

export interface AskOptions {
  /** Shows what the person declined all the same: they came for it themselves. */
  evenIfDeclined?: boolean;
  /** Shows what is known, too, for the person to change it. */
  evenIfKnown?: boolean;
}

export class AskController implements PersonClient {
  readonly user: Claims;
  readonly clientId: string;
  readonly store: ProfileStore;
  /** With the person's variants, from the start on. */
  plan: ProfilePlan;
  readonly now: () => Date;
  readonly #options: AskControllerOptions;
  readonly #host: AskHost;
  readonly #signal: AbortSignal;
  /** Set once the person's storage is open and the session counted. */
  #person: Person | undefined;
  #hasObserved = false;
  #matchesCondition: AskMoment['matchesCondition'];
  /** The names of fields whose choices did not come in this page. */
  readonly #unlisted = new Set<string>();
  #known: UserMetadata | undefined;
  #activity: string | undefined;
  #open: OpenAsk | undefined;
  /** Lets other elements and tabs ask. */
  #freeSlot: (() => void) | undefined;
  /** The ask on the screen is the plan's doing, not the page's. */
  #isAutomatic = false;
  /** For a modal dialog of the page to be closed. */
  #isWaiting = false;
  #queue: Promise<unknown> = Promise.resolve();
  /** What the page was last told of the profile; `undefined`: nothing yet. */
  #lastTold: [Profile, UserMetadata | undefined] | undefined;

  constructor(options: AskControllerOptions) {
    this.#options = options;
    this.#host = options.host;
    this.user = options.user;
    this.clientId = options.clientId;
    this.store = options.store;
    this.plan = options.plan;
    this.now = options.now ?? (() => new Date());
    this.#signal = options.signal;
    // What is written down stays.
    options.signal.addEventListener('abort', () => this.#open?.end(), { once: true });
  }

  /** The ask on the screen, to hand on to it what the person does there. */
  get open(): OpenAsk | undefined {
    return this.#open;
  }

  get current(): CurrentAsk | undefined {
    return this.#open?.current;
  }

  /** Whether the session, and the sign-in that began it, have been counted. */
  get hasObserved(): boolean {
    return this.#hasObserved;
  }

  /** What is known about the person, with answers that are still on their way. Empty while nobody is there. */
  get profile(): Profile {
    return this.#person?.profile(this.#known, this.plan) ?? {};
  }

  /** Opens the person's storage, counts the session, and asks if it is time. */
  async start(): Promise<void> {
    const signal = this.#signal;
    this.plan = await assignPlan(this.#options);
    if (signal.aborted) return;
    const person = await joinPerson(this, signal);
    if (!person) return;
    this.#hasObserved = true;
    const [matchesCondition] = await Promise.all([loadConditions(this.plan), person.observe(this.#options.isNewSignIn)]);
    await nextTask();
    if (signal.aborted) return;
    this.#person = person;
    this.#matchesCondition = matchesCondition;
    watchLocation(() => void this.#followLocation(person), signal);
    const handleActivity = () => void person.observe().then((isNew) => (isNew ? this.consider() : undefined));
    signal.addEventListener('abort', watchActivity(handleActivity, this.now), { once: true });
    this.#tellProfile();
    // Answers of an earlier visit that did not get through.
    if (person.hasPending) void person.sendPending();
    if (!(await this.#resume(person))) await this.consider();
  }

  /** Tries to send what is pending for at most `timeoutMs`, then forgets the person in this browser. */
  async forget(timeoutMs: number): Promise<void> {
    const person = this.#person;
    if (!person) return;
    const signal = AbortSignal.timeout(timeoutMs);
    const limit = new Promise((resolve) => signal.addEventListener('abort', resolve));
    // What cannot be sent in time is given up: nobody may find it after the sign-out.
    await Promise.race([this.#sendLast(person, signal).catch((error: Error) => fail(this.#host, error)), limit]);
    person.close();
    person.forget();
  }

  async #sendLast(person: Person, signal: AbortSignal): Promise<void> {
    if (!person.hasPending) return;
    const outbox = await person.outbox();
    if (!signal.aborted) await outbox?.flush({ signal });
  }

  /** Values the page knows, by field name or as `knownFrom: ["app.…"]` names them. */
  set known(known: UserMetadata | undefined) {
    this.#known = known;
    if (!this.#person) return;
    this.#tellProfile();
    this.#withdrawAnswered(this.#person);
    void this.consider();
  }

  /** The person does something now that may make fields relevant; `undefined` ends it. */
  track(activity: string | undefined): void {
    this.#activity = activity;
    const isUnclicked = activity !== undefined && !document.querySelector(`[data-tell-us-more="${CSS.escape(activity)}"]`);
    // A click is told to every element of the page, each with a plan of its own.
    if (isUnclicked) this.#warnOfUnknown('activities', [activity]);
    void this.consider();
  }

  /** What the plan does not have is probably misspelt. */
  #warnOfUnknown(what: 'activities' | 'fields', names: readonly string[]): void {
    const { plan } = this.#options;
    const text = JSON.stringify(plan);
    if (names.every((name) => text.includes(JSON.stringify(name)))) return;
    import('./unknown-names.ts').then(({ warnOfUnknown }) => warnOfUnknown(what, names, plan)).catch(() => undefined);
  }

  /** What is known, read anew if it was not read just now. */
  async readProfile(): Promise<Profile> {
    if (await this.#requirePerson('readProfile').read()) this.#tellProfile();
    return this.profile;
  }

  /** "Don't ask again" for everything, or that taken back. Other devices learn of it through the profile. */
  async optOut(isOut: boolean): Promise<void> {
    const person = this.#requirePerson('optOut');
    // Only what is known to have been said can be taken back, and another device may have said it.
    if (!isOut) await person.read(0).catch((error: Error) => fail(this.#host, error));
    const record = (ledger: Ledger) => (isOut ? recordSilenced : recordUnsilenced)(ledger, this.now());
    if (!saveAnswers(person, { record, client: this })) return;
    if (isOut) this.#open?.end();
    if (!isOut) await this.consider();
  }

  explain(): Explanation[] {
    const { current } = this;
    const shown = new Set(current?.phase === 'asking' ? [...current.fields.map(({ name }) => name), ...current.followUps.map(({ field }) => field.name)] : []);
    return this.#explainNext().map((row) => (shown.has(row.name) ? { ...row, asked: true, reason: 'asked' } : row));
  }

  /** As if nothing were on the screen. */
  #explainNext(): Explanation[] {
    const person = this.#person;
    if (!person) return [];
    return explainDecision(this.plan, this.#moment(person)).map((row) =>
      person.isConcealed(row.name) ? { ...row, asked: false, reason: 'known' } : row,
    );
  }

  /** Asks something if it is time. Reads the profile first, but only when something would be asked. */
  async consider(): Promise<void> {
    await this.#inOrder(async (person) => {
      if (this.current?.phase !== 'asking') await this.#considerNow(person);
    }).catch((error: Error) => fail(this.#host, error));
  }

  /** Asks for `names` (or for what is next) now. Resolves with all their values, or `null` if the person does not answer. */
  async ask(names?: string[], options: AskOptions = {}): Promise<Answers | null> {
    this.#requirePerson('ask');
    this.#warnOfUnknown('fields', names ?? []);
    const asked = await this.#inOrder(async (person) => {
      this.#open?.end();
      const find = () => decideRequest(this.plan, { ...this.#moment(person), ...options, names });
      let ask = find();
      if (ask) {
        this.#prepare(ask.fields);
        await this.#read(person, ask.fields);
        ask = find();
      }
      const { knownAnswers } = await loadOpenAsk();
      if (!ask || this.#signal.aborted) return { answers: names ? knownAnswers(this.profile, names) : null };
      let settle: (answers: Answers | null) => void = () => {};
      const answers = new Promise<Answers | null>((resolve) => (settle = resolve));
      const isShown = await this.#show(person, ask.fields, names, settle);
      // Wrapped, so that what comes next need not wait until the person has answered.
      return { answers: isShown ? answers : names ? knownAnswers(this.profile, names) : null };
    });
    return (await asked?.answers) ?? null;
  }

  #requirePerson(call: string): Person {
    if (this.#person) return this.#person;
    throw new Error(`Expected the person before ${call}(), but could not open what is known of them. See the error before this one.`);
  }

  /** One thing after the other, so that two asks cannot get in each other's way. `undefined`: nobody is there (any more). */
  #inOrder<T>(work: (person: Person) => Promise<T>): Promise<T | undefined> {
    const run = this.#queue.then(() => (this.#person && !this.#signal.aborted ? work(this.#person) : undefined));
    this.#queue = run.catch(() => undefined);
    return run;
  }

  async #considerNow(person: Person): Promise<void> {
    const wanted = this.#askableNow(person);
    if (!wanted) return this.#noteQuietPeriod(person);
    if (this.#host.placement === 'dialog' && isTyping()) {
      return document.addEventListener('focusout', this.#handleFocusOut, { once: true, signal: this.#signal });
    }
    this.#prepare(wanted);
    await this.#read(person, wanted);
    // Meanwhile somebody else may be there, or ask() may have opened the panel.
    if (this.#signal.aborted || this.current?.phase === 'asking') return;
    const fields = this.#askableNow(person);
    if (!fields) return this.#noteQuietPeriod(person);
    const unlisted = this.#unlisted.size;
    // What waits behind a question whose choices do not come takes its place.
    if (!(await this.#show(person, fields)) && this.#unlisted.size > unlisted) await this.#considerNow(person);
  }

  /** Nothing is asked now: if that is going to last, the next pages need not load what decides it. */
  async #noteQuietPeriod(person: Person): Promise<void> {
    const { user, clientId } = this;
    // With the person's variants, which may be due earlier than the plan as it is written.
    const plan = this.plan;
    const known = this.#known;
    const key = await quietPeriodDigest({ planDigest: this.#options.planDigest, user, clientId, known });
    const isStillSo = !this.#signal.aborted && known === this.#known && !this.#open && !person.hasPending;
    const quietPeriod = key && isStillSo && findQuietPeriod(openPart(plan, person), this.#moment(person));
    if (quietPeriod) person.storeQuietPeriod({ ...quietPeriod, key, known: Object.keys(this.profile), profile: this.#openProfile(plan), reasons: this.explain(), planId: plan.id });
  }

  /** What may be written down of the profile. */
  #openProfile({ fields }: ProfilePlan): Profile {
    const sensitive = new Set(fields.filter((field) => field.sensitive).map(({ name }) => name));
    return Object.fromEntries(Object.entries(this.profile).filter(([name]) => !sensitive.has(name)));
  }

  async #read(person: Person, fields: ProfileField[]): Promise<void> {
    if (person.mustReadFor(fields.map(({ name }) => name)) && (await person.read())) this.#tellProfile();
  }

  /** Fetches what an ask needs while the profile is being read; a failure is told where it is needed. */
  #prepare(fields: ProfileField[]): void {
    for (const part of [loadOpenAsk(), this.#options.prepareView(fields), this.store.prepare?.()]) part?.catch(() => undefined);
  }

  #askableNow(person: Person): ProfileField[] | undefined {
    const plan = without(openPart(this.plan, person), (name) => this.#unlisted.has(name));
    return decideAsk(plan, this.#moment(person))?.fields;
  }

  #moment(person: Person): AskMoment {
    return {
      profile: person.profile(this.#known, this.plan),
      ledger: person.ledger,
      now: this.now(),
      activity: this.#activity,
      page: currentPaths(),
      matchesCondition: this.#matchesCondition,
    };
  }

  /** Shows an ask unless the page objects; answers whether it is shown. */
  async #show(person: Person, fields: ProfileField[], names?: string[], settle?: (answers: Answers | null) => void): Promise<boolean> {
    const shown = settle ? await this.#openAsk(person, fields, names, settle) : await this.#openInSlot(person, fields);
    if (!shown) return false;
    person.changeLedger((ledger) => recordShown(this.plan, ledger, shown, this.now()));
    // What the page asked for itself, it asks for again.
    if (!settle) person.openAsks.keep(this.plan, { names: shown });
    return this.#tellAsked(shown);
  }

  #variantsOf(names: readonly string[]): Record<string, string> | undefined {
    return shownVariants(this.plan, names);
  }

  async #tellAsked(names: string[]): Promise<true> {
    await this.#host.updateComplete;
    // Somebody may have signed out while it was being drawn.
    if (this.current) this.#host.dispatchEvent(new FieldsEvent('asked', names, { variants: this.#variantsOf(names), ...this.#open?.circumstances }));
    return true;
  }

  /** Brings back what was on the screen before a reload or a change of page, if it still matters there. */
  async #resume(person: Person): Promise<boolean> {
    const open = person.openAsks.find(this.plan);
    if (!open) return false;
    const names = this.#stillOpen(person, open.names);
    const fields = this.plan.fields.filter((field) => names.includes(field.name));
    const shown = fields.length && (await this.#openInSlot(person, fields));
    if (shown) return this.#tellAsked(shown);
    // What belongs to another page of the app comes back there, and what is in another tab is not over.
    if (!fields.length && !this.#isElsewhere(open.names)) person.openAsks.keep(this.plan, undefined);
    return false;
  }

  #isElsewhere(names: readonly string[]): boolean {
    return this.plan.fields.some(({ name, ask }) => names.includes(name) && typeof ask === 'object' && ask.page !== undefined);
  }

  /** The app has navigated: a question that belongs to another page goes, unless the person is at it; others may come. */
  async #followLocation(person: Person): Promise<void> {
    const { current } = this;
    if (this.#isAutomatic && current?.phase === 'asking' && !this.#host.isBeingUsed()) {
      const names = person.openAsks.find(this.plan)?.names ?? current.fields.map(({ name }) => name);
      if (!this.#stillOpen(person, names).length) this.#open?.end();
    }
    if (this.current || !(await this.#inOrder((one) => this.#resume(one)))) await this.consider();
  }

  /** Shows an ask unless another element or tab has one on the screen for this person: then it is tried again afterwards. */
  async #openInSlot(person: Person, fields: ProfileField[]): Promise<string[] | undefined> {
    const signal = this.#signal;
    if (this.#waitForPage()) return undefined;
    const name = person.lockName('asking');
    // Where thanks of this element are on the screen, what comes next takes their place.
    const own = this.#freeSlot;
    this.#freeSlot = undefined;
    const free = own ?? (await takeAskSlot(name));
    if (!free) {
      waitForAskSlot(name, () => void this.#tryAgain(), signal);
      return undefined;
    }
    const shown = signal.aborted ? undefined : await this.#openAsk(person, fields);
    if (this.#open) this.#freeSlot = free;
    else free();
    return shown;
  }

  /** True while the page has a modal dialog open, over which nothing may lie. Then it is tried again once that is closed. */
  #waitForPage(): boolean {
    const { placement = 'inline' } = this.#host;
    if (placement === 'inline') return false;
    return (this.#isWaiting ||= waitForPageModal(this.#host as unknown as Element, () => {
      this.#isWaiting = false;
      void this.#tryAgain();
    }));
  }

  async #tryAgain(): Promise<void> {
    if (!(await this.#inOrder((person) => (this.current ? Promise.resolve(true) : this.#resume(person))))) await this.consider();
  }

  /** Those of `names`, shown already, that are neither answered nor declined since, and whose moment is not over. */
  #stillOpen(person: Person, names: readonly string[]): string[] {
    const profile = person.profile(this.#known, this.plan);
    return this.#explainNext()
      .filter(({ name, reason }) => {
        if (!names.includes(name)) return false;
        if (reason !== 'known') return !['declined', 'not-due', 'condition'].includes(reason);
        // Known only because it was shown for confirmation, or answered and taken back.
        return !isUserProvided(profile, name) && !person.isConcealed(name);
      })
      .map(({ name }) => name);
  }

  /** Answers what is shown; nothing if the page objects, or somebody else came. */
  async #openAsk(
    person: Person,
    fields: ProfileField[],
    names?: string[],
    settle?: (answers: Answers | null) => void,
  ): Promise<string[] | undefined> {
    const wanted = fields.map((field) => field.name);
    const [activity, known] = [this.#activity, this.#known];
    if (!this.#host.dispatchEvent(new BeforeAskEvent(wanted, this.#activity, this.#variantsOf(wanted), this.plan.id))) return undefined;
    // A page that names fields wants those, and no others.
    const hasFollowUps = !names && this.plan.fields.some(({ when }) => when && wanted.some((name) => namesIn(when).has(name)));
    const [{ OpenAsk }, listed, FollowUps] = await Promise.all([
      loadOpenAsk(),
      this.#withLists(fields),
      hasFollowUps ? import('./follow-ups.ts').then((module) => module.FollowUps) : undefined,
      this.#options.prepareView(fields),
    ]);
    const shown = listed.map((field) => field.name);
    if (this.#signal.aborted || !shown.length) return undefined;
    // What has made it known has had it considered anew.
    if (!settle && known !== this.#known && this.#areUserProvided(shown)) return undefined;
    this.#open?.end();
    const { ledger } = person;
    const context: AskContext = {
      host: this.#host,
      person,
      client: this,
      plan: this.plan,
      profile: () => person.profile(this.#known, this.plan),
      now: this.now,
      handleProfile: () => this.#tellProfile(),
      activity,
      names: names ?? shown,
      settle: settle ?? (() => undefined),
      handleEnd: () => {
        if (this.#open === open) {
          this.#open = undefined;
          this.#freeSlot?.();
          this.#freeSlot = undefined;
        }
        // What began meanwhile had to wait.
        if (activity !== this.#activity || known !== this.#known) void this.consider();
      },
    };
    context.followUps = FollowUps && new FollowUps(context, {
      shown,
      moment: () => ({ ...this.#moment(person), ledger }),
      request: settle && {},
      withLists: (some) => this.#withLists(some),
      open: () => this.#open,
    });
    const open = new OpenAsk(context, listed);
    this.#open = open;
    this.#isAutomatic = !settle;
    this.#host.requestUpdate();
    // Drafts may have brought more along.
    return [...shown, ...open.current!.followUps.map(({ field }) => field.name)];
  }

  /** Without those whose choices do not come. */
  async #withLists(fields: ProfileField[]): Promise<ListedField[]> {
    const listed = await listedFields(fields, (error) => fail(this.#host, error));
    for (const { name } of fields) this.#unlisted.add(name);
    for (const { name } of listed) this.#unlisted.delete(name);
    return listed;
  }

  /** What the page has come to know meanwhile need not be asked any more, unless the person is at it. */
  #withdrawAnswered(person: Person): void {
    const { current } = this;
    if (!this.#isAutomatic || current?.phase !== 'asking' || this.#host.isBeingUsed()) return;
    if (!this.#areUserProvided(person.openAsks.find(this.plan)?.names ?? current.fields.map(({ name }) => name))) return;
    person.openAsks.keep(this.plan, undefined);
    this.#open?.end();
  }

  #areUserProvided(names: readonly string[]): boolean {
    const { profile } = this;
    return names.every((name) => isUserProvided(profile, name));
  }

  handleSaved(names: string[]): void {
    const fields = names.filter((name) => name !== LEDGER_KEY);
    if (fields.length) {
      this.#host.dispatchEvent(new FieldsEvent('saved', fields, { planId: this.plan.id }));
      this.#tellProfile();
      void this.#refresh();
    }
    this.#open?.notify(undefined);
  }

  handleFailure(error: StoreError): void {
    fail(this.#host, error);
    const notice = keptNotice(error, this.#person);
    if (notice) this.#open?.notify(notice);
  }

  async #refresh(): Promise<void> {
    try {
      await this.#host.refresh?.();
    } catch (error) {
      fail(this.#host, error as Error);
    }
  }

  handleChange({ from, item }: PersonChange): void {
    if (!this.#person) return;
    // What was on the screen here and there was answered, declined or put off there.
    const isAboutAsks = from === 'tab' && (item === undefined || item === OPEN_ASK_ITEM);
    if (isAboutAsks && this.#isAutomatic && this.current?.phase === 'asking' && !this.#person.openAsks.find(this.plan)) this.#open?.end();
    this.#tellProfile();
  }

  /** Where the focus goes to is known a little later. */
  readonly #handleFocusOut = (): void => void nextTask().then(() => this.consider());

  #tellProfile(): void {
    const { profile } = this;
    const now: [Profile, UserMetadata | undefined] = [profile, this.#known];
    if (isSameJson(now, this.#lastTold)) return;
    const before = this.#lastTold?.[0];
    this.#lastTold = now;
    const changed = Object.keys({ ...before, ...profile }).filter((name) => !isSameJson(profile[name], before?.[name]));
    this.#host.dispatchEvent(new ProfileChangedEvent(Object.keys(profile), changed));
  }
}

/** The plan without the fields of which nobody may know here whether they are known. */
function openPart(plan: ProfilePlan, person: Person): ProfilePlan {
  return without(plan, (name) => person.isConcealed(name));
}

function without(plan: ProfilePlan, isLeftOut: (name: string) => boolean): ProfilePlan {
  const fields = plan.fields.filter(({ name }) => !isLeftOut(name));
  return fields.length < plan.fields.length ? { ...plan, fields } : plan;
}

/** Whether the person or the page has said it: there is nothing left to ask or to confirm. */
function isUserProvided(profile: Profile, name: string): boolean {
  const source = Object.hasOwn(profile, name) ? profile[name]?.source : undefined;
  return source === 'user' || source === 'app';
}

/** Whether the focus is where somebody types, from whom a dialog would take it. */
function isTyping(): boolean {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused?.matches('input, textarea, select, [contenteditable]') ?? false;
}

/** What is needed once something is asked. */
const loadOpenAsk = () => import('./open-ask.ts');

/** The plan with the person's variants, for a plan that has experiments. */
async function assignPlan({ plan, user }: AskSubject): Promise<ProfilePlan> {
  return plan.experiments?.length ? (await import('../plan/experiments.ts')).assignVariants(plan, user.sub) : plan;
}

/** What evaluates conditions, for a plan that has some. */
async function loadConditions({ fields }: ProfilePlan): Promise<AskMoment['matchesCondition']> {
  return fields.some(({ when }) => when) ? (await import('../plan/condition.ts')).matchesCondition : undefined;
}
