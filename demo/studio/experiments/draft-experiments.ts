/** The experiments of a plan that is being written: the wordings, and the share of people for each. */
import type { Text } from '../../../src/plan/plan.ts';
import { isData } from '../../../src/plan/json.ts';
import { dataAt, fieldsOf, freeNameIn, textAt, withKey, wordsAt, type Data } from '../draft.ts';

/** The texts of a question that an experiment can change. */
export const TRIED_TEXTS = { label: 'Question', why: 'Why it is asked', placeholder: 'Example in the empty input', hint: 'If it does not fit' } as const;
export type TriedText = keyof typeof TRIED_TEXTS;

/** By experiment, the variant that a person sees. */
export type Variants = Readonly<Record<string, string>>;

export interface ChangedText {
  field: string;
  key: TriedText;
  value: Text;
}

export function experimentsOf(plan: unknown): Data[] {
  return listAt(isData(plan) ? plan : {}, 'experiments');
}

export function variantsOf(experiment: Data): Data[] {
  return listAt(experiment, 'variants');
}

export function withExperiments(plan: unknown, experiments: readonly Data[]): Data {
  return withKey(isData(plan) ? { ...plan } : {}, 'experiments', experiments.length > 0 ? experiments : undefined);
}

/** An experiment between a question's words as they are and others, which begin as a copy. */
export function newExperiment(plan: unknown, field: Data): Data {
  const name = textAt(field, 'name');
  const other = { name: 'other', changes: { fields: { [name]: { label: field.label ?? name } } } };
  return { name: freeNameIn(experimentsOf(plan), `${name}_wording`), variants: [{ name: 'as_it_is' }, other] };
}

/** A further wording: a copy of the last one. */
export function withVariant(experiment: Data): Data {
  const variants = variantsOf(experiment);
  const copy = structuredClone(variants.at(-1) ?? {});
  return { ...experiment, variants: [...variants, { ...copy, name: freeNameIn(variants, 'other') }] };
}

/** The questions whose words can be tried: those of the sign-up are the same for everyone. */
export function triableFields(plan: unknown): Data[] {
  return fieldsOf(plan).filter(({ name, ask, type }) => typeof name === 'string' && ask !== 'signup' && type !== 'hidden');
}

export function changedTexts(variant: Data): ChangedText[] {
  const fields = Object.entries(dataAt(dataAt(variant, 'changes'), 'fields'));
  return fields.flatMap(([field, changes]) => {
    const keys = isData(changes) ? (Object.keys(TRIED_TEXTS) as TriedText[]).filter((key) => changes[key] !== undefined) : [];
    return keys.map((key) => ({ field, key, value: wordsAt(changes as Data, key) }));
  });
}

/** Whether the variant also changes what no designer writes here: moments, order, pacing. */
export function hasOtherChanges(variant: Data): boolean {
  const changes = dataAt(variant, 'changes');
  const keys = Object.values(dataAt(changes, 'fields')).flatMap((field) => (isData(field) ? Object.keys(field) : []));
  return changes.pacing !== undefined || keys.some((key) => !Object.hasOwn(TRIED_TEXTS, key));
}

/** The variant with another text; `undefined`: with the question's own. */
export function withChangedText(variant: Data, field: string, key: TriedText, value: Text | undefined): Data {
  const changes = dataAt(variant, 'changes');
  const fields = dataAt(changes, 'fields');
  const changed = dataAt(fields, field);
  // A text that is being emptied stays, until it is taken away.
  const next = value === undefined ? withKey({ ...changed }, key, undefined) : { ...changed, [key]: value };
  return withKey({ ...variant }, 'changes', withKey({ ...changes }, 'fields', withKey({ ...fields }, field, next)));
}

/** The part of people who get each variant, in percent. */
export function sharesOf(experiment: Data): number[] {
  const weights = variantsOf(experiment).map(weightOf);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (sum > 0 ? Math.round((weight / sum) * 100) : 0));
}

export function weightOf({ weight }: Data): number {
  return typeof weight === 'number' && weight >= 0 ? weight : 1;
}

/** Where the text comes from that is seen with these variants: the last experiment that changes it; `undefined`: the question itself. */
export function variantSaying(plan: unknown, shown: Variants, field: string, key: string): { experiment: number; variant: number } | undefined {
  const found = experimentsOf(plan).flatMap((experiment, index) => {
    const variants = variantsOf(experiment);
    const chosen = Math.max(0, variants.findIndex(({ name }) => name === shown[textAt(experiment, 'name')]));
    const says = variants[chosen] && changedTexts(variants[chosen]).some((changed) => changed.field === field && changed.key === key);
    return says ? [{ experiment: index, variant: chosen }] : [];
  });
  return found.at(-1);
}

/** The plan with one variant replaced. */
export function withVariantAt(plan: unknown, at: { experiment: number; variant: number }, variant: Data): Data {
  const experiments = experimentsOf(plan);
  const experiment = experiments[at.experiment] ?? {};
  return withExperiments(plan, experiments.with(at.experiment, { ...experiment, variants: variantsOf(experiment).with(at.variant, variant) }));
}

/** The plan whose experiments say of a question what they said under its former name; without `to`: nothing. One that changes nothing any more is gone. */
export function moveChanges(plan: unknown, from: string, to?: string): Data {
  const experiments = experimentsOf(plan);
  if (!experiments.some((experiment) => variantsOf(experiment).some((variant) => dataAt(dataAt(variant, 'changes'), 'fields')[from] !== undefined))) return isData(plan) ? plan : {};
  const moved = experiments.map((experiment): Data => ({
    ...experiment,
    variants: variantsOf(experiment).map((variant) => {
      const changes = dataAt(variant, 'changes');
      const fields = Object.entries(dataAt(changes, 'fields')).flatMap(([name, change]) => (name !== from ? [[name, change]] : to === undefined ? [] : [[to, change]]));
      return withKey({ ...variant }, 'changes', withKey({ ...changes }, 'fields', Object.fromEntries(fields)));
    }),
  }));
  return withExperiments(plan, moved.filter((experiment) => variantsOf(experiment).some(({ changes }) => changes !== undefined)));
}

function listAt(object: Data, key: string): Data[] {
  const list = object[key];
  return Array.isArray(list) ? (list as unknown[]).map((member) => (isData(member) ? member : {})) : [];
}
