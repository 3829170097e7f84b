/**
 * The schema of a plan as data, for check-plan.ts. The build (scripts/plan-shape.mjs) computes it, so that pages load the data
 * without the schema's code.
 */
import { schemasOf, type SchemaParts } from './schema.ts';
import type { TEXT_CHECKS } from './text-checks.ts';

/** Rules with their arguments. All must pass, in this order. */
export type Shape = Rule[];
export type Rule =
  /** The result of `typeof`. */
  | ['type', string]
  | ['finite' | 'integer']
  /** The limits of a number, or of the number of characters, members or keys. */
  | ['min' | 'max' | 'over', number]
  | ['pattern', string]
  | ['check', keyof typeof TEXT_CHECKS]
  | ['in', unknown[]]
  | ['list', Shape]
  | ['record', Shape, Shape]
  /** Optional keys, required keys, and the shape of other keys. Without that shape, other keys are not allowed. */
  | ['object', Record<string, Shape>, string[], Shape?]
  | ['either', Shape[]]
  /** The index of a recursive shape in `shapes`. */
  | ['shape', number];

const optional = Symbol('optional');
const lazy: (() => Shape)[] = [];
const required = (entries: Record<string, Shape>) => Object.keys(entries).filter((key) => !(optional in entries[key]!));

const parts = {
  array: (shape: Shape): Shape => [['list', shape]],
  boolean: (): Shape => [['type', 'boolean']],
  check: (_: unknown, code: keyof typeof TEXT_CHECKS): Shape => [['check', code]],
  // The only regular expression.
  custom: (): Shape => [['type', 'function']],
  // Every number must be finite.
  finite: (): Shape => [],
  gtValue: (min: number): Shape => [['over', min]],
  integer: (): Shape => [['integer']],
  // The rule about ranges checks whether the date exists.
  isoDate: (): Shape => [],
  lazy: (get: () => Shape): Shape => [['shape', lazy.push(get) - 1]],
  literal: (value: unknown): Shape => [['in', [value]]],
  maxEntries: (max: number): Shape => [['max', max]],
  maxLength: (max: number): Shape => [['max', max]],
  maxValue: (max: number): Shape => [['max', max]],
  minEntries: (min: number): Shape => [['min', min]],
  minLength: (min: number): Shape => [['min', min]],
  minValue: (min: number): Shape => [['min', min]],
  null: (): Shape => [['in', [null]]],
  number: (): Shape => [['finite']],
  objectWithRest: (entries: Record<string, Shape>, rest: Shape): Shape => [['object', entries, required(entries), rest]],
  optional: (shape: Shape): Shape => Object.assign([...shape], { [optional]: true }),
  picklist: (values: unknown[]): Shape => [['in', values]],
  pipe: (...shapes: Shape[]): Shape => shapes.flat(),
  record: (keys: Shape, values: Shape): Shape => [['record', keys, values]],
  regex: ({ source, flags }: RegExp): Shape => {
    if (flags) throw new Error(`Expected a regular expression without flags, got ${source} with ${flags}.`);
    return [['pattern', source]];
  },
  strictObject: (entries: Record<string, Shape>): Shape => [['object', entries, required(entries)]],
  string: (): Shape => [['type', 'string']],
  union: (shapes: Shape[]): Shape => [['either', shapes]],
};

const { planSchema, optionListSchema } = schemasOf(parts as unknown as SchemaParts);

const [[name, entries, ...others]] = planSchema as unknown as [Extract<Rule, ['object', ...unknown[]]>];
// parse-plan.ts checks plans with experiments, because it contains their rules.
delete entries['experiments'];

export const planShape: Shape = [[name, entries, ...others]];
export const optionListShape = optionListSchema as unknown as Shape;
export const shapes: Shape[] = lazy.map((get) => get());
