/** The life of one person with one plan, in steps. The clock does not move between them. */
import { parseDuration } from '../../src/plan/duration.ts';
import {
  emptyLedger,
  recordAnswered,
  recordDeclined,
  recordSession,
  recordShown,
  recordSilenced,
  recordSnoozed,
  recordUnsilenced,
  type Ledger,
  type SessionFacts,
} from '../../src/plan/ledger.ts';
import { explain, nextAsk, requestedAsk, type AskMoment, type RequestedMoment } from '../../src/plan/next-ask.ts';
import { readProfile, type ProfileSources } from '../../src/plan/profile.ts';
import type { Profile, ProfileField, ProfilePlan, Reason } from '../../src/plan/plan.ts';

export class Life {
  readonly plan: ProfilePlan;
  ledger: Ledger = emptyLedger();
  now = new Date('2026-05-01T10:00:00Z');
  #sources: ProfileSources = {};
  #circumstances: Pick<AskMoment, 'activity' | 'page' | 'matchesPage'> = {};

  constructor(plan: ProfilePlan) {
    this.plan = plan;
  }

  signsUp(facts: Omit<SessionFacts, 'now'> = {}): this {
    return this.comes({ ...facts, signUp: true });
  }

  comes(facts: Omit<SessionFacts, 'now'> = {}): this {
    this.ledger = recordSession(this.ledger, { ...facts, now: this.now });
    return this;
  }

  comesTimes(times: number): this {
    for (let time = 0; time < times; time++) this.comes();
    return this;
  }

  waits(duration: string): this {
    return this.is(new Date(this.now.getTime() + parseDuration(duration)!));
  }

  /** The clock jumps to `now`. */
  is(now: Date | string): this {
    this.now = new Date(now);
    return this;
  }

  daysAgo(days: number): Date {
    return new Date(this.now.getTime() - days * 86_400_000);
  }

  isShown(...names: string[]): this {
    this.ledger = recordShown(this.plan, this.ledger, names, this.now);
    return this;
  }

  answers(...names: string[]): this {
    this.ledger = recordAnswered(this.plan, this.ledger, names, this.now);
    return this;
  }

  snoozes(...names: string[]): this {
    this.ledger = recordSnoozed(this.plan, this.ledger, names, this.now);
    return this;
  }

  declines(...names: string[]): this {
    this.ledger = recordDeclined(this.plan, this.ledger, names, this.now);
    return this;
  }

  silences(): this {
    this.ledger = recordSilenced(this.ledger, this.now);
    return this;
  }

  unsilences(): this {
    this.ledger = recordUnsilenced(this.ledger, this.now);
    return this;
  }

  knows(sources: ProfileSources): this {
    this.#sources = { ...this.#sources, ...sources };
    return this;
  }

  does(activity: string): this {
    this.#circumstances.activity = activity;
    return this;
  }

  opens(page: string, matchesPage?: AskMoment['matchesPage']): this {
    this.#circumstances.page = page;
    this.#circumstances.matchesPage = matchesPage;
    return this;
  }

  get profile(): Profile {
    return readProfile(this.plan, this.#sources);
  }

  get moment(): AskMoment {
    return { ...this.#circumstances, profile: this.profile, ledger: this.ledger, now: this.now };
  }

  /** The names of the fields that are asked now. */
  get asked(): string[] {
    return nextAsk(this.plan, this.moment)?.fields.map(({ name }) => name) ?? [];
  }

  get reasons(): Record<string, Reason> {
    return Object.fromEntries(explain(this.plan, this.moment).map(({ name, reason }) => [name, reason]));
  }

  /** The names of the fields that are shown when the host asks. */
  requested(names?: string[], options: Pick<RequestedMoment, 'evenIfDeclined' | 'evenIfKnown'> = {}): string[] {
    return requestedAsk(this.plan, { ...this.moment, names, ...options })?.fields.map(({ name }) => name) ?? [];
  }
}

/** A text field; all of it can be changed. */
export function textField(name: string, changes: Partial<ProfileField> = {}): ProfileField {
  return { name, label: name, ...changes };
}

/** A life with a plan of these fields. */
export function lifeWith(fields: (string | ProfileField)[], pacing: ProfilePlan['pacing'] = {}): Life {
  return new Life({ fields: fields.map((field) => (typeof field === 'string' ? textField(field) : field)), pacing });
}
