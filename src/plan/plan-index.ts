/** Data about a plan that decisions need, computed once. */
import { namesIn } from './conditions.ts';
import { parseDuration } from './duration.ts';
import type { AskRule, ProfileField, ProfilePlan } from './plan.ts';
import { WELL_KNOWN } from './well-known.ts';

export interface IndexedField {
  field: ProfileField;
  /** The field's key in a ledger. */
  key: string;
  rule: AskRule;
  /** While its activity is happening, it is asked regardless of the pacing. */
  isUrgent: boolean;
}

export interface PlanIndex {
  /** The most urgent first: by priority, then in the order of the plan. */
  fields: readonly IndexedField[];
  /** Names in conditions that are not fields (`WELL_KNOWN`). They are read from other sources and never asked. */
  supposed: readonly ProfileField[];
  maxFields: number;
  asksPerSession: number;
  giveUpAfter: number;
  quietFirstSession?: boolean;
  /** Milliseconds. */
  coolDownMs: number;
  /** Milliseconds. */
  snoozeMs: number;
}

const DAY = 86_400_000;
const LATER: AskRule = { after: { sessions: 2 } };

const indexes = new WeakMap<ProfilePlan, PlanIndex>();

/** Returns the index of `plan`, which must not be changed afterwards. */
export function indexPlan(plan: ProfilePlan): PlanIndex {
  let index = indexes.get(plan);
  if (!index) indexes.set(plan, (index = buildIndex(plan)));
  return index;
}

function buildIndex({ fields, pacing = {} }: ProfilePlan): PlanIndex {
  return {
    maxFields: 2,
    asksPerSession: 1,
    giveUpAfter: 3,
    ...pacing,
    supposed: supposedFields(fields),
    coolDownMs: parseDuration(pacing.coolDown ?? '') ?? DAY,
    snoozeMs: parseDuration(pacing.snooze ?? '') ?? 7 * DAY,
    fields: fields
      .map((field) => {
        const rule = ruleOf(field);
        return { field, key: hashText(field.name), rule, isUrgent: Boolean(rule.on && (rule.urgent ?? rule.ignoreCoolDown)) };
      })
      .sort((one, two) => (two.field.priority ?? 0) - (one.field.priority ?? 0)),
  };
}

function supposedFields(fields: readonly ProfileField[]): ProfileField[] {
  const names = new Set(fields.flatMap(({ when }) => (when ? [...namesIn(when)] : [])));
  for (const { name } of fields) names.delete(name);
  return WELL_KNOWN.filter((name) => names.has(name)).map((name) => ({ name, label: name }));
}

/** A rule without a time (only `atLogin`, for example) makes the field due like any other. */
function ruleOf({ ask }: ProfileField): AskRule {
  const saysWhen = typeof ask === 'object' && (ask.on ?? ask.page ?? Object.keys(ask.after ?? {})[0]) !== undefined;
  return saysWhen ? ask : LATER;
}

/**
 * Returns up to five characters of base 36, by FNV-1a. Of 50 names, two share a key once in 50,000 plans. Such fields would share
 * their history.
 */
export function hashText(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return ((hash >>> 0) % 36 ** 5).toString(36);
}
