/** `check --id-token`: checks what a pasted ID token shows about the deployed Action. The signature is not verified. */
import { byteLength, isData } from '../plan/json.ts';
import { hashPlan, MAX_CLAIM_BYTES, readProfileClaim } from '../plan/profile-claim.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import { tenantUrl } from '../auth0/tenant-address.ts';
import type { CheckTarget, Finding } from './tenant-check.ts';

const subject = 'ID token';

/** Checks an ID token. @param plan the plan that the Action's claim should come from */
export function checkIdToken(token: string, { domain, clientId }: CheckTarget, plan: ProfilePlan | undefined, now: Date): Finding[] {
  const claims = readClaims(token);
  if (!claims) return [{ level: 'error', subject, message: 'Expected an ID token, three parts with dots between them, as the page got it: signed-in event, `getIdTokenClaims().__raw`, or the address of a redirect.' }];
  const findings: Finding[] = [...checkAudience(claims, domain, clientId), ageOf(claims, now)];
  const [name, value] = Object.entries(claims).find(([claim]) => claim.endsWith('/progressive_lock')) ?? [];
  if (name === undefined) {
    findings.push({ level: 'error', subject, message: 'It has no claim of the Action (…/progressive_lock). Deploy the Action and put it into the post-login flow; with --client-id it leaves other applications alone.' });
    return findings;
  }
  const claim = readProfileClaim({ [name]: value });
  if (!claim || !isData(value)) return [...findings, { level: 'error', subject, message: `Its claim ${name} is not readable: it was made by another Action, or another version.` }];
  const bytes = byteLength({ [name]: value });
  const cut = claim.isCut ? '; some of it had no room, so the page reads the profile before it asks' : '';
  findings.push({ level: 'ok', subject, message: `${name} is there, ${bytes} of ${MAX_CLAIM_BYTES} bytes${cut}.` });
  if (plan) findings.push(comparePlans(value.plan, plan));
  return findings;
}

function comparePlans(digest: unknown, plan: ProfilePlan): Finding {
  const expected = hashPlan(plan);
  if (digest === expected) return { level: 'ok', subject, message: `The Action was made from this plan (digest ${expected}).` };
  const given = typeof digest === 'string' ? digest : 'none';
  return { level: 'warning', subject, message: `The Action was made from another plan (digest ${given}, this one has ${expected}): the page reads the profile before it asks. Make the Action again and deploy it.` };
}

function checkAudience({ iss, aud }: Record<string, unknown>, domain: string, clientId: string): Finding[] {
  const issuer = `${tenantUrl(domain)}/`;
  const audiences: unknown[] = [aud].flat();
  const others = [iss !== issuer && `of ${JSON.stringify(iss)}, not of ${issuer}`, !audiences.includes(clientId) && `for ${JSON.stringify(aud)}, not for ${clientId}`].filter(Boolean);
  return others.length > 0 ? [{ level: 'warning', subject, message: `It is ${others.join(', and ')}.` }] : [];
}

function ageOf({ iat, exp }: Record<string, unknown>, now: Date): Finding {
  const seconds = Math.round(now.getTime() / 1000) - Number(iat);
  if (!Number.isFinite(seconds)) return { level: 'warning', subject, message: 'It does not say when it was made (iat).' };
  const age = seconds < 0 ? `${-seconds} seconds in the future: is the clock right?` : `${describeSeconds(seconds)} ago`;
  const isOver = Number(exp) * 1000 < now.getTime();
  return { level: seconds < 0 || isOver ? 'warning' : 'ok', subject, message: `Made ${age}${isOver ? ', and expired' : ''}${seconds < 0 ? '' : '; what was deployed or answered since is not in it'}.` };
}

function describeSeconds(seconds: number): string {
  const [size, unit] = ([[86_400, 'days'], [3600, 'hours'], [60, 'minutes']] as const).find(([one]) => seconds >= 2 * one) ?? [1, 'seconds'];
  return `${Math.floor(seconds / size)} ${unit}`;
}

/** Longer than any token that Auth0 creates. */
const MAX_TOKEN = 100_000;

function readClaims(token: string): Record<string, unknown> | undefined {
  const parts = token.trim().split('.');
  if (parts.length !== 3 || token.length > MAX_TOKEN || !parts.every((part) => /^[\w-]+$/.test(part))) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
    return isData(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}
