/* oxlint-disable typescript/no-empty-object-type --
   An interface keeps its name in errors and hovers, where a type alias shows all of its members. */
/**
 * The types of a plan; schema.ts defines the plan itself. Everything in `src/plan` is pure: no DOM, network, storage or clock.
 */
import type * as v from 'valibot';
import type { FIELD_TYPES } from './field-types.ts';
import type {
  askRuleSchema,
  enrichmentSchema,
  experimentSchema,
  fieldChangesSchema,
  fieldSchema,
  optionSchema,
  pacingSchema,
  planSchema,
  textSchema,
  variantSchema,
} from './valibot-schema.ts';

/** A text, the same for everyone or by language tag: `{"en": "Company", "de": "Firma"}`. */
export type Text = v.InferOutput<typeof textSchema>;

export type FieldType = (typeof FIELD_TYPES)[number];

/** One choice of a select, radio or multiselect. `value` is what is stored. */
export interface FieldOption extends v.InferOutput<typeof optionSchema> {}

/** A list, the URL of such a list as JSON, or (JavaScript API only) a function. */
export type FieldOptions = FieldOption[] | { url: string } | (() => FieldOption[] | Promise<FieldOption[]>);

/** When a field is asked. Every given condition must be true. */
export interface AskRule extends v.InferOutput<typeof askRuleSchema> {}

/** A condition over known values, in MongoDB query syntax. */
export type Condition = Record<string, unknown>;

/** A field's decoded value: the typed form that is stored in `user_metadata`. */
export type FieldValue = string | number | boolean | string[];

/** One profile attribute. `name` is the key in `user_metadata`. */
export interface ProfileField extends v.InferOutput<typeof fieldSchema> {}

/** How often a person may be asked. Durations are ISO 8601 (`P1D`, `PT30M`). */
export interface Pacing extends v.InferOutput<typeof pacingSchema> {}

/** The service where the Action looks up attributes. */
export interface Enrichment extends v.InferOutput<typeof enrichmentSchema> {}

/** Variants of a plan. Each person gets one. */
export interface Experiment extends v.InferOutput<typeof experimentSchema> {}

/** One variant of an experiment. */
export interface Variant extends v.InferOutput<typeof variantSchema> {}

/** The parts of a field that a variant replaces. */
export interface FieldChanges extends v.InferOutput<typeof fieldChangesSchema> {}

/** What a site wants to know about its users, and when it asks. */
export interface ProfilePlan extends v.InferOutput<typeof planSchema> {}

/** Sources, in order of trust: `user` > `app` > `idp` > `enrichment`. */
export type Source = 'user' | 'app' | 'idp' | 'enrichment';

export interface ProfileEntry {
  value: FieldValue;
  source: Source;
  /** The stored value no longer fits the plan. It is kept, and `value` is the raw value. */
  unfit?: true;
}

/** The known values, by field name. */
export type Profile = Record<string, ProfileEntry>;

/** One to `maxFields` fields, shown together at one moment. */
export interface Ask {
  fields: ProfileField[];
}

/** Why a field is asked, or the first rule that keeps it from being asked. */
export type Reason =
  | 'asked'
  | 'known'
  | 'declined'
  | 'given-up'
  | 'not-due'
  | 'condition'
  | 'snoozed'
  | 'cool-down'
  | 'session-limit'
  | 'outranked';

/** `user_metadata` as Auth0 returns it, or a patch for it (`null` removes a key). */
export type UserMetadata = Record<string, unknown>;
