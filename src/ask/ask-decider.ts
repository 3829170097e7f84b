/** Decides what may be asked, by the plan with the person's variants, the known values, and the moment. */
import { omit } from '../person/omit.ts';
import { quietPeriodDigest, type StoredQuietPeriod } from '../person/quiet-period.ts';
import type { Person } from '../person/person.ts';
import { namesIn } from '../plan/conditions.ts';
import { decideAsk, decideRequest, explainDecision, type AskMoment, type Explanation } from '../plan/decide.ts';
import type { Profile, ProfileField, ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { currentPaths } from '../platform/location.ts';
import type { AskOptions } from './ask-options.ts';
import type { AskSubject } from './ask-subject.ts';

/** What the page has set. */
export interface PageFacts {
  /** Values from the page, by field name or by the name in `knownFrom: ["app.…"]`. */
  known?: UserMetadata;
  /** The person's activity. */
  activity?: string;
}

/** `plan` contains the person's variants, whose fields may be due earlier than those of the original plan. */
export interface AskDeciderOptions extends AskSubject {
  person: Person;
  facts: Readonly<PageFacts>;
  matchesCondition: AskMoment['matchesCondition'];
  now: () => Date;
}

export class AskDecider {
  readonly #options: AskDeciderOptions;
  readonly #plan: ProfilePlan;
  readonly #person: Person;
  /** The names of fields whose choices could not be loaded on this page. */
  readonly unlisted = new Set<string>();

  constructor(options: AskDeciderOptions) {
    this.#options = options;
    this.#plan = options.plan;
    this.#person = options.person;
  }

  /** The known values of the plan's fields, including pending answers. */
  get profile(): Profile {
    return this.#person.profile(this.#options.facts.known, this.#plan);
  }

  /** The input of a decision now. */
  get moment(): AskMoment {
    const { facts, now } = this.#options;
    const matchesCondition: AskMoment['matchesCondition'] = (condition, values) =>
      // It may be true. The profile decides, which is read before anything is asked.
      [...namesIn(condition)].some((name) => this.#person.known.isConcealed(name)) || this.#options.matchesCondition!(condition, values);
    return { profile: this.profile, ledger: this.#person.ledger, now: now(), activity: facts.activity, page: currentPaths(), matchesCondition };
  }

  /** Returns the fields to ask now; `undefined` if there are none. */
  findDue(): ProfileField[] | undefined {
    return decideAsk(without(this.#openPlan, (name) => this.unlisted.has(name)), this.moment)?.fields;
  }

  /** Returns the fields to ask for a request of the page; `undefined` if there are none. */
  findRequested(names: string[] | undefined, options: AskOptions): ProfileField[] | undefined {
    return decideRequest(this.#plan, { ...this.moment, ...options, names })?.fields;
  }

  /** Returns for each field why it would be asked or not, if nothing were on the screen. */
  explain(): Explanation[] {
    return explainDecision(this.#plan, this.moment).map((row) => (this.#person.known.isConcealed(row.name) ? { ...row, asked: false, reason: 'known' } : row));
  }

  /** Returns those of the shown `names` that are still unanswered, not declined, and due. */
  findStillOpen(names: readonly string[]): string[] {
    const { profile } = this;
    return this.explain()
      .filter(({ name, reason }) => {
        if (!names.includes(name)) return false;
        if (reason !== 'known') return !['declined', 'not-due', 'condition'].includes(reason);
        // A value to confirm, or one that "Undo" has restored, is known and still open.
        return !isUserProvided(profile, name) && !this.#person.known.isConcealed(name);
      })
      .map(({ name }) => name);
  }

  /** Whether the person or the page has given all of these values, so that nothing remains to ask or confirm. */
  areUserProvided(names: readonly string[]): boolean {
    const { profile } = this;
    return names.every((name) => isUserProvided(profile, name));
  }

  /** Returns how long nothing will be asked; `undefined` if that is unknown, or if `isWanted()` has become false. */
  async findQuietPeriod(isWanted: () => boolean): Promise<StoredQuietPeriod | undefined> {
    const { known } = this.#options.facts;
    const key = await quietPeriodDigest({ ...this.#options, known });
    // Loaded here, because pages that ask something do not need it.
    const module = key && (await import('../plan/quiet-period.ts').catch(() => undefined));
    if (!module || known !== this.#options.facts.known || !isWanted()) return undefined;
    const quietPeriod = module.findQuietPeriod(this.#openPlan, this.moment);
    if (!quietPeriod) return undefined;
    return { ...quietPeriod, key, known: Object.keys(this.profile), profile: omit(this.profile, [...this.#person.known.sensitive]), reasons: this.explain(), planId: this.#plan.id };
  }

  /** The plan without concealed fields, whose values this browser does not have. */
  get #openPlan(): ProfilePlan {
    return without(this.#plan, (name) => this.#person.known.isConcealed(name));
  }
}

function isUserProvided(profile: Profile, name: string): boolean {
  const source = Object.hasOwn(profile, name) ? profile[name]?.source : undefined;
  return source === 'user' || source === 'app';
}

function without(plan: ProfilePlan, isLeftOut: (name: string) => boolean): ProfilePlan {
  const fields = plan.fields.filter(({ name }) => !isLeftOut(name));
  return fields.length < plan.fields.length ? { ...plan, fields } : plan;
}
