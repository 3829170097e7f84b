/**
 * Experiments: which variant a person sees. A hash of the user ID decides, so the variant is the same on every device and need not
 * be stored.
 *
 * In an assigned plan, each experiment has one variant. Its `changes` are applied to the fields, and its `changes.fields` contain
 * every field that the experiment concerns. Functions that record and explain need assigned plans.
 */
import type { Experiment, FieldChanges, ProfilePlan, Variant } from './plan.ts';

/** The name of a variant by the name of its experiment. */
export type Variants = Record<string, string>;

/**
 * Returns the plan with the variants of the person with this user ID (`sub` of the ID token, `user_id` of the profile). Returns
 * the same plan if it has no experiments.
 */
export function assignVariants<Plan extends ProfilePlan>(plan: Plan, subject: string): Plan {
  return plan.experiments ? applyVariants(plan, chooseVariants(plan, subject)) : plan;
}

/** Returns the variant of each experiment for a user ID. */
export function chooseVariants({ experiments = [] }: ProfilePlan, subject: string): Variants {
  return Object.fromEntries(experiments.map((experiment) => [experiment.name, choose(experiment, subject)]));
}

/** Returns the plan with these variants. An experiment that is not named gets its first one. */
export function applyVariants<Plan extends ProfilePlan>(plan: Plan, variants: Variants): Plan {
  if (!plan.experiments?.length) return plan;
  let { fields, pacing } = plan;
  const experiments = plan.experiments.map((experiment): Experiment => {
    const variant = experiment.variants.find(({ name }) => name === variants[experiment.name]) ?? experiment.variants[0]!;
    const { fields: changed = {}, pacing: changedPacing } = variant.changes ?? {};
    fields = fields.map((field) => (Object.hasOwn(changed, field.name) ? { ...field, ...changed[field.name] } : field));
    if (changedPacing) pacing = { ...pacing, ...changedPacing };
    return { name: experiment.name, variants: [concernAll(experiment, variant)] };
  });
  return { ...plan, fields, ...(pacing && { pacing }), experiments };
}

/** Returns `variant` with every field of the experiment in its changes. */
function concernAll({ variants }: Experiment, variant: Variant): Variant {
  const fields: Record<string, FieldChanges> = {};
  for (const { changes } of variants) for (const name of Object.keys(changes?.fields ?? {})) fields[name] = {};
  const concernsAll = variants.some(({ changes }) => changes?.pacing);
  return { ...variant, changes: { fields: { ...fields, ...variant.changes?.fields }, ...(concernsAll && { pacing: { ...variant.changes?.pacing } }) } };
}

function choose({ name, variants }: Experiment, subject: string): string {
  const weights = variants.map(({ weight = 1 }) => weight);
  let rest = shareOf(`${name} ${subject}`) * weights.reduce((sum, weight) => sum + weight, 0);
  return (variants.find((_, index) => (rest -= weights[index]!) < 0) ?? variants[0]!).name;
}

/** Returns a number from 0 up to, but not including, 1: FNV-1a, with the last step of MurmurHash3, which spreads similar texts. */
function shareOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
