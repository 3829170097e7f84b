/** Decides what may be asked of a person: by the plan with their variants, what is known, and the moment. Shows nothing. */
import { omit } from '../person/omit.ts';
import { quietPeriodDigest, type StoredQuietPeriod } from '../person/quiet-period.ts';
import type { Person } from '../person/person.ts';
import { decideAsk, decideRequest, explainDecision, type AskMoment, type Explanation } from '../plan/decide.ts';
import type { Profile, ProfileField, ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { currentPaths } from '../platform/location.ts';
import type { AskOptions } from './ask-options.ts';
import type { AskSubject } from './ask-subject.ts';

/** What the page has said. */
export interface PageFacts {
  /** Values that the page knows, by field name or as `knownFrom: ["app.…"]` names them. */
  known?: UserMetadata;
  /** What the person is doing. */
  activity?: string;
}

/** `plan` is the one with the person's variants, which may be due earlier than the plan as it is written. */
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
  /** The names of fields whose choices could not be loaded in this page. */
  readonly unlisted = new Set<string>();

  constructor(options: AskDeciderOptions) {
    this.#options = options;
    this.#plan = options.plan;
    this.#person = options.person;
  }

  /** What is known of the plan's fields, with answers that are being saved. */
  get profile(): Profile {
    return this.#person.profile(this.#options.facts.known, this.#plan);
  }

  /** What is decided about. */
  get moment(): AskMoment {
    const { facts, now, matchesCondition } = this.#options;
    return { profile: this.profile, ledger: this.#person.ledger, now: now(), activity: facts.activity, page: currentPaths(), matchesCondition };
  }

  /** The fields to ask now; `undefined`: none. */
  findDue(): ProfileField[] | undefined {
    return decideAsk(without(this.#openPlan, (name) => this.unlisted.has(name)), this.moment)?.fields;
  }

  /** The fields to ask because the page wants to; `undefined`: none. */
  findRequested(names: string[] | undefined, options: AskOptions): ProfileField[] | undefined {
    return decideRequest(this.#plan, { ...this.moment, ...options, names })?.fields;
  }

  /** Why each field would be asked or not if nothing were on the screen. */
  explain(): Explanation[] {
    return explainDecision(this.#plan, this.moment).map((row) => (this.#person.known.isConcealed(row.name) ? { ...row, asked: false, reason: 'known' } : row));
  }

  /** Those of `names`, shown already, that have been neither answered nor declined since, and whose moment is not over. */
  findStillOpen(names: readonly string[]): string[] {
    const { profile } = this;
    return this.explain()
      .filter(({ name, reason }) => {
        if (!names.includes(name)) return false;
        if (reason !== 'known') return !['declined', 'not-due', 'condition'].includes(reason);
        // Known only because it was shown for confirmation, or answered and taken back.
        return !isUserProvided(profile, name) && !this.#person.known.isConcealed(name);
      })
      .map(({ name }) => name);
  }

  /** Whether the person or the page has given all of these values: then there is nothing to ask or to confirm. */
  areUserProvided(names: readonly string[]): boolean {
    const { profile } = this;
    return names.every((name) => isUserProvided(profile, name));
  }

  /** How long nothing will be asked, for the next pages; `undefined` if that is unknown, or once `isWanted()` is false. */
  async findQuietPeriod(isWanted: () => boolean): Promise<StoredQuietPeriod | undefined> {
    const { known } = this.#options.facts;
    const key = await quietPeriodDigest({ ...this.#options, known });
    // Pages that ask something do not need it.
    const module = key && (await import('../plan/quiet-period.ts').catch(() => undefined));
    if (!module || known !== this.#options.facts.known || !isWanted()) return undefined;
    const quietPeriod = module.findQuietPeriod(this.#openPlan, this.moment);
    if (!quietPeriod) return undefined;
    const sensitive = this.#plan.fields.filter((field) => field.sensitive).map(({ name }) => name);
    return { ...quietPeriod, key, known: Object.keys(this.profile), profile: omit(this.profile, sensitive), reasons: this.explain(), planId: this.#plan.id };
  }

  /** The plan without concealed fields: this browser cannot tell whether they are known. */
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
