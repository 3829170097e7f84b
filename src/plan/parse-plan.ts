/**
 * Reads a plan and explains its mistakes. It contains the schema, suggestions for misspelt names, and the check of patterns. A page
 * with a valid plan needs only check-plan.ts.
 */
import * as v from 'valibot';
import { cleanCopy, type Path } from './clean-copy.ts';
import { namesIn } from './conditions.ts';
import { FIELD_TYPES } from './field-types.ts';
import { isData } from './json.ts';
import * as limits from './limits.ts';
import type { Experiment, ProfileField, ProfilePlan } from './plan.ts';
import { checkExperiments, checkFields } from './plan-rules.ts';
import { CODES, COPY_FAULTS, describe, expectedAt, formatPath, nearest, quote } from './problem-words.ts';
import * as schemas from './valibot-schema.ts';

/** The number of listed problems. One more says how many there are beyond them. */
const MAX_PROBLEMS = 100;

/** A mistake in a plan. */
export interface PlanProblem {
  /** The path: `fields[2].name`; empty for the plan itself. */
  path: string;
  /** What was expected, what came, what to do. */
  message: string;
}

/** An invalid plan. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  /** All problems, up to 100; then one more that counts the rest. */
  readonly problems: PlanProblem[];
  /** The plan without the fields and settings that have a problem. It can be used; at worst, it is `{fields: []}`. */
  readonly usable: ProfilePlan;

  constructor(problems: PlanProblem[], usable: ProfilePlan) {
    const lines = problems.map(({ path, message }) => `${path || 'plan'}: ${message}`);
    super(`Invalid plan:\n${lines.join('\n')}`);
    this.problems = problems;
    this.usable = usable;
  }
}

/**
 * Checks `input` and returns a copy of plain objects that share only functions (of `options`) with it. Defaults are not filled in.
 * @throws {PlanError} with every problem. Never throws anything else, and takes bounded time for any input.
 */
export function parsePlan(input: unknown): ProfilePlan {
  const problems = new ProblemList();
  const unread = new Set<string>();
  let isTooLarge = false;
  const copy = cleanCopy(input, (path, fault) => {
    isTooLarge ||= fault === 'large';
    unread.add(formatPath(path));
    problems.add(path, () => COPY_FAULTS[fault]);
  });
  // The rest of a plan that is too large was not read, so it is not checked.
  if (isTooLarge) throw new PlanError(problems.list(), { fields: [] });
  const { output, issues = [] } = v.safeParse(schemas.planSchema, cutFields(copy, problems));
  // A value that could not be copied is already reported, so the schema need not report that it is missing.
  for (const { path, words } of issues.flatMap((issue) => explainIssue(issue))) {
    if (!unread.has(formatPath(path))) problems.add(path, words);
  }

  const plan = isData(output) ? output : {};
  const fields = Array.isArray(plan['fields']) ? (plan['fields'] as unknown[]) : [];
  const sound = fields.flatMap((field, index) => (problems.has('fields', index) ? [] : [{ field: field as ProfileField, index }]));
  const names = fields.map((field) => isData(field) && field['name']).filter((name) => typeof name === 'string');
  checkFields(sound, names, (path, words) => problems.add(path, words));
  if (plan['experiments'] !== undefined && !problems.has('experiments')) {
    const placed = sound.map(({ field }) => field);
    checkExperiments(plan['experiments'] as Experiment[], placed, names, (path, words) => problems.add(path, words));
  }
  if (isData(plan['enrichment']) && isData(plan['enrichment']['values'])) {
    for (const name of Object.keys(plan['enrichment']['values'])) {
      if (names.includes(name)) continue;
      const words = () => `No field is named ${quote(name)}.${nearest(name, names)} What is looked up must be a field of the plan.`;
      problems.add(['enrichment', 'values', name], words);
    }
  }

  if (problems.count === 0) return output as ProfilePlan;
  const usable = sound.filter(({ index }) => !problems.has('fields', index)).map(({ field }) => field);
  throw new PlanError(problems.list(), usablePart(plan, usable, problems));
}

/** Collects problems by path. Texts are created only for listed ones. */
class ProblemList {
  count = 0;
  readonly #listed: PlanProblem[] = [];
  /** The first two steps of the paths, which identify a field or a setting. */
  readonly #places = new Set<string>();

  add(path: Path, words: () => string): void {
    this.count += 1;
    if (this.#listed.length < MAX_PROBLEMS) this.#listed.push({ path: formatPath(path), message: words() });
    for (const length of [0, 1, 2]) this.#places.add(JSON.stringify(path.slice(0, length)));
  }

  /** Whether there is a problem at or below a path of one or two steps. */
  has(...path: Path): boolean {
    return this.#places.has(JSON.stringify(path));
  }

  list(): PlanProblem[] {
    const more = this.count - this.#listed.length;
    return more > 0 ? [...this.#listed, { path: '', message: `There are ${more} more problems. Repair these first.` }] : this.#listed;
  }
}

/** Removes what is beyond the limit, so that the check takes bounded time. */
function cutFields(plan: unknown, problems: ProblemList): unknown {
  if (!isData(plan) || !Array.isArray(plan['fields'])) return plan;
  const { length } = plan['fields'];
  if (length <= limits.MAX_FIELDS) return plan;
  problems.add(['fields'], () => `Expected at most ${limits.MAX_FIELDS} fields, got ${length}. The rest was not read.`);
  return Object.assign(Object.create(null), plan, { fields: plan['fields'].slice(0, limits.MAX_FIELDS) }) as unknown;
}

interface Explanation {
  path: Path;
  words: () => string;
}

/** Converts an issue of the schema into problems for the author of the plan. */
function explainIssue(issue: v.BaseIssue<unknown>, base: Path = []): Explanation[] {
  const path = [...base, ...(issue.path ?? []).map(({ key }) => key as string | number)];
  if (issue.type === 'union') {
    // The author probably meant the alternatives that fail at a deeper level.
    const form = Array.isArray(issue.input) ? 'array' : 'object';
    const meant = (issue.issues ?? []).filter((inner) => inner.path?.[0].type === form);
    if (meant.length > 0) return meant.flatMap((inner) => explainIssue(inner, path));
  }
  if (issue.type === 'strict_object' && issue.expected === 'never') return explainUnknownKeys(issue, path.slice(0, -1));
  if (issue.type !== 'strict_object' && issue.path?.at(-1)?.origin === 'key') return [{ path, words: () => NO_LANGUAGE }];
  if (isUnknownOperator(path)) return [{ path, words: () => explainOperator(String(path.at(-1))) }];
  const isMissing = issue.path !== undefined && issue.input === undefined;
  const code = CODES[issue.message];
  const expected = () => `Expected ${expectedAt(path)}`;
  if (code) return [{ path, words: () => `${code}. ${expected()}.` }];
  if (isMissing) return [{ path, words: () => `This is missing. ${expected()}. Add it.` }];
  return [{ path, words: () => `${expected()}, got ${describe(issue.input)}.${hint(path, issue.input)}` }];
}

const NO_LANGUAGE = 'Expected the tag of a language, such as "en" or "pt-BR".';

/** Finds unknown operators: conditions take any key as the name of a field, but one with a `$` was meant as an operator. */
function isUnknownOperator(path: Path): boolean {
  const key = path.at(-1);
  return typeof key === 'string' && key.startsWith('$') && path.includes('when') && !OPERATORS.includes(key);
}

const OPERATORS = [...limits.LOGIC_OPERATORS, ...Object.keys(schemas.operatorEntries)];

function explainOperator(key: string): string {
  return `There is no operator ${quote(key)}.${nearest(key, OPERATORS)} Known: ${OPERATORS.join(', ')}.`;
}

/** Finds all unknown keys, because the schema reports only the first. */
function explainUnknownKeys(issue: v.BaseIssue<unknown>, path: Path): Explanation[] {
  const object = issue.path?.at(-1)?.input as Record<string, unknown>;
  const known = keysAt(path);
  return Object.keys(object)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      path: [...path, key],
      words: () => `There is no such key.${nearest(key, known) || ` Known here: ${known.join(', ')}.`} Correct or remove it.`,
    }));
}

/** Returns the keys that an object at `path` may have. */
function keysAt(path: Path): string[] {
  if (path.includes('when')) return Object.keys(schemas.operatorEntries);
  const isMember = typeof path.at(-1) === 'number';
  const objects: Record<string, { entries: object }> = {
    fields: schemas.fieldSchema,
    pacing: schemas.pacingSchema,
    enrichment: schemas.enrichmentSchema,
    ask: schemas.askRuleSchema,
    after: schemas.afterSchema,
    link: schemas.linkSchema,
    experiments: schemas.experimentSchema,
    variants: schemas.variantSchema,
    changes: schemas.changesSchema,
    options: isMember ? schemas.optionSchema : schemas.optionsAddressSchema,
  };
  if (path.at(-3) === 'changes' && path.at(-2) === 'fields') return Object.keys(schemas.fieldChangesSchema.entries);
  const owner = path.findLast((key) => typeof key === 'string') ?? '';
  return Object.keys((objects[owner] ?? schemas.planSchema).entries);
}

function hint(path: Path, input: unknown): string {
  if (typeof input !== 'string') return '';
  if (path.at(-1) === 'type') return nearest(input, FIELD_TYPES);
  return path.at(-1) === 'ask' ? nearest(input, ['signup', 'later']) : '';
}

/** Returns the valid part of the plan, without references to invalid parts. */
function usablePart(plan: Data, sound: ProfileField[], problems: ProblemList): ProfilePlan {
  const fields = withoutDangling(sound);
  const usable: Data & Pick<ProfilePlan, 'fields'> = { fields };
  for (const key of ['$schema', 'id', 'privacyUrl', 'termsUrl']) if (key in plan && !problems.has(key)) usable[key] = plan[key];
  const { pacing, enrichment } = plan;
  if (isData(pacing)) usable['pacing'] = pick(pacing, (key) => !problems.has('pacing', key));
  if (isData(enrichment) && !problems.has('enrichment')) {
    const values = pick(enrichment['values'] as Data, (name) => fields.some((field) => field.name === name));
    if (Object.keys(values).length > 0) usable['enrichment'] = { ...enrichment, values };
  }
  const experiments = (plan['experiments'] ?? []) as Experiment[];
  const concerned = problems.has('experiments') ? undefined : experiments.flatMap(({ variants }) => variants.flatMap(({ changes }) => Object.keys(changes?.fields ?? {})));
  // All variants or none, because without one of them, the others would be compared with something else.
  if (experiments.length && concerned?.every((name) => fields.some((field) => field.name === name))) usable['experiments'] = experiments;
  return usable;
}

/** Removes fields whose condition names a missing field, until there are none. */
function withoutDangling(fields: ProfileField[]): ProfileField[] {
  const names = new Set(fields.map(({ name }) => name));
  const rest = fields.filter(({ when }) => !when || [...namesIn(when)].every((name) => names.has(name)));
  return rest.length === fields.length ? rest : withoutDangling(rest);
}

function pick(object: Data, isWanted: (key: string) => boolean): Data {
  return Object.fromEntries(Object.entries(object).filter(([key]) => isWanted(key)));
}

type Data = Record<string, unknown>;
