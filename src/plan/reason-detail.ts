/** Finds the numbers behind the reasons of `explain()`. */
import type { AskMoment, ReasonDetail } from './decide.ts';
import { historyOf, skimLedger } from './ledger.ts';
import { matchesUrlPattern } from './match-page.ts';
import { indexPlan } from './plan-index.ts';
import type { ProfileField, ProfilePlan, Reason } from './plan.ts';

const DAY = 86_400_000;

/** Returns all parts of the plan that keep `field` from being asked for `reason`. */
export function detailOf(
  plan: ProfilePlan,
  { profile, ledger: stored, now, activity, page, matchesPage = matchesUrlPattern }: AskMoment,
  field: ProfileField,
  reason: Reason,
): ReasonDetail[] {
  const { fields, maxFields, asksPerSession, giveUpAfter, coolDownMs, snoozeMs } = indexPlan(plan);
  const ledger = skimLedger(stored);
  const { rule, key, isUrgent } = fields.find((entry) => entry.field.name === field.name)!;
  const { shown, snoozedAt } = historyOf(ledger, key);
  switch (reason) {
    case 'asked':
      return [];
    case 'known': {
      const source = Object.hasOwn(profile ?? {}, field.name) && profile[field.name]?.source;
      return [source ? { rule: 'profile', current: source } : { rule: 'ledger' }];
    }
    case 'declined':
      return [{ rule: ledger.q > 0 ? 'everything' : 'field' }];
    case 'given-up':
      return [{ rule: 'giveUpAfter', needed: giveUpAfter, current: shown }];
    case 'condition':
      return [{ rule: 'when', needed: field.when }];
    case 'snoozed':
      return [{ rule: 'snooze', until: snoozedAt + snoozeMs }];
    case 'cool-down':
      return [{ rule: 'coolDown', until: ledger.a + coolDownMs }];
    case 'session-limit':
      return [{ rule: 'asksPerSession', needed: asksPerSession, current: ledger.c }];
    case 'outranked':
      return [{ rule: 'maxFields', needed: maxFields }];
    case 'not-due':
      break;
  }
  if (field.type === 'hidden' || field.storage === 'root') return [{ rule: 'sign-up-form' }];
  const details: ReasonDetail[] = [];
  const { on, page: pattern, after: { sessions = 1, days = 0, logins = 0 } = {} } = rule;
  const paths = [page ?? []].flat();
  if (on && ![on].flat().includes(activity ?? '')) details.push({ rule: 'on', needed: on, ...(activity !== undefined && { current: activity }) });
  if (pattern && !paths.some((path) => matchesPage(pattern, path))) details.push({ rule: 'page', needed: pattern, current: paths.join(' ') });
  if (ledger.n > 0 && ledger.n === ledger.u && !isUrgent) return [...details, { rule: 'sign-up', current: ledger.n }];
  if (field.ask === 'signup') return [...details, { rule: 'quietFirstSession', current: ledger.n }];
  if (ledger.n < sessions) details.push({ rule: 'after.sessions', needed: sessions, current: ledger.n });
  if (ledger.l < logins) details.push({ rule: 'after.logins', needed: logins, current: ledger.l });
  const begin = ledger.b || ledger.f;
  const day = (Number(now) - begin) / DAY;
  if (day < days) details.push({ rule: 'after.days', needed: days, current: Math.floor(day), until: begin + days * DAY });
  return details;
}
