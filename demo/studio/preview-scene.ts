/** Prepares a scene: the element's person and plan, and what happens next. */
import { resolveOptionLists } from '../../src/platform/option-lists.ts';
import { findFault } from '../../src/plan/codec.ts';
import type { FieldValue, ProfileField, ProfilePlan } from '../../src/plan/plan.ts';
import type { PersonFacts } from './preview-person.ts';
import type { PreviewRequest } from './preview-messages.ts';
import { sampleAnswer } from './samples.ts';
import { factsAt, travel } from './travel.ts';

export interface Staging {
  facts: PersonFacts;
  /** Fields that the page asks for. Without them, the element decides. */
  names?: string[];
  /** "Save" is pressed immediately. */
  isSaved: boolean;
}

/** Larger than Auth0 allows, so no answer can be added. */
const FULL_PROFILE = { everything_else: '.'.repeat(8200) };

export async function stageScene({ plan, view, moment }: PreviewRequest): Promise<Staging> {
  const { scene, only } = view;
  const now = new Date();
  const facts: PersonFacts = { plan, ...factsAt(plan, moment, now) };
  const isChosen = plan.fields.some(({ name }) => name === only);
  if (scene === 'question') return { facts, names: isChosen ? [only!] : undefined, isSaved: false };

  const fields = fieldsToShow(plan, travel(plan, moment, now).asked, only);
  const names = fields.map(({ name }) => name);
  if (scene === 'confirm') {
    const [first] = fields;
    if (!first) return { facts, names, isSaved: false };
    const userMetadata = { ...facts.userMetadata };
    delete userMetadata[first.name];
    const confirmed = withFields(plan, (field) => (field === first ? { ...field, confirm: true } : field));
    return { facts: { ...facts, plan: confirmed, userMetadata, idp: { [first.name]: sampleAnswer(first) } }, names, isSaved: false };
  }
  if (scene === 'error') {
    // Makes every blank answer an error.
    const strict = withFields(plan, (field) => (names.includes(field.name) ? { ...field, required: true, confirm: false } : field));
    return { facts: { ...facts, plan: strict }, names, isSaved: true };
  }
  const resolved = await resolveOptionLists(plan, () => undefined);
  const answerable = withFields(resolved, (field) => (names.includes(field.name) ? fitting(field) : field));
  const asked = answerable.fields.filter(({ name }) => names.includes(name));
  const drafts: Record<string, FieldValue> = Object.fromEntries(asked.map((field) => [field.name, sampleAnswer(field)]));
  const userMetadata = scene === 'failed' ? { ...facts.userMetadata, ...FULL_PROFILE } : facts.userMetadata;
  return { facts: { ...facts, plan: answerable, userMetadata, drafts, isOffline: scene === 'offline' }, names, isSaved: true };
}

const RULES = ['pattern', 'minLength', 'maxLength', 'min', 'max', 'step'] as const;

/** Returns the questions that are due. If none is due and a state must be shown, returns the first questions of the plan. */
function fieldsToShow(plan: ProfilePlan, due: readonly ProfileField[], only: string | undefined): readonly ProfileField[] {
  const askable = plan.fields.filter(({ type, storage }) => type !== 'hidden' && storage !== 'root');
  const chosen = askable.filter(({ name }) => name === only);
  if (chosen.length > 0) return chosen;
  if (due.length > 0) return due;
  const later = askable.filter(({ ask }) => ask !== 'signup');
  return (later.length > 0 ? later : askable).slice(0, plan.pacing?.maxFields ?? 2);
}

/** Returns the field without the rules that its sample would break, so that the state after an answer can be shown. */
function fitting(field: ProfileField): ProfileField {
  const open: ProfileField = { ...field, confirm: false };
  if (findFault(open, sampleAnswer(open))) for (const rule of RULES) delete open[rule];
  return open;
}

function withFields(plan: ProfilePlan, change: (field: ProfileField) => ProfileField): ProfilePlan {
  return { ...plan, fields: plan.fields.map(change) };
}
