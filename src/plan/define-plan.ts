import type { AnswerTypes } from './field-types.ts';
import type { FieldType, FieldValue, ProfileField, ProfilePlan } from './plan.ts';

/** The stored values of listed options; any text for a list that is fetched. */
type OptionValue<Field> = Field extends { options: readonly { value: infer Value }[] } ? Value : string;

/** What an answer to a field is, once decoded. */
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

/** A plan whose names and options TypeScript knows; see `definePlan`. */
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
 * What `ask(names)` resolves with, if not with `null`: the answer to the one name, or those of several that are known then.
 * Their types are those of a defined plan.
 */
export type AskedAnswers<Plan extends ProfilePlan, Names extends readonly string[]> = Names extends readonly [infer Name extends string]
  ? { [One in Name]: AnswerNamed<Plan, One> }
  : { [One in Names[number]]?: AnswerNamed<Plan, One> };

// The compiler has to see, before it knows the plan, that all of them are values of fields.
type AnswerNamed<Plan extends ProfilePlan, Name> = string extends FieldName<Plan> ? FieldValue : Extract<Answers<Plan>[Name & keyof Answers<Plan>], FieldValue>;

type KeyOf<Known> = Known extends object ? keyof Known : never;
type ValueOf<Known, Key> = Known extends object ? (Key extends keyof Known ? Known[Key] : never) : never;

/** `Given`, but with no other keys than those of `Known`, down to the leaves: a type parameter alone would let them pass. */
type NoOtherKeys<Given, Known> = Given extends readonly unknown[] | ((...given: never[]) => unknown)
  ? Given
  : Given extends object
    ? unknown extends Known
      ? Given
      : { [Key in keyof Given]: Key extends KeyOf<Known> ? NoOtherKeys<Given[Key], ValueOf<Known, Key>> : never }
    : Given;

/**
 * A field before its `ask` is checked: were it in the constraint, a slip in it would make TypeScript give up the
 * literal types of the whole plan and overlook the slip.
 */
type LooseField = Omit<ProfileField, 'ask'> & { ask?: string | { on?: string | string[]; [key: string]: unknown } };

/**
 * A plan as it is given, with the names of its fields and the values of its options as literal types:
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
 * For TypeScript alone: nothing is checked at run time. `parsePlan` does that.
 */
export function definePlan<const Fields extends LooseField[]>(
  plan: Omit<ProfilePlan, 'fields'> & {
    fields: Fields & { [Index in keyof Fields]: ProfileField & NoOtherKeys<Fields[Index], ProfileField> };
  },
): DefinedPlan<Fields> {
  return plan;
}
