/**
 * The one claim in the ID token with what the widget needs, so that it reads no profile: which fields are
 * known, the few values it shows or decides by, and the ledger. The post-login Action writes it, the browser reads it.
 */
import { namesIn } from './conditions.ts';
import { byteLength, isData } from './json.ts';
import { historyOf, readLedger, type Ledger } from './ledger.ts';
import { hashText, indexPlan } from './plan-index.ts';
import type { FieldValue, Profile, ProfileField, ProfilePlan, Source } from './plan.ts';

/** Bytes of claim and name as JSON in UTF-8. Tokens travel in headers and addresses. */
export const MAX_CLAIM_BYTES = 1000;

/** The claim's name is `<namespace>/progressive_lock`. */
const CLAIM_NAME = 'progressive_lock';

type Values = Record<string, FieldValue>;

export interface ProfileClaim {
  v: 1;
  /** When it was written, epoch seconds by the tenant's clock. Some SDKs keep the token's own `iat` to themselves. */
  at: number;
  /** Names of fields that have a value from the person. */
  known: string[];
  /** Names of fields that are known from elsewhere, with nothing to confirm. */
  told: string[];
  /** What the person said, where a condition of the plan depends on it. Never a sensitive value. */
  values: Values;
  /** Values from the identity provider that are not confirmed yet, or that a condition depends on. */
  idp: Values;
  /** The same for what was looked up. */
  enrichment: Values;
  /** Logins counted by Auth0, this one included. */
  logins?: number;
  /** When the account was created (ISO 8601). */
  created?: string;
  /** With this login's session counted. What it says of fields that are only named in `known` is left out. */
  ledger: Ledger;
  /** A hash of the part of the ledger that is left out: a browser that has the same knows the whole ledger. */
  rest?: string;
  /** The claim is not all there is, or was made from another plan: read the profile before something is asked. */
  isCut: boolean;
}

export interface ClaimFacts {
  profile: Profile;
  ledger: Ledger;
  logins?: number;
  /** ISO 8601. */
  created?: string;
  now: Date;
}

/** The name of the claim under `namespace`, an https address. */
export function claimName(namespace: string): string {
  return `${namespace.replace(/\/$/, '')}/${CLAIM_NAME}`;
}

/**
 * The claim as it is in a token, with `name`, within `MAX_CLAIM_BYTES` for every plan. Parts without room are left out in a
 * fixed order and marked (`cut`): values of conditions, looked-up and provided values, names of the least urgent fields, the
 * ledger's fields. Nothing wrong comes of it; the widget reads the profile as it does without a claim.
 */
export function writeProfileClaim(plan: ProfilePlan, name: string, facts: ClaimFacts): Record<string, unknown> {
  const draft = draftClaim(plan, facts);
  const sign = () => compact({ ...draft, rest: hashRest(facts.ledger, draft.ledger) });
  if (byteLength({ [name]: compact(draft) }) <= MAX_CLAIM_BYTES) return sign();
  draft.cut = true;
  draft.rest = LONGEST_HASH;
  let excess = byteLength({ [name]: compact(draft) }) - MAX_CLAIM_BYTES;
  for (const { bytes, drop } of removals(draft)) {
    if (excess <= 0) break;
    drop();
    excess -= bytes;
  }
  return sign();
}

const LONGEST_HASH = '00000';

/** Names the plan by what a claim depends on. */
export function hashPlan({ fields }: ProfilePlan): string {
  const decisive = fields.map(({ name, type = 'text', knownFrom = [], confirm, sensitive, storage, when }) => [
    ...[name, type, knownFrom, confirm === true, sensitive === true, storage === 'root'],
    when,
  ]);
  return hashText(JSON.stringify(decisive));
}

/** A hash of what `ledger` says of fields beyond what `part` says of them. */
export function hashRest(ledger: Ledger, part: Partial<Ledger>): string {
  const rest = Object.entries(readLedger(ledger).k).filter(([key]) => !Object.hasOwn(part.k ?? {}, key));
  return hashText(JSON.stringify(rest.sort(([one], [other]) => (one < other ? -1 : 1))));
}

interface Removal {
  /** What it saves, at least. */
  bytes: number;
  drop: () => void;
}

/** What can be left out, the least needed first; of several values the longest. */
function removals({ values, enrichment, idp, known, told, ledger: { k = {} } }: Draft): Removal[] {
  const entriesOf = (map: Record<string, unknown>): Removal[] =>
    Object.keys(map).map((key) => ({ bytes: byteLength(key) + byteLength(map[key]), drop: () => void delete map[key] }));
  const longestFirst = (map: Values) => entriesOf(map).sort((one, other) => other.bytes - one.bytes);
  const lastFirst = (names: string[]) => [...names].reverse().map((name): Removal => ({ bytes: byteLength(name), drop: () => void names.pop() }));
  return [...[values, enrichment, idp].flatMap(longestFirst), ...[told, known].flatMap(lastFirst), ...entriesOf(k).reverse()];
}

interface Draft {
  at: number;
  known: string[];
  told: string[];
  values: Values;
  idp: Values;
  enrichment: Values;
  ledger: Partial<Ledger>;
  plan: string;
  rest: string;
  logins?: number;
  created?: string;
  cut?: boolean;
}

function draftClaim(plan: ProfilePlan, { profile, ledger, logins, created, now }: ClaimFacts): Draft {
  const at = Math.floor(now.getTime() / 1000);
  const draft: Draft = { at, known: [], told: [], values: {}, idp: {}, enrichment: {}, ledger: {}, plan: hashPlan(plan), rest: LONGEST_HASH, logins, created };
  const needed = new Set(plan.fields.flatMap(({ when }) => (when ? [...namesIn(when)] : [])));
  /** Keys of fields about which the ledger tells more than their name in `known`. */
  const detailed = new Set<string>();
  for (const { field, key } of indexPlan(plan).fields) {
    const { name } = field;
    const entry = Object.hasOwn(profile, name) ? profile[name] : undefined;
    const isOffered = entry !== undefined && isToConfirm(field, entry.source) && !isSettled(ledger, key);
    if (!entry || isOffered || needed.has(name) || mapOf(entry.source) !== 'values') detailed.add(key);
    // The widget never asks for these two.
    if (entry && !isOffered && field.type !== 'hidden' && field.storage !== 'root') draft[mapOf(entry.source) === 'values' ? 'known' : 'told'].push(name);
    if (!entry || !(isOffered || needed.has(name))) continue;
    if (!field.sensitive) draft[mapOf(entry.source)][name] = entry.value;
    else if (needed.has(name)) draft.cut = true;
  }
  const { k, ...counts } = readLedger(ledger);
  draft.ledger = Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
  draft.ledger.k = Object.fromEntries(Object.entries(k).filter(([key]) => detailed.has(key)));
  return draft;
}

/** Whether a value from `source` is shown for the person to confirm it. */
export function isToConfirm(field: ProfileField, source: Source): boolean {
  return field.confirm === true && (source === 'idp' || source === 'enrichment');
}

/** A value is shown for confirmation once, whatever comes of it. */
function isSettled(ledger: Ledger, key: string): boolean {
  const { isAnswered, shown } = historyOf(ledger, key);
  return isAnswered || shown > 0;
}

function mapOf(source: string): 'values' | 'idp' | 'enrichment' {
  return source === 'idp' || source === 'enrichment' ? source : 'values';
}

/** Without what is empty. */
function compact({ known, told, values, idp, enrichment, ...rest }: Draft): Record<string, unknown> {
  const maps = Object.entries({ told: [...told], values, idp, enrichment }).filter(([, map]) => Object.keys(map).length > 0);
  const facts = Object.entries(rest).filter(([, value]) => value !== undefined && value !== false);
  return { v: 1, known: [...known], ...Object.fromEntries(maps), ...Object.fromEntries(facts) };
}

/**
 * The claim among those of an ID token, under whatever namespace; `undefined` if there is none that can be read. Never
 * throws. A claim that was made from another plan than `plan` is read as one that is cut.
 */
export function readProfileClaim(claims: Readonly<Record<string, unknown>> | null | undefined, plan?: ProfilePlan): ProfileClaim | undefined {
  for (const [name, claim] of Object.entries(claims ?? {})) {
    if (!name.endsWith(`/${CLAIM_NAME}`) || !isData(claim) || claim.v !== 1 || !Array.isArray(claim.known)) continue;
    return readClaim({ ...claim, cut: claim.cut === true || (plan && claim.plan !== hashPlan(plan)) });
  }
  return undefined;
}

function readClaim({ at, known, told, values, idp, enrichment, logins, created, ledger, rest, cut }: Record<string, unknown>): ProfileClaim {
  return {
    v: 1,
    at: Number(at) || 0,
    known: readNames(known),
    told: readNames(told),
    values: readValues(values),
    idp: readValues(idp),
    enrichment: readValues(enrichment),
    logins: typeof logins === 'number' ? logins : undefined,
    created: typeof created === 'string' ? created : undefined,
    ledger: readLedger(ledger),
    rest: typeof rest === 'string' ? rest : undefined,
    isCut: cut === true,
  };
}

function readNames(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [];
}

function readValues(map: unknown): Values {
  const entries = isData(map) ? Object.entries(map).filter(([, value]) => value !== null && value !== undefined) : [];
  return Object.fromEntries(entries) as Values;
}
