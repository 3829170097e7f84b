import type { AnswerTypes } from './field-types.ts';
import type { FieldType, FieldValue, ProfileField, ProfilePlan } from './plan.ts';

/** The stored values of listed options; any text for a list that is loaded. */
type OptionValue<Field> = Field extends { options: readonly { value: infer Value }[] } ? Value : string;

/** The type of a decoded answer to a field. */
type AnswerTo<Field> = Field extends { type: 'select' | 'radio' }
  ? OptionValue<Field>
  : Field extends { type: 'multiselect' }
    ? OptionValue<Field>[]
    : Field extends { type: 'hidden'; value: infer Value }
      ? Widened<Value>
      : Field extends { type: infer Type extends FieldType }
        ? AnswerTypes[Type]
        : string;

type Widened<Value> = Value extends string ? string : Value extends number ? number : boolean;

/** A plan whose names and options TypeScript knows. See `definePlan`. */
export interface DefinedPlan<Fields extends LooseField[]> extends Omit<ProfilePlan, 'fields'> {
  fields: Fields;
}

/** The names of the fields of a defined plan: `FieldName<typeof plan>` is `'company' | 'role'`. */
export type FieldName<Plan extends ProfilePlan> = Plan['fields'][number]['name'];

/** The answers to a defined plan by name: `Answers<typeof plan>` is `{company?: string; role?: 'dev' | 'ops'}`. */
export type Answers<Plan extends ProfilePlan> = {
  [Field in Plan['fields'][number] as Field['name']]?: AnswerTo<Field>;
};

/** The activities that fields of a defined plan wait for, as their `ask.on`. */
export type Activity<Plan extends ProfilePlan> = string extends FieldName<Plan> ? string : ActivityOf<Plan['fields'][number]>;

type ActivityOf<Field> = Field extends { ask: { on: infer On } } ? (On extends readonly (infer One extends string)[] ? One : Extract<On, string>) : never;

/**
 * The result of `ask(names)`, if it is not `null`: the answer to a single name, or the known answers of several. Their types are
 * those of a defined plan.
 */
export type AskedAnswers<Plan extends ProfilePlan, Names extends readonly string[]> = Names extends readonly [infer Name extends string]
  ? { [One in Name]: AnswerNamed<Plan, One> }
  : { [One in Names[number]]?: AnswerNamed<Plan, One> };

// Without the plan, the compiler only knows that all of them are values of fields.
type AnswerNamed<Plan extends ProfilePlan, Name> = string extends FieldName<Plan> ? FieldValue : Extract<Answers<Plan>[Name & keyof Answers<Plan>], FieldValue>;

type KeyOf<Known> = Known extends object ? keyof Known : never;
type ValueOf<Known, Key> = Known extends object ? (Key extends keyof Known ? Known[Key] : never) : never;

/** `Given` without keys that `Known` does not have, at every depth. A type parameter alone would allow them. */
type NoOtherKeys<Given, Known> = Given extends readonly unknown[] | ((...given: never[]) => unknown)
  ? Given
  : Given extends object
    ? unknown extends Known
      ? Given
      : { [Key in keyof Given]: Key extends KeyOf<Known> ? NoOtherKeys<Given[Key], ValueOf<Known, Key>> : never }
    : Given;

/**
 * A field whose `ask` is not checked yet. If the constraint contained it, a mistake there would make TypeScript lose the literal
 * types of the whole plan and not report the mistake.
 */
type LooseField = Omit<ProfileField, 'ask'> & { ask?: string | { on?: string | string[]; [key: string]: unknown } };

/**
 * Returns the plan unchanged, with the names of its fields and the values of its options as literal types:
 *
 * ```ts
 * const plan = definePlan({
 *   fields: [
 *     { name: 'role', label: 'Your role', type: 'select', options: [{ value: 'dev', label: 'Developer' }] },
 *   ],
 * });
 * const answers: Answers<typeof plan> = { role: 'dev' };
 * ```
 *
 * For TypeScript only. It checks nothing at run time; `parsePlan` does.
 */
export function definePlan<const Fields extends LooseField[]>(
  plan: Omit<ProfilePlan, 'fields'> & {
    fields: Fields & { [Index in keyof Fields]: ProfileField & NoOtherKeys<Fields[Index], ProfileField> };
  },
): DefinedPlan<Fields> {
  return plan;
}
