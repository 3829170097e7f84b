/** Computes what a plan asks, session by session, for a person who answers every question. */
import { parseDuration } from '../../src/plan/duration.ts';
import type { ProfileField, ProfilePlan } from '../../src/plan/plan.ts';
import type { FieldPast, Moment } from './design.ts';
import { pastOf, travel } from './travel.ts';

export interface Stop {
  session: number;
  day: number;
  /** The fields that are asked in this session. */
  asked: ProfileField[];
  /** What happened before this session. */
  pasts: Record<string, FieldPast>;
}

const DAY = 86_400_000;

/** The fewest and the most sessions that are drawn. */
const FEWEST = 8;
const MOST = 16;

/** Returns the sessions. The number of days between two of them comes from `moment`. */
export function timelineOf(plan: ProfilePlan, moment: Moment, now: Date): Stop[] {
  const pace = moment.session > 1 ? moment.daysSinceSignUp / (moment.session - 1) : 1;
  const last = Math.min(MOST, Math.max(FEWEST, moment.session + 2));
  let pasts = withoutAsked(plan, moment.pasts);
  const coolDown = parseDuration(plan.pacing?.coolDown ?? 'P1D') ?? DAY;
  let lastAsk: number | undefined;
  const stops: Stop[] = [];
  for (let session = 1; session <= last; session++) {
    const day = Math.round(pace * (session - 1));
    const found = travel(plan, { ...moment, session, daysSinceSignUp: day, wasAsked: false, pasts }, now).asked;
    // An answered field does not store when it was asked, so the cool-down is computed here.
    const rests = lastAsk !== undefined && (day - lastAsk) * DAY < coolDown;
    const asked = rests ? found.filter(({ ask }) => typeof ask === 'object' && ask.urgent) : found;
    if (asked.length > 0) lastAsk = day;
    stops.push({ session, day, asked, pasts });
    pasts = { ...pasts, ...Object.fromEntries(asked.map(({ name }): [string, FieldPast] => [name, { past: 'answered' }])) };
  }
  return stops;
}

/** Drops the answers given on the way, which are computed again. Keeps refusals and values from other sources. */
function withoutAsked(plan: ProfilePlan, pasts: Moment['pasts']): Moment['pasts'] {
  const kept = plan.fields.flatMap(({ name, ask }): [string, FieldPast][] => {
    const past = pastOf(pasts, name);
    const isOnTheWay = past?.past === 'answered' && past.value === undefined && ask !== 'signup';
    return past && !isOnTheWay ? [[name, past]] : [];
  });
  return Object.fromEntries(kept);
}
