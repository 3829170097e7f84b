/** One `<tell-us-more>` in the inspector. */
import { PersonLedger } from '../../person/person-ledger.ts';
import { PersonStorage, SIGN_OUT_ITEM } from '../../person/person-storage.ts';
import { readQuietPeriods } from '../../person/quiet-period.ts';
import type { AskMoment, Explanation } from '../../plan/decide.ts';
import { rebaseLedger } from '../../plan/ledger.ts';
import { readProfileClaim } from '../../plan/profile-claim.ts';
import type { ProfilePlan } from '../../plan/plan.ts';
import { detailOf } from '../../plan/reason-detail.ts';
import { dateInWords, explainInWords, nextTimeInWords } from '../../plan/reason-words.ts';
import { currentPaths } from '../../platform/location.ts';
import { hasPageModal } from '../../platform/page-modal.ts';
import { isRendered } from '../../platform/rendered.ts';
import { isTyping } from '../../platform/typing.ts';
import { findMissing, findMistakes, findOtherPlan } from '../../ask/find-mistakes.ts';
import type { FailureEvent } from '../../ask/events.ts';
import { warnOnce, type Mistake } from '../../ask/mistake.ts';
import type { InspectableAsker } from './inspectable.ts';
import { callsOf, watchStore, type StoreCall } from './store-calls.ts';

export interface InspectedField {
  name: string;
  asked: boolean;
  /** The rows of `explain()`. */
  reason: string;
  sentence: string;
}

export interface Inspection {
  /** What the element waits for or shows, the most important first. */
  status: string[];
  fields: InspectedField[];
  calls: readonly StoreCall[];
  mistakes: Mistake[];
}

/** A page may need this time to sign a person in. */
const MISSING_AFTER_MS = 3000;

export class InspectedElement {
  readonly element: InspectableAsker;
  readonly #now: () => Date;
  /** The element's own `explain()`, without the numbers that the inspector adds. */
  readonly #explainPlainly: () => Explanation[];
  #missing: Mistake[] = [];
  #mistakes: Mistake[] = [];
  #error = '';
  /** The current person's storage, from which the numbers of reasons are computed. */
  #opened: { sub: string; plan: ProfilePlan; storage: PersonStorage } | undefined;

  /** `now`: the time, shifted by the developer. */
  constructor(element: InspectableAsker, now: () => Date) {
    this.element = element;
    this.#now = now;
    element.now = now;
    this.#explainPlainly = element.explain.bind(element);
    element.explain = () => this.#explain();
    element.addEventListener('error', (event: Event) => (this.#error = (event as FailureEvent).error.message));
    element.addEventListener('asked', () => (this.#error = ''));
    setTimeout(() => {
      this.#missing = element.isConnected && !element.redirect ? findMissing(element) : [];
      warnOnce(this.#missing);
    }, MISSING_AFTER_MS);
  }

  /** Call it before each update of the element, because its store may have changed. */
  async prepare(): Promise<void> {
    const { element } = this;
    if (element.store) watchStore(element.store);
    this.#mistakes = await findMistakes(element);
    warnOnce(this.#mistakes);
  }

  /** Makes the element decide again, as after a reload. */
  restart(): void {
    this.element.requestUpdate('store');
  }

  /** Removes all of the person's data from this browser, including the ledger and pending answers. */
  async reset(): Promise<void> {
    const { element } = this;
    if (!element.user) return;
    const storage = await PersonStorage.open(element.user.sub, element.clientId);
    element.run?.end();
    // Otherwise, this tab and others would count the person as signed out.
    for (const item of storage.list('')) if (item !== SIGN_OUT_ITEM) storage.remove(item);
    this.restart();
  }

  /** Asks the next fields of the plan, regardless of the pacing. Resolves with the result as text. */
  async ask(): Promise<string> {
    const { element } = this;
    let isShown = false;
    element.addEventListener('asked', () => (isShown = true), { once: true });
    const answers = await element.ask();
    if (answers) return 'Answered.';
    return isShown ? 'Not answered.' : 'There is nothing to ask: every field is known, declined, or waits for more than time.';
  }

  async inspect(): Promise<Inspection> {
    const { element } = this;
    const { run, user, store } = element;
    const calls = store ? callsOf(store) : [];
    if (!element.user || !element.store) this.#error = '';
    else this.#missing = [];
    const plan = run?.plan;
    const mistakes = [...this.#missing, ...this.#mistakes];
    if (user && plan) {
      const other = findOtherPlan(user, plan);
      warnOnce(other);
      mistakes.push(...other);
    }
    if (element.off || !user || !store || !plan || !run) return { status: this.#waitsFor(), fields: [], calls, mistakes };
    const storage = await PersonStorage.open(user.sub, element.clientId);
    const own = plan.experiments?.length ? (await import('../../plan/experiments.ts')).assignVariants(plan, user.sub) : plan;
    this.#opened = { sub: user.sub, plan: own, storage };
    const fields = this.#fields(own);
    return { status: this.#state(fields, storage), fields, calls, mistakes };
  }

  #waitsFor(): string[] {
    const { off, user, store } = this.element;
    if (off) return ['Switched off: `off` is set.'];
    const missing = [!user && '`user`, the claims of the ID token', !store && '`store`, where the profile is read and saved'].filter(Boolean);
    return [missing.length ? `Waits for ${missing.join(', and for ')}.` : 'Waits for the plan.', ...this.#errors];
  }

  get #errors(): string[] {
    return this.#error ? [`Last error: ${this.#error}`] : [];
  }

  #state(fields: readonly InspectedField[], storage: PersonStorage): string[] {
    const { element } = this;
    const current = element.run?.open?.current;
    const names = fields.filter(({ asked }) => asked).map(({ name }) => name);
    const status: string[] = [];
    if (current?.phase === 'asking') status.push(`Asks for ${current.fields.map(({ name }) => name).join(' and ')}.`);
    else if (current) status.push('Says thanks.');
    else if (!names.length) status.push(this.#quietPeriod(storage));
    else status.push(this.#waitsToAsk(names.join(' and ')));
    if (!navigator.onLine) status.push('The browser is offline: answers are kept until it is not.');
    else if (storage.hasPending) status.push('An answer waits to be saved.');
    return [...status, ...this.#errors];
  }

  #waitsToAsk(names: string): string {
    const { element } = this;
    if (!isRendered(element)) return `Waits to ask for ${names}: the element is in a hidden part of the page.`;
    if (element.placement !== 'inline' && hasPageModal(element)) return `Waits to ask for ${names}: a modal dialog of the page is open.`;
    if (element.placement === 'dialog' && isTyping()) return `Waits to ask for ${names}: the person is typing.`;
    return `Is about to ask for ${names}, unless another element or tab asks this person just now, or \`before-ask\` was prevented.`;
  }

  #quietPeriod(storage: PersonStorage): string {
    const { until, sessions, activities } = readQuietPeriods(storage);
    if (sessions === undefined) return 'Nothing is asked now.';
    const ends = [
      until && `until ${dateInWords(until, this.#now())}`,
      `for ${sessions === 0 ? 'this session' : `${sessions} more ${sessions === 1 ? 'session' : 'sessions'}`}`,
      activities?.length && `or until the person does ${activities.map((name) => `“${name}”`).join(' or ')}`,
    ];
    return `Quiet period: nothing is asked, and nothing more is loaded, ${ends.filter(Boolean).join(', ')}.`;
  }

  #fields(plan: ProfilePlan): InspectedField[] {
    const { profile } = this.element;
    const now = this.#now();
    const rows = this.#explain();
    const asked = rows.filter((row) => row.asked).map(({ name }) => name);
    return rows.flatMap((row) => {
      const field = plan.fields.find(({ name }) => name === row.name);
      if (!field) return [];
      const sentences = [explainInWords(field, row, { plan, profile, asked }), nextTimeInWords(row, now)];
      return [{ name: row.name, asked: row.asked, reason: row.reason, sentence: sentences.filter(Boolean).join(' ') }];
    });
  }

  /** The rows of the element's `explain()`, with current numbers. In a quiet period, the rows are from its beginning. */
  #explain(): Explanation[] {
    const { element } = this;
    const rows = this.#explainPlainly();
    const { user, run } = element;
    const { plan, storage, sub } = this.#opened ?? {};
    if (!plan || !storage || !user || !run || sub !== user.sub) return rows;
    const { own, seen } = new PersonLedger(storage);
    const claimed = readProfileClaim(user, run.plan)?.ledger;
    const ledger = claimed ? rebaseLedger(seen, own, claimed) : own;
    const moment: AskMoment = { profile: element.profile, ledger, now: this.#now(), activity: element.activity, page: currentPaths() };
    return rows.map((row) => {
      const field = plan.fields.find(({ name }) => name === row.name);
      return field && row.reason !== 'asked' ? { ...row, detail: detailOf(plan, moment, field, row.reason) } : row;
    });
  }
}
