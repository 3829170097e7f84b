/** Generates a tenant of any size whose true rates are known: its people as Auth0 exports them, one after the other. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { chooseVariants } from '../../src/plan/experiments.ts';
import { variantKey } from '../../src/plan/ledger.ts';
import { hashText } from '../../src/plan/plan-index.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';

export const plan: ProfilePlan = {
  fields: [
    { name: 'first_name', label: 'First name', ask: 'signup', knownFrom: ['given_name'] },
    { name: 'country', label: { en: 'Country', de: 'Land' }, type: 'country', ask: 'signup' },
    { name: 'company', label: { en: 'Company', de: 'Firma' } },
    {
      name: 'role',
      label: { en: 'Your role', de: 'Ihre Rolle' },
      type: 'select',
      options: [
        { value: 'dev', label: { en: 'Developer', de: 'Entwicklung' } },
        { value: 'ops', label: { en: 'Operations', de: 'Betrieb' } },
        { value: 'lead', label: { en: 'Team lead', de: 'Leitung' } },
      ],
    },
    { name: 'team_size', label: { en: 'People in your team', de: 'Menschen im Team' }, type: 'number', min: 1, max: 500, when: { role: { $in: ['lead', 'ops'] } } },
    { name: 'vat_id', label: { en: 'VAT number', de: 'USt-IdNr.' }, sensitive: true, ask: { on: 'checkout' }, when: { country: { $in: ['DE', 'AT'] } } },
    { name: 'newsletter', label: { en: 'Newsletter', de: 'Newsletter' }, type: 'checkbox', ask: { after: { sessions: 3 } } },
  ],
  experiments: [{ name: 'reason', variants: [{ name: 'without' }, { name: 'with', changes: { fields: { company: { why: 'So that invoices are right' } } } }] }],
};

/** Of those who are shown the field, the share that answers, declines and says "not now"; `company` is answered more by the second variant. */
export const RATES: Record<string, { answer: number; decline: number; snooze: number }> = {
  company: { answer: 0.42, decline: 0.08, snooze: 0.2 },
  role: { answer: 0.71, decline: 0.04, snooze: 0.12 },
  team_size: { answer: 0.33, decline: 0.1, snooze: 0.3 },
  vat_id: { answer: 0.55, decline: 0.05, snooze: 0.1 },
  newsletter: { answer: 0.06, decline: 0.3, snooze: 0.4 },
};
export const COMPANY_WITH = 0.5;
export const SHARES = { social: 0.3, shown: 0.8, country: { DE: 0.4, AT: 0.1, US: 0.5 }, role: { dev: 0.6, ops: 0.3, lead: 0.1 } };

/** What no report may tell of anybody. */
export const SECRET = 'Nosey-Parker';

export interface ExportedUser {
  user_id: string;
  created_at: string;
  last_login: string;
  given_name?: string;
  user_metadata: Record<string, unknown>;
}

const EPOCH_MINUTE = Date.UTC(2020, 0) / 60_000;
const NOW = Date.UTC(2026, 8, 1);
const DAY = 86_400_000;

/** @param seed another one gives other people of the same tenant */
export function* generatePeople(count: number, seed = 1, from = 0): Generator<ExportedUser> {
  const generator = xoroshiro128plus(seed);
  const next = (): number => uniformFloat64(generator);
  const pick = (shares: Record<string, number>): string => {
    let rest = next();
    for (const [name, share] of Object.entries(shares)) if ((rest -= share) < 0) return name;
    return Object.keys(shares)[0]!;
  };
  for (let index = from; index < from + count; index++) yield makePerson(index, next, pick);
}

function makePerson(index: number, next: () => number, pick: (shares: Record<string, number>) => string): ExportedUser {
  const id = `auth0|${index}`;
  const isSocial = next() < SHARES.social;
  const created = NOW - Math.floor(next() * 360) * DAY - 40 * DAY;
  const sessions = 1 + Math.floor(next() * 12);
  const lastSeen = created + (sessions - 1) * 3 * DAY;
  const metadata: Record<string, unknown> = {};
  const k: Record<string, string> = {};
  const country = pick(SHARES.country);
  if (!isSocial) Object.assign(metadata, { first_name: `${SECRET} ${index}`, country });
  const role = pick(SHARES.role);
  const variants = chooseVariants(plan, id);
  let isTold = false;
  let lastAsk = 0;
  for (const [name, rates] of Object.entries(RATES)) {
    const isRelevant = name === 'team_size' ? metadata.role === 'lead' || metadata.role === 'ops' : name !== 'vat_id' || metadata.country === 'DE' || metadata.country === 'AT';
    if (sessions < 3 || !isRelevant || next() >= SHARES.shown) continue;
    const answer = name === 'company' && variants['reason'] === 'with' ? COMPANY_WITH : rates.answer;
    const at = created + Math.floor((1 + next() * 2 * (sessions - 2)) * DAY);
    const minute = Math.floor(at / 60_000) - EPOCH_MINUTE;
    const fate = next();
    lastAsk = Math.max(lastAsk, at);
    if (name === 'company') isTold = true;
    if (fate < answer) {
      k[hashText(name)] = `..${(minute * 2 + 1).toString(36)}`;
      metadata[name] = name === 'role' ? role : name === 'team_size' ? 1 + Math.floor(next() * 499) : name === 'newsletter' ? next() < 0.5 : `${SECRET} ${index}`;
    } else if (fate < answer + rates.decline) k[hashText(name)] = (1024 + 1).toString(36);
    else if (fate < answer + rates.decline + rates.snooze) k[hashText(name)] = `1.${minute.toString(36)}`;
    else k[hashText(name)] = next() < 0.3 ? '7' : '1';
  }
  metadata.progressive_lock = {
    v: 2, n: sessions, c: 0, u: isSocial ? 0 : 1, l: sessions, b: created, f: created, a: lastAsk, q: 0, k,
    ...(isTold && { e: [variantKey('reason', variants['reason']!)] }),
  };
  return {
    user_id: id,
    created_at: new Date(created).toISOString(),
    last_login: new Date(lastSeen).toISOString(),
    ...(isSocial && { given_name: `${SECRET} ${index}` }),
    user_metadata: metadata,
  };
}
