import { warnOfConditions } from './condition-warnings.ts';
import { hasOptions, isSelect } from './field-types.ts';
import { warnOfHardlyAsked } from './hardly-asked.ts';
import type { PlanProblem } from './parse-plan.ts';
import type { ProfileField, ProfilePlan } from './plan.ts';
import { estimateProfileSize } from './profile-size.ts';
import { isSameJson } from './same-json.ts';
import { signUpFields } from './sign-up-fields.ts';
import { textIn } from './text.ts';
import { LIMIT_KEYS, TYPE_LIMITS } from './type-limits.ts';

/** Lock truncates the text of a select after 23 characters. */
const MAX_SELECT_LABEL = 23;

/**
 * Finds probable mistakes in a valid plan. For authors of plans, not for pages, because a simulation of tens of milliseconds finds
 * fields that are hardly ever asked.
 */
export function planWarnings(plan: ProfilePlan): PlanProblem[] {
  const found = [...plan.fields.flatMap(warnOfLimits), ...plan.fields.flatMap(warnOfConsent), ...warnOfMoments(plan), ...warnOfConditions(plan), ...warnOfExperiments(plan), ...warnOfSignUp(plan), ...warnOfSize(plan), ...warnOfLookUp(plan)];
  // If a condition is never met, the reason says more than how rarely the field is asked.
  const hardly = warnOfHardlyAsked(plan).filter(({ path }) => !found.some((other) => other.path.startsWith(path)));
  return [...found, ...hardly];
}

function warnOfLimits(field: ProfileField, index: number): PlanProblem[] {
  const type = field.type ?? 'text';
  return LIMIT_KEYS.filter((key) => field[key] !== undefined && !TYPE_LIMITS[type].includes(key))
    .map((key) => ({ path: `fields[${index}].${key}`, message: `This has no effect on a ${type}. Leave it out.` }));
}

function warnOfConsent({ type, value, ask }: ProfileField, index: number): PlanProblem[] {
  if (type !== 'checkbox' || value !== true || ask !== 'signup') return [];
  const message = 'The sign-up form shows this box checked. Consent that is given in advance is not valid under the GDPR. Leave it out.';
  return [{ path: `fields[${index}].value`, message }];
}

/** Finds moments that never come, or come later than the rule seems to say. */
function warnOfMoments({ fields, experiments = [] }: ProfilePlan): PlanProblem[] {
  const hasSignUp = fields.some(({ ask, type }) => ask === 'signup' && type !== 'hidden');
  const changed = experiments.flatMap(({ variants }, number) =>
    variants.flatMap(({ changes }, variant) =>
      Object.entries(changes?.fields ?? {}).map(([name, { ask }]) => ({ ask, path: `experiments[${number}].variants[${variant}].changes.fields.${name}` })),
    ),
  );
  const rules = [...fields.map(({ ask }, index) => ({ ask, path: `fields[${index}]` })), ...changed];
  return rules.flatMap(({ ask, path }) => {
    if (typeof ask !== 'object') return [];
    const warn = (key: string, message: string): PlanProblem => ({ path: `${path}.ask.${key}`, message });
    const warnings: PlanProblem[] = [];
    if (ask.ignoreCoolDown !== undefined) warnings.push(warn('ignoreCoolDown', 'This is the former name of "urgent". Write "urgent".'));
    for (const key of ['urgent', 'ignoreCoolDown'] as const) {
      if (ask[key] && !ask.on) warnings.push(warn(key, 'This has no effect without "on": only an activity cannot wait. Leave it out, or name the activity as "on".'));
    }
    if (hasSignUp && ask.after?.sessions === 1) {
      const message = 'People who see the sign-up fields are asked nothing else in session 1. Write 2, or "on" with "urgent" if it cannot wait. For people who sign up elsewhere, 1 works.';
      warnings.push(warn('after.sessions', message));
    }
    return warnings;
  });
}

function warnOfExperiments({ experiments = [] }: ProfilePlan): PlanProblem[] {
  return experiments.flatMap(({ variants }, index) => {
    const path = `experiments[${index}].variants`;
    const [only, ...others] = variants.filter(({ weight = 1 }) => weight > 0);
    if (!only) return [];
    if (others.length === 0) return [{ path, message: `Everyone gets "${only.name}", so nothing is compared. Give another variant a weight over 0, or write its changes into the plan.` }];
    if (others.some(({ changes }) => !isSameJson(changes ?? {}, only.changes ?? {}))) return [];
    return [{ path, message: 'All variants are the same, so nothing is compared. Give one of them other "changes".' }];
  });
}

function warnOfSignUp(plan: ProfilePlan): PlanProblem[] {
  const { deferred } = signUpFields(plan);
  const reasons = new Map(deferred.map(({ name, reason }) => [name, reason]));
  return plan.fields.flatMap(({ name, label, type, ask, options }, index) => {
    if (ask !== 'signup') return [];
    const reason = reasons.get(name);
    const isFetched = hasOptions(type) && !Array.isArray(options) && type !== 'multiselect';
    if (reason && !isFetched) return [{ path: `fields[${index}].ask`, message: `It is asked after the sign-up: ${reason}` }];
    const languages = typeof label === 'string' ? [label] : Object.keys(label).map((language) => textIn(label, language));
    if (!isSelect(type) || languages.every((text) => text.length <= MAX_SELECT_LABEL)) return [];
    return [{ path: `fields[${index}].label`, message: `Lock shows the first 20 characters of it: at sign-up a ${type} has room for ${MAX_SELECT_LABEL}.` }];
  });
}

function warnOfLookUp({ enrichment }: ProfilePlan): PlanProblem[] {
  if (!enrichment?.allowUnverified) return [];
  const message = 'Anyone can sign up with the address of another person and read what the service knows about that person. Leave it out: then only verified addresses are looked up.';
  return [{ path: 'enrichment.allowUnverified', message }];
}

function warnOfSize(plan: ProfilePlan): PlanProblem[] {
  const { bytes, limit, fields } = estimateProfileSize(plan);
  if (bytes <= limit) return [];
  const largest = fields.slice(0, 3).map(({ name }) => name).join(', ');
  return [
    {
      path: 'fields',
      message: `If all answers were as long as they may be, a profile would have ${bytes} bytes; Auth0 takes ${limit}. Give the largest a lower "maxLength": ${largest}.`,
    },
  ];
}
