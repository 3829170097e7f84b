/** What the engine needs to know of a plan, worked out once. */
import { parseDuration } from './duration.ts';
import type { AskRule, ProfileField, ProfilePlan } from './plan.ts';

export interface IndexedField {
  field: ProfileField;
  /** Where the field stands in the plan. */
  position: number;
  /** The field's key in a ledger. */
  ledgerKey: string;
  rule: AskRule;
  /** Asked by the sign-up form; here only what is still missing after it. */
  isForSignUp: boolean;
  /** False for what only the sign-up form can carry: hidden fields and root attributes. */
  isAskable: boolean;
}

export interface PlanIndex {
  /** The most urgent first: by priority, then in plan order. */
  fields: readonly IndexedField[];
  byName: ReadonlyMap<string, IndexedField>;
  maxFields: number;
  asksPerSession: number;
  /** Milliseconds. */
  coolDown: number;
  /** Milliseconds. */
  snooze: number;
  giveUpAfter: number;
  hasQuietFirstSession: boolean;
}

const DAY = 86_400_000;
const LATER: AskRule = { after: { sessions: 2 } };

const indexes = new WeakMap<ProfilePlan, PlanIndex>();

/** The index of `plan`, which must not be changed afterwards. */
export function indexPlan(plan: ProfilePlan): PlanIndex {
  let index = indexes.get(plan);
  if (!index) indexes.set(plan, (index = buildIndex(plan)));
  return index;
}

function buildIndex({ fields, pacing = {} }: ProfilePlan): PlanIndex {
  const indexed = fields.map(indexField);
  return {
    byName: new Map(indexed.map((entry) => [entry.field.name, entry])),
    fields: indexed.sort((one, two) => (two.field.priority ?? 0) - (one.field.priority ?? 0)),
    maxFields: pacing.maxFields ?? 2,
    asksPerSession: pacing.asksPerSession ?? 1,
    coolDown: parseDuration(pacing.coolDown ?? '') ?? DAY,
    snooze: parseDuration(pacing.snooze ?? '') ?? 7 * DAY,
    giveUpAfter: pacing.giveUpAfter ?? 3,
    hasQuietFirstSession: pacing.quietFirstSession === true,
  };
}

function indexField(field: ProfileField, position: number): IndexedField {
  const { ask } = field;
  const isForSignUp = ask === 'signup';
  return {
    field,
    position,
    ledgerKey: hashName(field.name),
    rule: typeof ask === 'object' && saysWhen(ask) ? ask : LATER,
    isForSignUp,
    isAskable: field.type !== 'hidden' && field.storage !== 'root',
  };
}

/** A rule may also say only what else holds (`atLogin`): then the field is due like any other. */
function saysWhen({ after = {}, on, page }: AskRule): boolean {
  return on !== undefined || page !== undefined || Object.keys(after).length > 0;
}

/**
 * Up to five characters of base 36, by FNV-1a. Of 50 names, two share a key once in 50,000 plans; such fields would
 * be restrained together.
 */
function hashName(name: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return ((hash >>> 0) % 36 ** 5).toString(36);
}
