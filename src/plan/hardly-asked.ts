/** Finds fields that a plan hardly ever asks, with a quick simulation. Pure, and the same each time. */
import { isAtLogin } from './at-login.ts';
import { namesIn } from './conditions.ts';
import type { PlanProblem } from './parse-plan.ts';
import type { ProfileField, ProfilePlan } from './plan.ts';
import { DEFAULT_OPTIONS, simulate } from './simulation.ts';
import type { FieldOutcome } from './simulation-tally.ts';

/** A field is reported if fewer people than this are asked and its value is not known otherwise. */
const HARDLY = 0.05;

/** People are simulated in groups, until every field was asked of enough of them. */
const GROUP = 10;
/** The limit of people × sessions × fields, which takes tens of milliseconds. */
const PLAYED = 5000;
const MIN_PEOPLE = 20;
const MAX_PEOPLE = 40;
const SESSIONS = 20;
const MAX_SESSIONS = 100;
/** One sentence reports more fields together. */
const MAX_WARNINGS = 5;
/** The simulation's sessions are 2.5 days apart, on average. */
const DAYS_BETWEEN_SESSIONS = 2.5;

export function isHardlyAsked({ asked, known }: Pick<FieldOutcome, 'asked' | 'known'>): boolean {
  return asked < HARDLY && (known.at(-1) ?? 0) < 0.5;
}

export function warnOfHardlyAsked(plan: ProfilePlan): PlanProblem[] {
  const sessions = Math.min(MAX_SESSIONS, Math.max(SESSIONS, ...plan.fields.map(sessionsOf)));
  const warnings = findHardlyAsked(plan, sessions).map(({ field, index, asked }) => {
    const message = `Asked of ${toPercent(asked)} of the people in a simulation of ${sessions} sessions. ${remedyOf(field)} \`progressive-lock simulate\` shows more.`;
    return { path: `fields[${index}].${field.when ? 'when' : 'ask'}`, message };
  });
  if (warnings.length <= MAX_WARNINGS) return warnings;
  const paths = warnings.slice(0, MAX_WARNINGS).map(({ path }) => path.slice(0, path.indexOf('.')));
  const message = `${warnings.length} of them are asked of fewer than ${toPercent(HARDLY)} of the people in a simulation of ${sessions} sessions: ${paths.join(', ')} and more. Leave some out, or loosen \`pacing\`. \`progressive-lock simulate\` shows more.`;
  return [{ path: 'fields', message }];
}

interface Suspect {
  field: ProfileField;
  index: number;
  /** Shares of the people so far. */
  asked: number;
  known: [number];
}

function findHardlyAsked(plan: ProfilePlan, sessions: number): Suspect[] {
  const names = new Set(plan.fields.map(({ name }) => name));
  let suspects = plan.fields.map((field, index): Suspect => ({ field, index, asked: 0, known: [0] })).filter(({ field }) => isPlayed(field, names));
  const people = Math.ceil(PLAYED / sessions / Math.max(1, plan.fields.length));
  const groups = Math.ceil(Math.min(MAX_PEOPLE, Math.max(MIN_PEOPLE, people)) / GROUP);
  for (let group = 1; group <= groups && suspects.length > 0; group++) {
    const { fields } = simulate(plan, { ...DEFAULT_OPTIONS, users: GROUP, sessions, seed: group });
    const mean = (before: number, now: number) => before + (now - before) / group;
    suspects = suspects
      .map(({ field, index, asked, known }): Suspect => ({ field, index, asked: mean(asked, fields[index]!.asked), known: [mean(known[0], fields[index]!.known.at(-1)!)] }))
      .filter(isHardlyAsked);
  }
  return suspects;
}

/** Returns twice the sessions until the field's rule is met. */
function sessionsOf({ ask }: ProfileField): number {
  const { sessions = 0, days = 0, logins = 0 } = (typeof ask === 'object' && ask.after) || {};
  return 2 * Math.ceil(Math.max(sessions, logins, days / DAYS_BETWEEN_SESSIONS));
}

/**
 * Whether a simulation can judge the field: simulated people sign up first, do not log in at the tenant, and have few claims for
 * conditions.
 */
function isPlayed(field: ProfileField, names: ReadonlySet<string>): boolean {
  return field.ask !== 'signup' && !isAtLogin(field) && [...namesIn(field.when ?? {})].every((name) => names.has(name));
}

function remedyOf({ ask, when }: ProfileField): string {
  if (when) return 'Loosen `when`, or ask earlier for what it waits for.';
  if (typeof ask === 'object' && ask.on) return 'Write `urgent` for what cannot wait, or raise its `priority`.';
  return 'Lower `after`, raise its `priority`, or loosen `pacing`.';
}

function toPercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
