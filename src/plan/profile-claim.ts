/**
 * The claim in the ID token that saves the browser from reading the profile. It contains the names of known fields, the few values
 * that are shown or needed for decisions, and the ledger. The post-login Action writes it.
 */
import { namesIn } from './conditions.ts';
import { byteLength, isData } from './json.ts';
import { historyOf, readLedger, type Ledger } from './ledger.ts';
import { hashText, indexPlan } from './plan-index.ts';
import type { FieldValue, Profile, ProfileField, ProfilePlan, Source } from './plan.ts';

/** Bytes of claim and name as JSON in UTF-8. Small, because tokens are part of headers and addresses. */
export const MAX_CLAIM_BYTES = 1000;

/** The claim's name is `<namespace>/progressive_lock`. */
const CLAIM_NAME = 'progressive_lock';

type Values = Record<string, FieldValue>;

export interface ProfileClaim {
  v: 1;
  /** When it was written, in epoch seconds of the tenant's clock. Some SDKs do not return the token's `iat`. */
  at: number;
  /** The fields that the person has answered. */
  known: string[];
  /** The fields that are known from elsewhere, with nothing to confirm. */
  told: string[];
  /** The person's answers that conditions of the plan depend on. Never a sensitive value. */
  values: Values;
  /** Values of the identity provider that are not confirmed yet, or that conditions depend on. */
  idp: Values;
  /** The same for results of look-ups. */
  enrichment: Values;
  /** Logins counted by Auth0, including this one. */
  logins?: number;
  /** When the account was created (ISO 8601). */
  created?: string;
  /** The ledger, including this login's session. Without fields about which `known` says enough. */
  ledger: Ledger;
  /** A hash of the omitted part of the ledger. A browser with the same hash has the whole ledger. */
  rest?: string;
  /** The claim is incomplete, or of another plan. The profile must be read before something is asked. */
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

/** Returns the name of the claim under `namespace`, an https address. */
export function claimName(namespace: string): string {
  return `${namespace.replace(/\/$/, '')}/${CLAIM_NAME}`;
}

/**
 * Returns the claim for a token. With `name`, it has at most `MAX_CLAIM_BYTES` for every plan. If there is too little space, parts
 * are left out in a fixed order, and `cut` is set: values for conditions, looked-up values, values of identity providers, names of
 * the least urgent fields, the ledger's fields. The widget then reads the profile, as it does without a claim.
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

/** Returns a hash of the parts of the plan that a claim depends on. */
export function hashPlan({ fields }: ProfilePlan): string {
  const decisive = fields.map(({ name, type = 'text', knownFrom = [], confirm, sensitive, storage, when }) => [
    ...[name, type, knownFrom, confirm === true, sensitive === true, storage === 'root'],
    when,
  ]);
  return hashText(JSON.stringify(decisive));
}

/** Returns a hash of what `ledger` contains about fields beyond `part`. */
export function hashRest(ledger: Ledger, part: Partial<Ledger>): string {
  const rest = Object.entries(readLedger(ledger).k).filter(([key]) => !Object.hasOwn(part.k ?? {}, key));
  return hashText(JSON.stringify(rest.sort(([one], [other]) => (one < other ? -1 : 1))));
}

interface Removal {
  /** The bytes that it saves, at least. */
  bytes: number;
  drop: () => void;
}

/** Returns the parts that can be left out, the least needed first; of several values, the longest first. */
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
  /** The keys of fields about which the ledger says more than `known`. */
  const detailed = new Set<string>();
  for (const { field, key } of indexPlan(plan).fields) {
    const { name } = field;
    const entry = Object.hasOwn(profile, name) ? profile[name] : undefined;
    const isOffered = entry !== undefined && isToConfirm(field, entry.source) && !isSettled(ledger, key);
    if (!entry || isOffered || needed.has(name) || mapOf(entry.source) !== 'values') detailed.add(key);
    // The widget never asks these two.
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

/** Whether a value from `source` is shown for confirmation. */
export function isToConfirm(field: ProfileField, source: Source): boolean {
  return field.confirm === true && (source === 'idp' || source === 'enrichment');
}

/** A value is shown for confirmation once, whatever the person does. */
function isSettled(ledger: Ledger, key: string): boolean {
  const { isAnswered, shown } = historyOf(ledger, key);
  return isAnswered || shown > 0;
}

function mapOf(source: string): 'values' | 'idp' | 'enrichment' {
  return source === 'idp' || source === 'enrichment' ? source : 'values';
}

/** Leaves out empty values. */
function compact({ known, told, values, idp, enrichment, ...rest }: Draft): Record<string, unknown> {
  const maps = Object.entries({ told: [...told], values, idp, enrichment }).filter(([, map]) => Object.keys(map).length > 0);
  const facts = Object.entries(rest).filter(([, value]) => value !== undefined && value !== false);
  return { v: 1, known: [...known], ...Object.fromEntries(maps), ...Object.fromEntries(facts) };
}

/**
 * Reads the claim from those of an ID token, under any namespace; `undefined` if there is no valid one. Never throws. A claim of
 * another plan than `plan` counts as incomplete (`isCut`).
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
