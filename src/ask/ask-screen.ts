/**
 * What is on the screen of one element: opens asks there, brings back the one of before a reload, and takes away what is not
 * to be asked any more. Decides nothing about when.
 */
import type { PersonClient } from '../person/person-clients.ts';
import type { Person } from '../person/person.ts';
import { namesIn } from '../plan/conditions.ts';
import { recordShown } from '../plan/ledger.ts';
import type { ProfileField, ProfilePlan } from '../plan/plan.ts';
import { shownVariants } from '../plan/shown-variants.ts';
import type { AskDecider, PageFacts } from './ask-decider.ts';
import type { AskHost } from './ask-host.ts';
import type { Answers } from './ask-state.ts';
import { BeforeAskEvent, FieldsEvent, fail } from './events.ts';
import { listedFields, type ListedField } from './listed-fields.ts';
import { OpenAsk, type AskContext } from './open-ask.ts';
import { ScreenTurn } from './screen-turn.ts';

export interface AskScreenContext {
  host: AskHost;
  plan: ProfilePlan;
  person: Person;
  /** On whose behalf answers are saved. */
  client: PersonClient;
  decider: AskDecider;
  facts: Readonly<PageFacts>;
  /** Loads what shows these fields; rejects if that fails. */
  prepareView: (fields: readonly ProfileField[]) => Promise<unknown>;
  now: () => Date;
  /** Takes everything off the screen. What is stored stays. */
  signal: AbortSignal;
  /** The screen may be free now. */
  handleTurn: () => void;
  /** What is known may have changed. */
  handleProfile: () => void;
  /** The page has said something meanwhile, which had to wait for the end of the ask. */
  handleMissed: () => void;
}

export class AskScreen {
  readonly #context: AskScreenContext;
  readonly #turn: ScreenTurn;
  #open: OpenAsk | undefined;
  /** The plan asks what is on the screen, as opposed to the page. */
  #isAutomatic = false;

  constructor(context: AskScreenContext) {
    this.#context = context;
    const { host, person, signal, handleTurn } = context;
    this.#turn = new ScreenTurn({ host, key: person.lockName('asking'), signal, isShowing: () => this.#open !== undefined, handleTurn });
    signal.addEventListener('abort', () => this.end(), { once: true });
  }

  /** The ask on the screen, which takes what the person does there. */
  get open(): OpenAsk | undefined {
    return this.#open;
  }

  end(): void {
    this.#open?.end();
  }

  /** Shows an ask unless the page objects; answers whether it is shown. `names` and `settle`: the page asks, and for these. */
  async show(fields: ProfileField[], names?: string[], settle?: (answers: Answers | null) => void): Promise<boolean> {
    const { person, plan, now } = this.#context;
    const shown = settle ? await this.#openAsk(fields, names, settle) : await this.#turn.use(() => this.#openAsk(fields));
    if (!shown) return false;
    person.changeLedger((ledger) => recordShown(plan, ledger, shown, now()));
    // The page repeats its own requests.
    if (!settle) person.openAsks.keep(plan, { names: shown });
    return this.#tellAsked(shown);
  }

  /** Brings back what was on the screen before a reload or a change of page, if it still matters there. */
  async resume(): Promise<boolean> {
    const { decider, plan, person: { openAsks } } = this.#context;
    const open = openAsks.find(plan);
    if (!open) return false;
    const names = decider.findStillOpen(open.names);
    const fields = plan.fields.filter((field) => names.includes(field.name));
    const shown = fields.length && (await this.#turn.use(() => this.#openAsk(fields)));
    if (shown) return this.#tellAsked(shown);
    // A question of another page of the app returns there, and one in another tab is not over.
    if (!fields.length && !this.#isElsewhere(open.names)) openAsks.keep(plan, undefined);
    return false;
  }

  /** The app has navigated: a question of another page ends, unless the person is using it. */
  endIfOfOtherPage(): void {
    const names = this.#askedByPlan();
    if (names && !this.#context.decider.findStillOpen(names).length) this.end();
  }

  /** What the page has learnt meanwhile need not be asked any more, unless the person is using it. */
  endIfKnown(): void {
    const { person, plan, decider } = this.#context;
    const names = this.#askedByPlan();
    if (!names || !decider.areUserProvided(names)) return;
    person.openAsks.keep(plan, undefined);
    this.end();
  }

  /** What was on the screen in another tab, too, was answered, declined or put off there. */
  endIfClosedElsewhere(): void {
    const { person, plan } = this.#context;
    if (this.#isAutomatic && this.#open?.current?.phase === 'asking' && !person.openAsks.find(plan)) this.end();
  }

  async #tellAsked(names: string[]): Promise<true> {
    const { host } = this.#context;
    await host.updateComplete;
    // The person may have signed out while it was being drawn.
    if (this.#open) host.dispatchEvent(new FieldsEvent('asked', names, this.#open.circumstances(names)));
    return true;
  }

  #isElsewhere(names: readonly string[]): boolean {
    return this.#context.plan.fields.some(({ name, ask }) => names.includes(name) && typeof ask === 'object' && ask.page !== undefined);
  }

  /** The names that the plan asks on the screen, unless the person is using them. */
  #askedByPlan(): readonly string[] | undefined {
    const { person, plan, host } = this.#context;
    const current = this.#open?.current;
    if (!this.#isAutomatic || current?.phase !== 'asking' || host.isBeingUsed()) return undefined;
    return person.openAsks.find(plan)?.names ?? current.fields.map(({ name }) => name);
  }

  /** Answers what is shown; nothing if the page objects, or the person has left. */
  async #openAsk(fields: ProfileField[], names?: string[], settle?: (answers: Answers | null) => void): Promise<string[] | undefined> {
    const { host, plan, person, decider, facts, signal, prepareView, handleMissed } = this.#context;
    const wanted = fields.map((field) => field.name);
    const { activity, known } = facts;
    if (!host.dispatchEvent(new BeforeAskEvent(wanted, activity, shownVariants(plan, wanted), plan.id))) return undefined;
    // A page that names fields wants those, and no others.
    const hasFollowUps = !names && plan.fields.some(({ when }) => when && wanted.some((name) => namesIn(when).has(name)));
    const [listed, FollowUps] = await Promise.all([
      this.#withLists(fields),
      hasFollowUps ? import('./follow-ups.ts').then((module) => module.FollowUps) : undefined,
      prepareView(fields),
    ]);
    const shown = listed.map((field) => field.name);
    if (signal.aborted || !shown.length) return undefined;
    // The page has learnt the values meanwhile, and `known` is considered separately.
    if (!settle && known !== facts.known && decider.areUserProvided(shown)) return undefined;
    this.end();
    const { ledger } = person;
    const context: AskContext = {
      ...this.#context,
      profile: () => decider.profile,
      activity,
      names: names ?? shown,
      settle: settle ?? (() => undefined),
      handleEnd: () => {
        if (this.#open === open) {
          this.#open = undefined;
          this.#turn.end();
        }
        if (activity !== facts.activity || known !== facts.known) handleMissed();
      },
    };
    context.followUps = FollowUps && new FollowUps(context, {
      shown,
      moment: () => ({ ...decider.moment, ledger }),
      request: settle && {},
      withLists: (some) => this.#withLists(some),
      open: () => this.#open,
    });
    const open = new OpenAsk(context, listed);
    this.#open = open;
    this.#isAutomatic = !settle;
    host.requestUpdate();
    // Drafts may have added follow-ups.
    return [...shown, ...open.current!.followUps.map(({ field }) => field.name)];
  }

  /** Without those whose choices cannot be loaded. */
  async #withLists(fields: ProfileField[]): Promise<ListedField[]> {
    const { host, decider: { unlisted } } = this.#context;
    const listed = await listedFields(fields, (error) => fail(host, error));
    for (const { name } of fields) unlisted.add(name);
    for (const { name } of listed) unlisted.delete(name);
    return listed;
  }
}
