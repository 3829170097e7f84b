/**
 * Experiments: which variant a person sees. It follows from a hash of the subject, so it is the same on every device and
 * nothing has to be stored to know it.
 *
 * A plan is assigned when each of its experiments has one variant, whose `changes` are applied to the fields and whose
 * `changes.fields` name every field that the experiment concerns. What records and explains reads only assigned plans.
 */
import type { Experiment, FieldChanges, ProfilePlan, Variant } from './plan.ts';

/** The name of a variant by the name of its experiment. */
export type Variants = Record<string, string>;

/**
 * The plan as the person with this subject (`sub` of the ID token, `user_id` of the profile) sees it: the changes of
 * their variants applied. The same plan if it has no experiments.
 */
export function assignVariants<Plan extends ProfilePlan>(plan: Plan, subject: string): Plan {
  return plan.experiments ? applyVariants(plan, chooseVariants(plan, subject)) : plan;
}

/** The variant of each experiment for a subject. */
export function chooseVariants({ experiments = [] }: ProfilePlan, subject: string): Variants {
  return Object.fromEntries(experiments.map((experiment) => [experiment.name, choose(experiment, subject)]));
}

/** The plan with these variants; an experiment that is not named has its first one. */
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

/** `variant` with every field of the experiment in its changes, so that it is complete by itself. */
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

/** A number from 0 up to, but not including, 1: FNV-1a, mixed by the last step of MurmurHash3 so that near texts lie far apart. */
function shareOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
