/**
 * The questions on the screen of one element. It shows them, restores those of before a reload, and removes those that must not
 * be asked any longer. `AskController` decides when.
 */
import type { PersonClient } from '../person/person-clients.ts';
import type { Person } from '../person/person.ts';
import { namesIn } from '../plan/conditions.ts';
import { recordShown } from '../plan/ledger.ts';
import type { ProfileField, ProfilePlan } from '../plan/plan.ts';
import { shownVariants } from '../plan/shown-variants.ts';
import type { AskDecider, PageFacts } from './ask-decider.ts';
import type { AskHost } from './ask-host.ts';
import { inSteps } from './ask-state.ts';
import { BeforeAskEvent, FieldsEvent, fail } from './events.ts';
import { listedFields, type ListedField } from './listed-fields.ts';
import { OpenAsk, type AskContext, type Settle } from './open-ask.ts';
import { ScreenTurn } from './screen-turn.ts';

/** Loads the view of these fields, in this number of steps. Rejects if that fails. */
export type PrepareView = (fields: readonly ProfileField[], steps?: number) => Promise<unknown>;

/** Returns the fields that may be asked at the time of the call. */
type Find = () => ProfileField[] | undefined;

export interface AskScreenContext {
  host: AskHost;
  plan: ProfilePlan;
  person: Person;
  /** The client whose answers are saved. */
  client: PersonClient;
  decider: AskDecider;
  facts: Readonly<PageFacts>;
  prepareView: PrepareView;
  now: () => Date;
  /** Removes everything from the screen. Stored data stays. */
  signal: AbortSignal;
  /** Called when the screen may be free. */
  handleTurn: () => void;
  /** Called when the known values may have changed. */
  handleProfile: () => void;
  /** Called at the end of questions if the page has changed `known` or the activity meanwhile. */
  handleMissed: () => void;
}

export class AskScreen {
  readonly #context: AskScreenContext;
  readonly #turn: ScreenTurn;
  #open: OpenAsk | undefined;
  /** The plan has asked, as opposed to the page. */
  #isAutomatic = false;

  constructor(context: AskScreenContext) {
    this.#context = context;
    const { host, person, signal, handleTurn } = context;
    this.#turn = new ScreenTurn({ host, key: person.lockName('asking'), signal, isShowing: () => this.#open !== undefined, handleTurn });
    signal.addEventListener('abort', () => this.end());
  }

  /** The questions on the screen. */
  get open(): OpenAsk | undefined {
    return this.#open;
  }

  end(): void {
    this.#open?.end();
  }

  /**
   * Shows the found fields, unless the page prevents it. Returns true if they are shown. `names` and `settle`: the request of the
   * page.
   */
  async show(find: Find, names?: string[], settle?: Settle): Promise<boolean> {
    const { person, plan } = this.#context;
    const before = this.#open?.names;
    const shown = await this.#turn.use(() => this.#openAsk(find, names, settle), settle !== undefined);
    if (!shown) return false;
    // The page repeats its own requests after a reload.
    if (!settle) person.openAsks.keep(plan, { names: shown });
    // A second request for the same fields, as after a double click, does not count as shown again.
    return this.#reportAsked(shown, shown.filter((name) => !before?.includes(name)));
  }

  /** Restores the questions of before a reload or a navigation, if they still apply. */
  async resume(): Promise<boolean> {
    const { decider, plan, person: { openAsks } } = this.#context;
    const open = openAsks.find(plan);
    if (!open) return false;
    const find = () => {
      const names = decider.findStillOpen(open.names);
      return plan.fields.filter((field) => names.includes(field.name));
    };
    const isOver = !find().length;
    const shown = !isOver && (await this.#turn.use(() => this.#openAsk(find)));
    if (shown) return this.#reportAsked(shown);
    // Questions of another page of the app return there.
    if (isOver && !this.#isElsewhere(open.names)) openAsks.keep(plan, undefined);
    return false;
  }

  /** Called after a navigation. Ends questions of another page, unless the person is using them. */
  endIfOfOtherPage(): void {
    const names = this.#askedByPlan();
    if (names && !this.#context.decider.findStillOpen(names).length) this.end();
  }

  /** Ends questions whose answers the page knows by now, unless the person is using them. */
  endIfKnown(): void {
    const { person, plan, decider } = this.#context;
    const names = this.#askedByPlan();
    if (names && decider.areUserProvided(names)) {
      person.openAsks.keep(plan, undefined);
      this.end();
    }
  }

  /** Ends questions that were answered, declined or put off in another tab. */
  endIfClosedElsewhere(): void {
    const { person, plan } = this.#context;
    if (this.#isAutomatic && this.#open?.current?.phase === 'asking' && !person.openAsks.find(plan)) this.end();
  }

  /** `fresh`: the names that count as shown now. */
  async #reportAsked(names: string[], fresh?: string[]): Promise<true> {
    const { host, person, plan, now } = this.#context;
    const open = this.#open;
    await host.updateComplete;
    if (open?.hasFailed) return true;
    if (fresh) person.changeLedger((ledger) => recordShown(plan, ledger, fresh, now()));
    // The person may have signed out during drawing.
    if (this.#open) host.dispatchEvent(new FieldsEvent('asked', names, this.#open.circumstances(names)));
    return true;
  }

  #isElsewhere(names: readonly string[]): boolean {
    return this.#context.plan.fields.some(({ name, ask }) => names.includes(name) && typeof ask === 'object' && ask.page !== undefined);
  }

  /** The names on the screen that the plan has asked; `undefined` if the person is using them. */
  #askedByPlan(): readonly string[] | undefined {
    const { person, plan, host } = this.#context;
    const current = this.#open?.current;
    if (!this.#isAutomatic || current?.phase !== 'asking' || host.isBeingUsed()) return undefined;
    return person.openAsks.find(plan)?.names ?? current.fields.map(({ name }) => name);
  }

  /**
   * Returns the names that are shown; `undefined` if the page prevents it, or if nothing may be asked once everything is loaded.
   */
  async #openAsk(find: Find, names?: string[], settle?: Settle): Promise<string[] | undefined> {
    const { host, plan, person, decider, facts, signal, prepareView, handleMissed } = this.#context;
    const fields = find();
    if (!fields) return undefined;
    const wanted = fields.map((field) => field.name);
    const { activity, known } = facts;
    if (!host.dispatchEvent(new BeforeAskEvent(wanted, activity, shownVariants(plan, wanted), plan.id))) return undefined;
    // A page that names fields wants only those.
    const hasFollowUps = !names && plan.fields.some(({ when }) => when && wanted.some((name) => namesIn(when).has(name)));
    const [lists, FollowUps] = await Promise.all([
      this.#withLists(fields),
      hasFollowUps ? import('./follow-ups.ts').then((module) => module.FollowUps) : undefined,
      prepareView(fields),
    ]);
    await prepareView(lists, inSteps(lists).length);
    // Decides again. Nothing is awaited from here on.
    const due = find();
    const listed = lists.filter((field) => due?.some(({ name }) => name === field.name));
    const shown = listed.map(({ name }) => name);
    if (signal.aborted || !shown.length) return undefined;
    // The person may have used "Undo" meanwhile.
    if (!settle && (this.#open?.current?.phase === 'asking' || this.#turn.mustWait())) return undefined;
    this.end();
    const { ledger } = person;
    const context: AskContext = {
      ...this.#context,
      profile: () => decider.profile,
      activity,
      names: names ?? shown,
      settle,
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
    // Restored drafts may have added follow-ups.
    return [...shown, ...open.current!.followUps.map(({ field }) => field.name)];
  }

  /** Loads the choices of `fields`, and leaves out fields whose choices cannot be loaded. */
  async #withLists(fields: ProfileField[]): Promise<ListedField[]> {
    const { host, decider: { unlisted } } = this.#context;
    const listed = await listedFields(fields, (error) => fail(host, error));
    for (const { name } of fields) unlisted.add(name);
    for (const { name } of listed) unlisted.delete(name);
    return listed;
  }
}
