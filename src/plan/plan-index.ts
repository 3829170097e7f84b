/** What the engine needs to know of a plan, worked out once. */
import { namesIn } from './conditions.ts';
import { parseDuration } from './duration.ts';
import type { AskRule, ProfileField, ProfilePlan } from './plan.ts';
import { WELL_KNOWN } from './well-known.ts';

export interface IndexedField {
  field: ProfileField;
  /** The field's key in a ledger. */
  key: string;
  rule: AskRule;
  /** Asked whatever the pacing says, while its activity is happening. */
  isUrgent: boolean;
}

export interface PlanIndex {
  /** The most urgent first: by priority, then in plan order. */
  fields: readonly IndexedField[];
  /** What conditions name although no field has that name (`WELL_KNOWN`): read from where it may be known, never asked. */
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

/** The index of `plan`, which must not be changed afterwards. */
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

/** A rule may also say only what else holds (`atLogin`): then the field is due like any other. */
function ruleOf({ ask }: ProfileField): AskRule {
  const saysWhen = typeof ask === 'object' && (ask.on ?? ask.page ?? Object.keys(ask.after ?? {})[0]) !== undefined;
  return saysWhen ? ask : LATER;
}

/**
 * Up to five characters of base 36, by FNV-1a. Of 50 names, two share a key once in 50,000 plans; such fields would
 * be restrained together.
 */
export function hashText(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return ((hash >>> 0) % 36 ** 5).toString(36);
}
