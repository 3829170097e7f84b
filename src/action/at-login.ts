/** Required fields that are asked during a login, on a page of the site. */
import { isAtLogin } from '../plan/at-login.ts';
import { findFault } from '../plan/codec.ts';
import { matchesCondition } from '../plan/condition.ts';
import { namesIn } from '../plan/conditions.ts';
import { historyOf, type Ledger } from '../plan/ledger.ts';
import { isData } from '../plan/json.ts';
import { indexPlan } from '../plan/plan-index.ts';
import { encodeAnswers } from '../plan/encode-answers.ts';
import type { FieldValue, Profile, ProfileField, ProfilePlan, UserMetadata } from '../plan/plan.ts';
import type { OpenRedirect } from './action-state.ts';
import type { PostLoginApi, PostLoginEvent } from './post-login.ts';

/** The parameter of the page's address and of `/continue`. */
export const TOKEN_PARAMETER = 'session_token';
/** The name of the Action's secret that signs the token for the page. */
export const REDIRECT_SECRET = 'PROGRESSIVE_LOCK_SECRET';

export const REDIRECT_SECONDS = 900;
/** How many redirects, on several devices, may be open at the same time. */
const MAX_OPEN_REDIRECTS = 3;

/** A function of Node's `crypto`, which every Action has. */
export interface ActionCrypto {
  randomUUID: () => string;
  createHmac: (algorithm: 'sha256', key: string) => { update(text: string): { digest(encoding: 'base64url'): string } };
}

/** True for a login of a person in a browser, which can be redirected. */
export function isInteractive({ transaction }: PostLoginEvent): boolean {
  const { protocol = '', prompt = [] } = transaction ?? {};
  return !NEVER_REDIRECTED.includes(protocol) && !prompt.includes('none');
}

const NEVER_REDIRECTED =
  'oauth2-access-token oauth2-password oauth2-refresh-token oauth2-resource-owner oauth2-resource-owner-jwt-bearer oauth2-token-exchange oauth2-webauthn wstrust-usernamemixed'.split(' ');

/** Returns the fields to ask before the login continues. "Not now" and `giveUpAfter` apply as in the panel. */
export function findFieldsAtLogin(plan: ProfilePlan, profile: Profile, ledger: Ledger, now: number): string[] {
  const values = Object.fromEntries(Object.entries(profile).map(([name, { value }]) => [name, value]));
  return findOpen(plan, profile, ledger, now)
    .filter(({ when }) => !when || matchesCondition(when, values))
    .map(({ name }) => name);
}

/**
 * Returns the follow-ups that the page may ask once `names` are answered. Their conditions name only fields that the page knows.
 */
export function findFollowUpsAtLogin(plan: ProfilePlan, profile: Profile, ledger: Ledger, now: number, names: readonly string[]): string[] {
  const open = findOpen(plan, profile, ledger, now);
  const onPage = new Set(names);
  for (let size = 0; size !== onPage.size; ) {
    size = onPage.size;
    for (const { name, when } of open) if (when && [...namesIn(when)].every((needed) => onPage.has(needed))) onPage.add(name);
  }
  return [...onPage].slice(names.length);
}

/** Returns the open fields, regardless of their conditions. */
function findOpen(plan: ProfilePlan, profile: Profile, ledger: Ledger, now: number): ProfileField[] {
  const { fields, giveUpAfter, snoozeMs } = indexPlan(plan);
  return fields
    .filter(({ field, key }) => {
      const { isAnswered, isDeclined, shown, snoozedAt } = historyOf(ledger, key);
      if (!isAtLogin(field) || Object.hasOwn(profile, field.name)) return false;
      return !isAnswered && !isDeclined && shown < giveUpAfter && (!snoozedAt || now >= snoozedAt + snoozeMs);
    })
    .map(({ field }) => field);
}

/** Returns `known` and a new redirect, without expired ones. */
export function openRedirect(known: OpenRedirect[] | undefined, id: string, now: number): OpenRedirect[] {
  return [...stillOpen(known, now), { id, expiresAt: now + REDIRECT_SECONDS * 1000 }].slice(-MAX_OPEN_REDIRECTS);
}

export function stillOpen(known: OpenRedirect[] | undefined, now: number): OpenRedirect[] {
  return (known ?? []).filter(({ expiresAt }) => expiresAt > now);
}

/**
 * Returns the key with which the page signs its answers. It is valid for one person and one redirect. The page gets only this key,
 * because it cannot keep secrets; the secret itself stays in the Action. Auth0 requires signed answers: other values in a post to
 * `/continue` do not reach an Action.
 */
export function answerKey({ createHmac }: ActionCrypto, secret: string, userId: string, redirectId: string): string {
  return createHmac('sha256', secret).update(JSON.stringify([userId, redirectId])).digest('base64url');
}

/** Returns the URL to which the page sends the answers. */
export function continueAddress(hostname: string): string {
  return `${/^localhost(:\d+)?$/.test(hostname) ? 'http' : 'https'}://${hostname}/continue`;
}

export interface PageAnswer {
  /** The redirect that has ended. */
  redirectId: string;
  answers: Record<string, unknown>;
}

/** Returns the answers of the page; `undefined` if there are none, or if they cannot be trusted. */
export function readPageAnswer(
  api: PostLoginApi,
  redirects: readonly OpenRedirect[],
  keyOf: (redirectId: string) => string,
): PageAnswer | undefined {
  for (const { id } of redirects) {
    try {
      const token = api.redirect.validateToken({ secret: keyOf(id), tokenParameterName: TOKEN_PARAMETER });
      // Some versions return unregistered claims separately.
      const payload = isData(token.other) ? { ...token.other, ...token } : token;
      return { redirectId: id, answers: isData(payload.answers) ? payload.answers : {} };
    } catch {
      // The token is missing, expired, changed, or of another redirect.
      continue;
    }
  }
  return undefined;
}

/** Returns the patch of the valid `answers`, without others. It erases nothing. */
export function encodePageAnswers(plan: ProfilePlan, answers: Record<string, unknown>): UserMetadata {
  const patch: UserMetadata = {};
  for (const field of plan.fields) {
    const answer = Object.hasOwn(answers, field.name) ? (answers[field.name] as FieldValue | null) : undefined;
    if (answer === undefined || answer === null || !isAtLogin(field)) continue;
    try {
      Object.assign(patch, encodeAnswers({ fields: [field] }, { [field.name]: answer }));
    } catch {
      // The page checks its answers, so this value was changed. The field is asked again.
      continue;
    }
  }
  return patch;
}

/** Returns those of `fields` that have an invalid answer. Auth0's forms do not check all rules of a plan. */
export function findUnfit(fields: readonly ProfileField[], answers: Record<string, unknown>): string[] {
  const isUnfit = (field: ProfileField) => (findFault(field, answers[field.name])?.code ?? 'required') !== 'required';
  return fields.filter(isUnfit).map(({ name }) => name);
}
