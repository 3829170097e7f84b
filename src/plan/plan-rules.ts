/** Rules about several values of a plan. The schema has checked each single value. */
import { findCircular, namesIn, visitConditionKeys, type Needs } from './conditions.ts';
import { findFault } from './codec.ts';
import type { Path } from './clean-copy.ts';
import { hasOptions, hasSoundRange, maxLength, MAX_RATING_STEPS } from './field-types.ts';
import * as limits from './limits.ts';
import { isSlowPage } from './page-pattern.ts';
import { createPatternExaminer, MAX_EXAMINED_PATTERNS, type PatternFault } from './pattern-fault.ts';
import type { Experiment, FieldChanges, ProfileField } from './plan.ts';
import { describe, nearest, quote } from './problem-words.ts';
import { hasRange } from './type-limits.ts';
import { isSavedAsIs, isStoredAsIs, PREFER_NOT_TO_SAY } from './stored-text.ts';
import { WELL_KNOWN } from './well-known.ts';

/** Takes a problem. Its text is created only if it will be shown. */
export type Report = (path: Path, words: () => string) => void;

/** A field that matches the schema, and its path in the plan. */
export interface PlacedField {
  field: ProfileField;
  index: number;
}

/** Checks fields that match the schema, each alone and with the others. `names`: all names of the plan. */
export function checkFields(placed: PlacedField[], names: readonly string[], report: Report): void {
  const findPatternFault = createPatternExaminer();
  for (const { field, index } of placed) {
    const at = (path: Path, words: () => string) => report(['fields', index, ...path], words);
    const patternFault = field.pattern === undefined ? undefined : findPatternFault(field.pattern);
    checkName(field, at);
    checkOptions(field, at);
    checkHidden(field, at);
    checkLink(field, at);
    checkScaleLabels(field, at);
    checkAsk(field, at);
    checkLimits(field, at);
    checkPage(field, at, (expression) => findPatternFault(expression) !== undefined);
    if (patternFault) at(['pattern'], () => describePatternFault(field.pattern ?? '', patternFault));
    else checkDefault(field, at);
  }
  checkDuplicates(placed, report);
  checkConditions(placed, names, report);
}

/** Checks experiments that match the schema. `fields`: the valid ones. `names`: all names of the plan. */
export function checkExperiments(experiments: readonly Experiment[], fields: readonly ProfileField[], names: readonly string[], report: Report): void {
  const findPatternFault = createPatternExaminer();
  const byName = new Map(fields.map((field) => [field.name, field]));
  const owners = new Map<string, string>();
  /** The effects of two experiments on one text cannot be separated afterwards. */
  const claim = (what: string, { name }: Experiment, at: Path) => {
    const owner = owners.get(what) ?? name;
    owners.set(what, owner);
    if (owner !== name) report(at, () => `The experiment ${quote(owner)} changes ${what} already. Leave it to one of them.`);
  };
  experiments.forEach((experiment, index) => {
    const { name, variants } = experiment;
    const at = ['experiments', index];
    if (experiments.findIndex((other) => other.name === name) < index) {
      report([...at, 'name'], () => `${quote(name)} is the name of another experiment already. Each needs its own.`);
      return;
    }
    if (!variants.some(({ weight = 1 }) => weight > 0)) report([...at, 'variants'], () => 'No variant has a weight over 0, so no one could get one.');
    variants.forEach(({ name: variant, changes: { fields: changed = {}, pacing = {} } = {} }, number) => {
      const here = [...at, 'variants', number];
      if (variants.findIndex((other) => other.name === variant) < number) {
        report([...here, 'name'], () => `${quote(variant)} is the name of another variant already. Each needs its own.`);
      }
      for (const [field, changes] of Object.entries(changed)) {
        const place = [...here, 'changes', 'fields', field];
        if (!names.includes(field)) report(place, () => `No field is named ${quote(field)}.${nearest(field, names)}`);
        for (const key of Object.keys(changes)) claim(`${key} of ${quote(field)}`, experiment, [...place, key]);
        const base = byName.get(field);
        if (base && changes.ask !== undefined) checkChangedAsk(base, changes, (path, words) => report([...place, ...path], words), (expression) => findPatternFault(expression) !== undefined);
      }
      for (const key of Object.keys(pacing)) claim(`pacing.${key}`, experiment, [...here, 'changes', 'pacing', key]);
    });
  });
}

function checkChangedAsk(field: ProfileField, { ask }: FieldChanges, report: Report, isSlow: (expression: string) => boolean): void {
  const isAtLogin = (rule: ProfileField['ask']) => typeof rule === 'object' && rule.atLogin === true;
  if (field.ask === 'signup') report(['ask'], () => 'This field is asked at sign-up, before the person is known. Leave "ask" out.');
  if (isAtLogin(field.ask) || isAtLogin(ask)) report(['ask'], () => 'What is asked during the login is the same for everyone. Leave "ask" out.');
  checkPage({ ...field, ask }, report, isSlow);
}

function checkName({ name, storage, ask, type = 'text' }: ProfileField, report: Report): void {
  const refuse = (why: string) => report(['name'], () => `${quote(name)} cannot be the name of a field: ${why} Choose another name.`);
  if (limits.OBJECT_NAMES.test(name)) refuse('every JavaScript object has it already.');
  else if (name === 'progressive_lock') refuse('what was asked and when is kept under it.');
  else if (limits.RESERVED_NAMES.includes(name)) refuse("Lock's own form uses it.");
  if (storage !== 'root') return;
  if (!limits.ROOT_NAMES.includes(name)) {
    report(['storage'], () => `Only ${limits.ROOT_NAMES.join(', ')} can be root attributes, not ${quote(name)}. Leave "storage" out: it is then kept in user_metadata.`);
  }
  if (ask !== 'signup') report(['storage'], () => 'A root attribute can only be set by the sign-up. Write "ask": "signup", or leave "storage" out.');
  if (!limits.ROOT_TYPES.includes(type)) {
    report(['storage'], () => `A root attribute is a text: its type can be ${limits.ROOT_TYPES.join(', ')}, not ${type}.`);
  }
}

function checkPage({ ask }: ProfileField, report: Report, isSlow: (expression: string) => boolean): void {
  const page = typeof ask === 'object' ? ask.page : undefined;
  if (page === undefined || !isSlowPage(page, isSlow)) return;
  report(['ask', 'page'], () => `${quote(page)} may take long on some paths. Use whole segments, names such as "/:shop/cart", and at most two "*".`);
}

function checkOptions({ type = 'text', options, ask }: ProfileField, report: Report): void {
  if (hasOptions(type) && options === undefined) {
    report(['options'], () => `A ${type} needs options: [{"value": "dev", "label": "Developer"}, …] or {"url": "…"}.`);
  }
  if (!hasOptions(type) && options !== undefined) {
    report(['options'], () => `Only select, radio and multiselect have options; this is a ${type}. Leave them out, or change the type.`);
  }
  if (!Array.isArray(options)) return;
  const seen = new Set<string>();
  options.forEach(({ value }, index) => {
    const at = (words: () => string) => report(['options', index, 'value'], words);
    if (seen.has(value)) at(() => `${quote(value)} is the value of another option already. Each needs its own.`);
    seen.add(value);
    checkStored(value, at, ask === 'signup' ? isStoredAsIs : isSavedAsIs);
  });
}

function checkStored(value: string, report: (words: () => string) => void, isKept = isStoredAsIs): void {
  if (isKept(value)) return;
  if (value === PREFER_NOT_TO_SAY) {
    report(() => `${quote(value)} is what "Prefer not to say" stores; a field that is not required has that choice by itself. Use another value.`);
  } else {
    const faults = isSavedAsIs(value) ? '"<", "&lt;" and the like, which Lock changes' : 'the blanks around it';
    report(() => `${quote(value)} would not be stored as it is: take out ${faults}. The label may say anything.`);
  }
}

function checkHidden(field: ProfileField, report: Report): void {
  const { type, value, ask } = field;
  if (type === 'hidden') {
    if (value === undefined) report(['value'], () => 'A hidden field needs a value, because people cannot enter one.');
    if (ask !== 'signup') report(['ask'], () => 'A hidden field is sent with the sign-up form only. Write "ask": "signup".');
  }
  if (typeof value === 'string') checkStored(value, (words) => report(['value'], words));
}

function checkLink({ type = 'text', link }: ProfileField, report: Report): void {
  if (link && type !== 'checkbox') report(['link'], () => `Only a checkbox can have a link next to its label; this is a ${type}. Leave it out, or change the type.`);
}

function checkScaleLabels({ type = 'text', ...field }: ProfileField, report: Report): void {
  for (const key of ['lowLabel', 'highLabel'] as const) {
    if (field[key] !== undefined && type !== 'rating') report([key], () => `Only a rating has ends to name; this is a ${type}. Leave it out, or change the type.`);
  }
}

/** Checks the initial value of an input, whose pattern is valid. */
function checkDefault(field: ProfileField, report: Report): void {
  const { value } = field;
  if (hasBounds(field) && !hasSoundRange(field)) return;
  const fault = findFault({ ...field, required: false }, value);
  if (fault) report(['value'], () => `${describe(value)} is no answer that the field itself would take (${fault.code}). Change the value or the limits.`);
}

function hasBounds({ min, max, step }: ProfileField): boolean {
  return min !== undefined || max !== undefined || step !== undefined;
}

function checkAsk({ ask, required }: ProfileField, report: Report): void {
  if (typeof ask === 'object' && ask.atLogin && !required) {
    report(['ask', 'atLogin'], () => 'Only a required field is asked during login. Write "required": true, or leave "atLogin" out.');
  }
}

function checkLimits(field: ProfileField, report: Report): void {
  const { type = 'text', minLength = 0, min, max } = field;
  const most = maxLength(field);
  if (minLength > most) {
    report(['minLength'], () => `No answer can have at least ${minLength} and at most ${most} characters. Lower "minLength" or raise "maxLength".`);
  }
  if (!hasBounds(field) || !hasRange(type) || hasSoundRange(field)) return;
  const key = min !== undefined ? 'min' : max !== undefined ? 'max' : 'step';
  report([key], () => {
    if (type === 'rating') return `A rating takes whole numbers, 2 to ${MAX_RATING_STEPS} of them from "min" to "max" in steps of "step".`;
    const form = type === 'date' ? 'days of the calendar such as "2026-05-01", in whole steps,' : 'numbers';
    return `Expected ${form} with "min" not over "max", got min ${describe(min)}, max ${describe(max)}.`;
  });
}

function describePatternFault(pattern: string, fault: PatternFault): string {
  switch (fault) {
    case 'syntax':
      return `${quote(pattern)} is no regular expression. In JSON every "\\" is written twice.`;
    case 'slow':
      return `${quote(pattern)} could take very long on some answers: parts that repeat take the same characters. Let each repeated part begin with a character that the one before cannot take.`;
    case 'many':
      return `Only ${MAX_EXAMINED_PATTERNS} patterns of a plan are examined, and ${quote(pattern)} needs it. Make it plainer: a row of characters and sets.`;
  }
}

function checkDuplicates(placed: PlacedField[], report: Report): void {
  const first = new Map<string, number>();
  for (const { field, index } of placed) {
    const earlier = first.get(field.name);
    if (earlier === undefined) first.set(field.name, index);
    else report(['fields', index, 'name'], () => `${quote(field.name)} is the name of fields[${earlier}] already. Each field needs its own.`);
  }
}

function checkConditions(placed: PlacedField[], names: readonly string[], report: Report): void {
  const known = new Set([...names, ...WELL_KNOWN]);
  const needs: Needs = new Map();
  for (const { field, index } of placed) {
    if (!field.when) continue;
    needs.set(field.name, namesIn(field.when));
    visitConditionKeys(field.when, (key, path) => {
      if (known.has(key)) return;
      report(['fields', index, 'when', ...path], () =>
        key.startsWith('$')
          ? `${quote(key)} is not allowed here, only names of fields or ${limits.LOGIC_OPERATORS.join(', ')}.${nearest(key, limits.LOGIC_OPERATORS)}`
          : `No field is named ${quote(key)}.${nearest(key, names)} A condition can speak of fields of the plan, and of ${WELL_KNOWN.join(', ')}.`,
      );
    });
  }
  const circular = findCircular(needs);
  for (const { field, index } of placed) {
    if (!circular.has(field.name) || !field.when) continue;
    report(['fields', index, 'when'], () => `This condition waits for ${[...namesIn(field.when ?? {})].filter((name) => circular.has(name)).map(quote).slice(0, 5).join(', ')}, which wait for ${quote(field.name)} in turn. Let one of them go without.`);
  }
}
