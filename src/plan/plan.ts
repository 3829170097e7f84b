/**
 * The vocabulary of a plan. Everything in `src/plan` is pure: no DOM, network, storage or clock.
 */

/** A text, the same for everyone or by language tag: `{"en": "Company", "de": "Firma"}`. */
export type Text = string | Record<string, string>;

export type FieldType =
  | 'text'
  | 'textarea'
  | 'email'
  | 'tel'
  | 'url'
  | 'number'
  | 'date'
  | 'select'
  | 'radio'
  | 'multiselect'
  | 'checkbox'
  | 'rating'
  | 'country'
  | 'hidden';

/** One choice of a select, radio or multiselect. `value` is what is stored. */
export interface FieldOption {
  value: string;
  label: Text;
}

/** A list, an address that answers such a list as JSON, or (JavaScript API only) a function. */
export type FieldOptions = FieldOption[] | { url: string } | (() => FieldOption[] | Promise<FieldOption[]>);

/** When a field is asked. Everything given must hold. */
export interface AskRule {
  after?: {
    /** From this session on; the session of the sign-up is number 1. */
    sessions?: number;
    /** Whole days since the sign-up. */
    days?: number;
    /** Logins counted by Auth0. */
    logins?: number;
  };
  /** Only while (one of) these activities is happening. */
  on?: string | string[];
  /** Only on pages whose address matches this `URLPattern` pathname. */
  page?: string;
  /** The activity may override the cool-down. */
  ignoreCoolDown?: boolean;
  /** With `required`: the Action redirects to the page that asks, during login. */
  atLogin?: boolean;
}

/** A condition over known values, in MongoDB query syntax. */
export type Condition = Record<string, unknown>;

/** What a field holds once decoded: the typed form that is stored in `user_metadata`. */
export type FieldValue = string | number | boolean | string[];

/** One profile attribute. `name` is the key in `user_metadata`. */
export interface ProfileField {
  name: string;
  label: Text;
  type?: FieldType;
  placeholder?: Text;
  /** The reason shown to the person. */
  why?: Text;
  options?: FieldOptions;
  ask?: 'signup' | 'later' | AskRule;
  when?: Condition;
  /** Claim names or paths (`id_token.given_name`, `identities.google-oauth2.locale`, `app.x`, `enrichment.x`). */
  knownFrom?: string[];
  /** Show a value from `idp` or `enrichment` filled in, for confirmation, once. */
  confirm?: boolean;
  /** Never in browser storage, events or logs beyond its name. */
  sensitive?: boolean;
  /** Higher first; plan order otherwise. */
  priority?: number;
  /** `root`: a root attribute of the Auth0 profile; only at sign-up. */
  storage?: 'root';
  /** The value of a hidden field, or what the input starts with. */
  value?: string | number | boolean;
  required?: boolean;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  min?: number | string;
  max?: number | string;
  step?: number;
  autocomplete?: string;
}

/** How often a person may be asked. Durations are ISO 8601 (`P1D`, `PT30M`). */
export interface Pacing {
  /** Fields in one ask; 2 unless told. */
  maxFields?: number;
  /** Asks in one session; 1 unless told. */
  asksPerSession?: number;
  /** Time between two asks; `P1D` unless told. */
  coolDown?: string;
  /** How long "not now" holds; `P7D` unless told. */
  snooze?: string;
  /** After so many times shown without an answer a field is given up; 3 unless told. */
  giveUpAfter?: number;
  /** People who never saw the sign-up fields are asked from session 2 on, not 1. */
  quietFirstSession?: boolean;
}

/** Where the Action looks attributes up. */
export interface Enrichment {
  url: string;
  secret?: string;
  values: Record<string, string>;
  maxAge?: string;
  timeout?: string;
}

export interface ProfilePlan {
  $schema?: string;
  fields: ProfileField[];
  pacing?: Pacing;
  enrichment?: Enrichment;
  /** Where the panel's privacy link leads. */
  privacyUrl?: string;
}

/** In the order of trust: `user` > `app` > `idp` > `enrichment`. */
export type Source = 'user' | 'app' | 'idp' | 'enrichment';

export interface ProfileEntry {
  value: FieldValue;
  source: Source;
  /** The stored value no longer fits the plan: kept as it is, `value` is the raw one. */
  unfit?: true;
}

/** What is known about the user now, by field name. */
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
