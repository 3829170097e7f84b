/** Fields that a plan hardly ever asks, as a quick simulation shows. Pure, and the same each time. */
import { isAtLogin } from '../action/at-login.ts';
import { namesIn } from '../plan/conditions.ts';
import type { PlanProblem } from '../plan/parse-plan.ts';
import type { ProfileField, ProfilePlan } from '../plan/plan.ts';
import { DEFAULT_OPTIONS, simulate, type FieldOutcome } from './simulation.ts';
import { formatPercent } from './table.ts';

/** A field that fewer people than this are asked, and that is not known in another way, gains nothing. */
const HARDLY = 0.05;

/** With these it takes a fraction of a second: people, times sessions, times fields. */
const PLAYED = 30_000;
const MIN_PEOPLE = 20;
const MAX_PEOPLE = 100;
const SESSIONS = 20;
const MAX_SESSIONS = 100;
/** More are said in one sentence. */
const MAX_WARNINGS = 5;
/** The simulation's sessions are 2.5 days apart, on average. */
const DAYS_BETWEEN_SESSIONS = 2.5;

export function isHardlyAsked({ asked, known }: FieldOutcome): boolean {
  return asked < HARDLY && (known.at(-1) ?? 0) < 0.5;
}

export function warnOfHardlyAsked(plan: ProfilePlan): PlanProblem[] {
  const sessions = Math.min(MAX_SESSIONS, Math.max(SESSIONS, ...plan.fields.map(sessionsOf)));
  const people = Math.ceil(PLAYED / sessions / Math.max(1, plan.fields.length));
  const users = Math.min(MAX_PEOPLE, Math.max(MIN_PEOPLE, people));
  const outcome = simulate(plan, { ...DEFAULT_OPTIONS, users, sessions });
  const names = new Set(plan.fields.map(({ name }) => name));
  const warnings = plan.fields.flatMap((field, index) => {
    const { asked } = outcome.fields[index]!;
    if (!isPlayed(field, names) || !isHardlyAsked(outcome.fields[index]!)) return [];
    const message = `Asked of ${formatPercent(asked)} of the people in a simulation of ${sessions} sessions. ${remedyOf(field)} \`progressive-lock simulate\` shows more.`;
    return [{ path: `fields[${index}].${field.when ? 'when' : 'ask'}`, message }];
  });
  if (warnings.length <= MAX_WARNINGS) return warnings;
  const paths = warnings.slice(0, MAX_WARNINGS).map(({ path }) => path.slice(0, path.indexOf('.')));
  const message = `${warnings.length} of them are asked of fewer than ${formatPercent(HARDLY)} of the people in a simulation of ${sessions} sessions: ${paths.join(', ')} and more. Leave some out, or loosen \`pacing\`. \`progressive-lock simulate\` shows more.`;
  return [{ path: 'fields', message }];
}

/** Sessions until the field's rule is met, and as many again. */
function sessionsOf({ ask }: ProfileField): number {
  const { sessions = 0, days = 0, logins = 0 } = (typeof ask === 'object' && ask.after) || {};
  return 2 * Math.ceil(Math.max(sessions, logins, days / DAYS_BETWEEN_SESSIONS));
}

/** The simulated people sign up before they are asked, do not log in at the tenant, and have few claims that a condition could look at. */
function isPlayed(field: ProfileField, names: ReadonlySet<string>): boolean {
  return field.ask !== 'signup' && !isAtLogin(field) && [...namesIn(field.when ?? {})].every((name) => names.has(name));
}

function remedyOf({ ask, when }: ProfileField): string {
  if (when) return 'Loosen `when`, or ask earlier for what it waits for.';
  if (typeof ask === 'object' && ask.on) return 'Write `urgent` for what cannot wait, or raise its `priority`.';
  return 'Lower `after`, raise its `priority`, or loosen `pacing`.';
}
