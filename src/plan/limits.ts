/**
 * The limits of a plan, for the schema, the quick check and the sign-up form. Limits without a source are our own. They are far
 * beyond any real plan, so that a hostile one takes bounded time.
 */

/** Fields of a plan. */
export const MAX_FIELDS = 1000;
/** Options of one field, also of a list from an address or a function. */
export const MAX_OPTIONS = 1000;
export const MAX_FETCHED_OPTIONS = 5000;
/** Characters of a label, a reason and other texts. */
export const MAX_TEXT = 1000;
/** Languages of one text. */
export const MAX_LANGUAGES = 200;
/** Characters of names of claims, paths, activities, and of a stored option. */
export const MAX_NAME = 200;
/** Characters of an address. */
export const MAX_URL = 2000;
/** Characters of a `pattern`. */
export const MAX_PATTERN = 500;
/** Characters of an answer that a plan may allow. */
export const MAX_ANSWER = 5000;
/** Experiments of a plan, and variants of one. */
export const MAX_EXPERIMENTS = 10;
export const MAX_VARIANTS = 10;
/** Members of the lists in `on`, `knownFrom` and conditions. */
export const MAX_LIST = 100;

/** Auth0 takes at most 10 `user_metadata` properties at sign-up, names up to 99 and values up to 499 characters. */
export const MAX_SIGN_UP_FIELDS = 10;
export const MAX_SIGN_UP_ANSWER = 499;
export const MAX_FIELD_NAME = 99;

/** Names that both Lock (`additionalSignUpFields`) and Auth0 (no `.`, no `$`) accept. */
export const FIELD_NAME = /^[a-zA-Z0-9_]+$/;

/** The name of an experiment or a variant. */
export const CAPTION = /^[A-Za-z0-9][\w-]*$/;

/** Names that Lock's form uses itself, and our key in `user_metadata`. */
export const RESERVED_NAMES = [
  'email',
  'username',
  'password',
  'connection',
  'captcha',
  'selecting',
  'vcode',
  'mfa_code',
  'progressive_lock',
];

/** Names that every JavaScript object has already. */
export const OBJECT_NAMES =
  /^(?:__\w*|constructor|prototype|toString|toLocaleString|valueOf|hasOwnProperty|isPrototypeOf|propertyIsEnumerable)$/;

/** Root attributes of an Auth0 profile that a sign-up may set. */
export const ROOT_NAMES = ['name', 'given_name', 'family_name', 'nickname', 'picture'];

/** The types that these can have, because Auth0 stores texts there. */
export const ROOT_TYPES = ['text', 'url', 'hidden'];

/** The tag of a language: `en`, `pt-BR`, `zh-Hans`. */
export const LANGUAGE_TAG = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;

/** The start of an HTML tag or comment. `Age < 30` does not match. */
export const HTML = /<[a-z/!?]/i;

/** Keys and segments of paths that reach beyond plain data. */
export const UNSAFE_KEY = /^(?:__proto__|constructor|prototype)$/;

/** A web address, or one relative to the page. Browsers ignore control characters before a scheme. */
export const WEB_ADDRESS = /^(?=https?:\/\/|(?![A-Za-z][A-Za-z\d+.-]*:))[^\s\u0000-\u0020\u007F]+$/;

/** A `URLPattern` pathname. */
export const PAGE = /^[/*:({]/;
/** The plan alone decides about the host: no part of it comes from an email address, and it has no user name. */
export const ENRICHMENT_ADDRESS = /^(?:https:\/\/[\w.-]+|http:\/\/localhost)(?::\d{1,5})?\/\S+$/;
export const SECRET_NAME = /^[A-Za-z_]\w*$/;
export const AUTOCOMPLETE = /^[A-Za-z\d][A-Za-z\d -]*$/;

/** Operators on conditions. */
export const LOGIC_OPERATORS = ['$and', '$or', '$nor'];

/** True for a dotted path to plain data: `id_token.given_name`, `https://acme.example/role`. */
export function isDataPath(path: string): boolean {
  return path.trim() !== '' && path.length <= MAX_NAME && !path.split('.').some((segment) => UNSAFE_KEY.test(segment));
}

/** True for a name that a field may have. */
export function isFieldName(name: string): boolean {
  return FIELD_NAME.test(name) && name.length <= MAX_FIELD_NAME && !OBJECT_NAMES.test(name) && !RESERVED_NAMES.includes(name);
}
