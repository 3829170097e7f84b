/**
 * The only definition of a plan. Its types (plan.ts), the checks of `parsePlan` and the published JSON Schema come from here.
 * Editors show the comment of a key in TypeScript and in JSON.
 *
 * It checks single values. Rules about several values (a name that is used twice, a minimum above its maximum) are in
 * plan-rules.ts. Messages are codes, whose texts are in problem-words.ts.
 *
 * It is a function of valibot's functions. With valibot's own (valibot-schema.ts), it finds all mistakes. With those of
 * plan-shape.ts, it becomes data.
 */
import type * as valibot from 'valibot';
import { FIELD_TYPES } from './field-types.ts';
import * as limits from './limits.ts';
import { TEXT_CHECKS } from './text-checks.ts';

/** The functions of valibot that the schema uses. */
export type SchemaParts = Pick<
  typeof valibot,
  | 'array' | 'boolean' | 'check' | 'custom' | 'finite' | 'gtValue' | 'integer' | 'isoDate' | 'lazy' | 'literal'
  | 'maxEntries' | 'maxLength' | 'maxValue' | 'minEntries' | 'minLength' | 'minValue' | 'null' | 'number'
  | 'objectWithRest' | 'optional' | 'picklist' | 'pipe' | 'record' | 'regex' | 'strictObject' | 'string' | 'union'
>;

export function schemasOf(v: SchemaParts) {
  const textCheck = <Code extends keyof typeof TEXT_CHECKS>(code: Code) => v.check<string, Code>(TEXT_CHECKS[code], code);
  const notBlank = (max: number) => v.pipe(v.string(), v.maxLength(max), textCheck('blank'));
  const words = v.pipe(v.string(), v.maxLength(limits.MAX_TEXT), textCheck('blank'), textCheck('html'));

  const textSchema = v.union([
    words,
    v.pipe(
      v.record(v.pipe(v.string(), v.regex(limits.LANGUAGE_TAG)), words),
      v.minEntries(1),
      v.maxEntries(limits.MAX_LANGUAGES),
    ),
  ]);

  const matching = (max: number, pattern: RegExp) => v.pipe(v.string(), v.maxLength(max), v.regex(pattern));
  const flag = v.optional(v.boolean());
  const real = v.pipe(v.number(), v.finite());
  const count = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
  const duration = v.pipe(v.string(), textCheck('duration'));
  const webAddress = matching(limits.MAX_URL, limits.WEB_ADDRESS);
  const dataPath = v.pipe(v.string(), v.maxLength(limits.MAX_NAME), textCheck('path'));
  const activity = notBlank(limits.MAX_NAME);

  const optionSchema = v.strictObject({
    /** What is stored. */
    value: notBlank(limits.MAX_NAME),
    /** What people read. */
    label: textSchema,
  });

  const optionsAddressSchema = v.strictObject({
    /** A URL that returns the list as JSON: `[{"value": "dev", "label": "Developer"}]`. */
    url: webAddress,
  });

  type Options = valibot.InferOutput<typeof optionSchema>[];
  const optionListSchema = v.pipe(v.array(optionSchema), v.minLength(1), v.maxLength(limits.MAX_OPTIONS));
  const optionsSchema = v.union([
    optionListSchema,
    optionsAddressSchema,
    // Only through the JavaScript API.
    v.custom<() => Options | Promise<Options>>((input) => typeof input === 'function'),
  ]);

  const linkSchema = v.strictObject({
    /** The words of the link: `"Read the terms"`. */
    text: textSchema,
    /** The URL that it opens, in a new tab. */
    url: webAddress,
  });

  const afterSchema = v.strictObject({
    /** From this session on; the session of the sign-up is number 1. */
    sessions: v.optional(count(1, 100_000)),
    /** Whole days since the sign-up. */
    days: v.optional(count(0, 100_000)),
    /** Logins counted by Auth0. Only the Action knows them (or a `logins_count` in `user`): without it the field waits. */
    logins: v.optional(count(1, 1_000_000)),
  });

  const askRuleSchema = v.strictObject({
    /** The earliest moment. Every given condition must be true. */
    after: v.optional(afterSchema),
    /** Only while this activity (or one of them) is happening, for example `"checkout"`. */
    on: v.optional(v.union([activity, v.pipe(v.array(activity), v.minLength(1), v.maxLength(limits.MAX_LIST))])),
    /**
     * Only on pages whose path matches this `URLPattern` pathname, for example `"/account/*"`. Browsers without `URLPattern`
     * know segments, named segments (`/:shop`) and `*`.
     */
    page: v.optional(matching(limits.MAX_URL, limits.PAGE)),
    /**
     * With `on`: the activity cannot wait. The field may be asked in the session of the sign-up, beyond `asksPerSession` and
     * within `coolDown`. "Not now", "Don't ask again" and `giveUpAfter` still apply.
     */
    urgent: flag,
    /** The former name of `urgent`. */
    ignoreCoolDown: flag,
    /** With `required`: if it is still missing, the login goes through the page that asks it. */
    atLogin: flag,
  });

  const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);
  const scalars = v.pipe(v.array(scalar), v.maxLength(limits.MAX_LIST));

  const operatorEntries = {
    $eq: v.optional(scalar),
    $ne: v.optional(scalar),
    $gt: v.optional(scalar),
    $gte: v.optional(scalar),
    $lt: v.optional(scalar),
    $lte: v.optional(scalar),
    $in: v.optional(scalars),
    $nin: v.optional(scalars),
    $exists: flag,
    $not: v.optional(v.lazy(() => operatorsSchema)),
  };
  const operatorsSchema: valibot.GenericSchema<Record<string, unknown>> = v.pipe(v.strictObject(operatorEntries), v.minEntries(1));

  const conditions = v.pipe(
    v.array(v.lazy(() => conditionSchema)),
    v.minLength(1),
    v.maxLength(limits.MAX_LIST),
  );
  const conditionSchema: valibot.GenericSchema<Record<string, unknown>> = v.objectWithRest(
    { $and: v.optional(conditions), $or: v.optional(conditions), $nor: v.optional(conditions) },
    v.union([scalar, operatorsSchema]),
  );

  const bound = v.union([real, v.pipe(v.string(), v.isoDate())]);

  const fieldSchema = v.strictObject({
    /** The key in `user_metadata`: letters, digits and `_`, at most 99. */
    name: v.pipe(v.string(), v.regex(limits.FIELD_NAME), v.maxLength(limits.MAX_FIELD_NAME)),
    /** What people read: a text, or texts by language tag: `{"en": "Company", "de": "Firma"}`. Words only, no HTML. */
    label: textSchema,
    /** The kind of answer. Default: `text`. */
    type: v.optional(v.picklist(FIELD_TYPES)),
    /** An example inside the empty input. */
    placeholder: v.optional(textSchema),
    /** The reason for asking, shown to the person. */
    why: v.optional(textSchema),
    /** The message for a value that does not fit, instead of the built-in one: `"Only letters, without blanks"`. */
    hint: v.optional(textSchema),
    /** The message once it is answered, instead of "Thank you!": `"Colleagues can now find you"`. */
    thanks: v.optional(textSchema),
    /** What the lowest rating means, under that end of the scale: `"Not at all"`. */
    lowLabel: v.optional(textSchema),
    /** What the highest rating means, under that end. */
    highLabel: v.optional(textSchema),
    /** A link next to the label of a checkbox, for example to the terms. */
    link: v.optional(linkSchema),
    /** The choices of a select, radio or multiselect: a list, or the URL of one. */
    options: v.optional(optionsSchema),
    /** When: `"signup"`, `"later"` (from session 2 on, the default), or a rule. */
    ask: v.optional(v.union([v.literal('signup'), v.literal('later'), askRuleSchema])),
    /** Only if this condition on other fields is true, in MongoDB query syntax: `{"country": {"$in": ["DE", "AT"]}}`. */
    when: v.optional(conditionSchema),
    /**
     * Other sources of the value: claims or paths, such as `given_name`, `id_token.locale`,
     * `identities.google-oauth2.locale`, `app.company`, `enrichment.company`. A field named like a standard claim
     * (`given_name`, `locale`) uses that claim automatically.
     */
    knownFrom: v.optional(v.pipe(v.array(dataPath), v.maxLength(limits.MAX_LIST))),
    /** Show a value from an identity provider or an enrichment once, for the person to confirm. */
    confirm: flag,
    /** Keep its value out of browser storage, events and logs. */
    sensitive: flag,
    /** Fields with a higher number are asked first. Default: the plan's order. */
    priority: v.optional(real),
    /**
     * `root`: a root attribute of the Auth0 profile (name, given_name, family_name, nickname, picture). Only at sign-up,
     * and required there, because Auth0 accepts no blank ones.
     */
    storage: v.optional(v.literal('root')),
    /** The value of a hidden field, or in sign-up forms the initial value of the input. */
    value: v.optional(v.union([notBlank(limits.MAX_SIGN_UP_ANSWER), real, v.boolean()])),
    /** The person must answer to continue; a checkbox must be checked. */
    required: flag,
    /** The minimum length of an answer, in characters. */
    minLength: v.optional(count(0, limits.MAX_ANSWER)),
    /** The maximum length of an answer, in characters. Default: 499 (2000 in a textarea). */
    maxLength: v.optional(count(1, limits.MAX_ANSWER)),
    /** A regular expression that the whole answer must match, as in HTML. */
    pattern: v.optional(notBlank(limits.MAX_PATTERN)),
    /** Smallest number, earliest date (`"2026-05-01"`), or lowest rating (default: 1). */
    min: v.optional(bound),
    /** Largest number, latest date, or highest rating (default: 5). */
    max: v.optional(bound),
    /** The step between numbers, counted from `min`; for dates in days. Default: any number. */
    step: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0))),
    /** HTML's autofill name: `given-name`, `organization`, `tel`. */
    autocomplete: v.optional(matching(limits.MAX_NAME, limits.AUTOCOMPLETE)),
  });

  const pacingSchema = v.strictObject({
    /** The maximum number of fields in one ask. Default: 2. */
    maxFields: v.optional(count(1, 20)),
    /** The maximum number of asks in one session. Default: 1. */
    asksPerSession: v.optional(count(1, 100)),
    /** The minimum time between two asks, as an ISO 8601 duration. Default: `P1D`. */
    coolDown: v.optional(duration),
    /** How long "Not now" applies, as an ISO 8601 duration. Default: `P7D`. */
    snooze: v.optional(duration),
    /** How often a field is shown without an answer before it is given up, at most 10 times. Default: 3. */
    giveUpAfter: v.optional(count(1, 10)),
    /** Ask people who never saw the sign-up fields from session 2 on, instead of session 1. */
    quietFirstSession: flag,
  });

  const enrichmentSchema = v.strictObject({
    /** The URL where the Action looks people up. `{email}`, after the host, is replaced with the verified address. */
    url: matching(limits.MAX_URL, limits.ENRICHMENT_ADDRESS),
    /** The name of the Action's secret to send as a bearer token. */
    secret: v.optional(matching(limits.MAX_NAME, limits.SECRET_NAME)),
    /** For each field, the path of its value in the response: `{"company": "organization.name"}`. */
    values: v.pipe(v.record(v.string(), dataPath), v.minEntries(1), v.maxEntries(limits.MAX_LIST)),
    /** How long a response is kept, as an ISO 8601 duration. Default: `P90D`. */
    maxAge: v.optional(duration),
    /** How long the login waits for the service, as an ISO 8601 duration. Default: `PT2S`. */
    timeout: v.optional(duration),
    /**
     * Also look up addresses that are not verified. Anyone can sign up with the address of another person and read in
     * the ID token what the service knows about that person.
     */
    allowUnverified: flag,
  });

  const caption = matching(limits.MAX_NAME, limits.CAPTION);

  const fieldChangesSchema = v.strictObject({
    /** What people read. The sign-up form shows the field's own words. */
    label: v.optional(textSchema),
    /** An example inside the empty input. */
    placeholder: v.optional(textSchema),
    /** Why it is asked. */
    why: v.optional(textSchema),
    /** The message for a value that does not fit. */
    hint: v.optional(textSchema),
    /** `"later"` or a rule. Questions at sign-up and during the login are the same for everyone. */
    ask: v.optional(v.union([v.literal('later'), askRuleSchema])),
    /** Higher is asked first. */
    priority: v.optional(real),
  });

  const changesSchema = v.strictObject({
    /** By field name, the keys of the field to replace: `{"company": {"why": "So that invoices are right"}}`. */
    fields: v.optional(v.pipe(v.record(v.string(), fieldChangesSchema), v.maxEntries(limits.MAX_LIST))),
    /** The keys of `pacing` to replace. */
    pacing: v.optional(pacingSchema),
  });

  const variantSchema = v.strictObject({
    /** Appears in events and in the report: letters, digits, `-` and `_`. */
    name: caption,
    /** The share of people who get it, relative to the other weights. 0: no one. Default: 1. */
    weight: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e6))),
    /** What is different for these people. A variant without changes is the plan itself. */
    changes: v.optional(changesSchema),
  });

  const experimentSchema = v.strictObject({
    /** Appears in events and in the report: letters, digits, `-` and `_`. Renaming an experiment reassigns its people. */
    name: caption,
    /** Each person gets one of them, by a hash of their `sub`. */
    variants: v.pipe(v.array(variantSchema), v.minLength(1), v.maxLength(limits.MAX_VARIANTS)),
  });

  // TypeScript cannot infer types of this depth.
  const anyExperiment: valibot.GenericSchema<valibot.InferOutput<typeof experimentSchema>> = experimentSchema;

  const planSchema = v.strictObject({
    /** The URL of this schema, for the editor. */
    $schema: v.optional(v.pipe(v.string(), v.maxLength(limits.MAX_URL))),
    /**
     * Distinguishes this plan from others on the same page: letters, digits, `-` and `_`. Events about questions contain it as
     * `planId`.
     */
    id: v.optional(caption),
    /** What the site wants to know, in the order of asking. */
    fields: v.pipe(v.array(fieldSchema), v.maxLength(limits.MAX_FIELDS)),
    /** How often a person may be asked. */
    pacing: v.optional(pacingSchema),
    /** The service where the Action looks up attributes. */
    enrichment: v.optional(enrichmentSchema),
    /** Variants of texts and moments, each tried with some of the people. */
    experiments: v.optional(v.pipe(v.array(anyExperiment), v.maxLength(limits.MAX_EXPERIMENTS))),
    /** The privacy policy. The panel and Lock's sign-up form link to it. */
    privacyUrl: v.optional(webAddress),
    /** The terms of service. Lock's sign-up form links to them. */
    termsUrl: v.optional(webAddress),
  });

  return { textSchema, optionSchema, optionsAddressSchema, optionListSchema, linkSchema, afterSchema, askRuleSchema, operatorEntries, fieldSchema, pacingSchema, enrichmentSchema, fieldChangesSchema, changesSchema, variantSchema, experimentSchema, planSchema };
}
