/** The words that the elements bring themselves ("Save", "Not now"), which a design can replace by language: an element's `dictionary`. */
import { loadPageWords } from '../../../src/locales/page-words.ts';
import { LANGUAGES } from '../../../src/locales/pick-language.ts';
import { loadRefusalWords } from '../../../src/locales/refusal-words.ts';
import type { Hints, PageWords, PanelWords, RefusalWords, Words } from '../../../src/locales/words.ts';
import type { Scene } from '../scenes.ts';
import { isData } from '../../../src/plan/json.ts';
import { withKey } from '../draft.ts';

export type WordKey = keyof Words;
/** By language, only what differs from the built-in words. */
export type Dictionaries = Readonly<Record<string, Partial<Words>>>;

const PANEL: Record<keyof PanelWords, string> = {
  heading: 'Heading over one question',
  headingMany: 'Heading over several',
  headingConfirm: 'Heading over a value to confirm',
  headingRedirect: 'Heading during the login',
  save: 'Button: save',
  later: 'Button: not now',
  never: 'Button: don’t ask again',
  continue: 'Button: continue',
  back: 'Button: back',
  yes: 'Button: it is right',
  no: 'Button: it is wrong',
  undo: 'Button: undo',
  close: 'Button: close',
  minimise: 'Button: make it small',
  clear: 'Button: take a choice back',
  thanks: 'Thanks',
  privacy: 'Link to the privacy policy',
  newTab: 'Of links that open a tab',
  blank: 'Saved with nothing entered',
  progress: 'Step of several',
  jump: 'Spoken: how to get there',
  choose: 'Nothing chosen yet',
  showList: 'Spoken: open the list',
  loading: 'The choices are loading',
  choicesFailed: 'The choices did not load',
  noMatch: 'Nothing fits the search',
  matches: 'Spoken: how many fit',
  rating: 'Spoken: stars or points',
  offline: 'No network',
  kept: 'Not sent yet',
  keptHere: 'Not sent yet, only in this tab',
  failed: 'Not saved: try again',
  refused: 'Cannot be saved',
  ticked: 'A box that is ticked',
  unticked: 'A box that is not',
  sourceUser: 'Known: the person said so',
  sourceApp: 'Known: from the site',
  sourceIdp: 'Known: from the login',
  sourceEnrichment: 'Known: looked up',
};

const REFUSAL: Record<keyof RefusalWords, string> = {
  askAgain: 'After “Not now”',
  askNoMore: 'After “Don’t ask again”',
  findAnswers: 'Where answers are found',
};

const HINTS: Record<keyof Hints, string> = {
  required: 'No answer',
  'required-checkbox': 'A box that must be ticked',
  type: 'Does not fit',
  'type-email': 'No email address',
  'type-tel': 'No phone number',
  'type-url': 'No web address',
  'type-number': 'No number',
  'type-date': 'No date',
  'too-short': 'Too short',
  'too-long': 'Too long',
  'too-early': 'Too early',
  'too-late': 'Too late',
  'too-small': 'Too small',
  'too-large': 'Too large',
  step: 'Not a multiple',
  pattern: 'Another format',
  option: 'None of the choices',
  markup: 'Characters that are not allowed',
  optional: 'Of questions that can stay blank',
  'prefer-not-to-say': 'Choice: no answer',
  'date-format': 'How a date is typed',
};

const PAGES: Record<keyof PageWords, string> = {
  review: 'Heading over what is known',
  reviewEmpty: 'Nothing is known',
  edit: 'Button: edit',
  erase: 'Button: erase',
  eraseSure: 'Before something is erased',
  cancel: 'Button: cancel',
  export: 'Button: download',
  saved: 'Saved',
  erased: 'Erased',
  unfit: 'No longer fits',
  otherAnswer: 'Another answer by the person',
  useOther: 'Button: use that one',
  dropOther: 'Button: discard that one',
  redirectMissingTitle: 'Login page without a login',
  redirectMissing: 'What to do then',
  redirectExpiredTitle: 'Login page after too long',
  redirectExpired: 'What to do then',
  redirectForeignTitle: 'Login page from elsewhere',
  redirectForeign: 'What to do then',
  home: 'Link back to the site',
};

/** Each part of the words as the table shows it, with what each text is. */
export const PANEL_GROUPS: readonly { title: string; keys: Partial<Record<WordKey, string>> }[] = [
  { title: 'The panel', keys: PANEL },
  { title: 'When somebody refuses', keys: REFUSAL },
  { title: 'When an answer does not fit', keys: HINTS },
  { title: 'The page of one’s details, and the login', keys: PAGES },
];

const KEYS = PANEL_GROUPS.flatMap(({ keys }) => Object.keys(keys)) as WordKey[];

/** The state of the preview in which a word is seen. */
export const SCENE_OF: Partial<Record<WordKey, Scene>> = {
  heading: 'question',
  headingMany: 'question',
  save: 'question',
  later: 'question',
  never: 'question',
  privacy: 'question',
  headingConfirm: 'confirm',
  yes: 'confirm',
  no: 'confirm',
  thanks: 'thanks',
  undo: 'thanks',
  close: 'thanks',
  offline: 'offline',
  refused: 'failed',
  required: 'error',
  review: 'review',
  edit: 'review',
  erase: 'review',
  export: 'review',
};

/** The built-in words of a language. */
export async function loadBuiltIn(language: string): Promise<Words> {
  const [words, refusal] = await Promise.all([loadPageWords(language), loadRefusalWords(language)]);
  return { ...words, ...refusal };
}

const MAX_WORDS = 1000;

/** Reads dictionaries from a link or a file. Leaves out unknown languages and keys. */
export function readDictionaries(input: unknown): Dictionaries {
  if (!isData(input)) return {};
  const read = LANGUAGES.map((language) => [language, readDictionary(input[language])] as const);
  return Object.fromEntries(read.filter(([, words]) => Object.keys(words).length > 0));
}

function readDictionary(input: unknown): Partial<Words> {
  if (!isData(input)) return {};
  const said = KEYS.map((key) => [key, Object.hasOwn(input, key) ? input[key] : undefined] as const);
  return Object.fromEntries(said.filter(([, text]) => typeof text === 'string' && text.trim() !== '' && text.length <= MAX_WORDS));
}

/** With other words in one language; without them if `words` is blank or what is built in. */
export function withPanelWords(dictionaries: Dictionaries, language: string, key: WordKey, words: string, builtIn: string | undefined): Dictionaries {
  const isBuiltIn = words.trim() === '' || words === builtIn;
  const next = withKey({ ...dictionaries[language] }, key, isBuiltIn ? undefined : words);
  return withKey({ ...dictionaries }, language, next);
}

/** What the page fills in (`{count}`) and these words have lost. */
export function lostNames(words: string, builtIn: string): string[] {
  const names = (text: string) => new Set(text.match(/\{\w+/g)?.map((name) => `${name}}`));
  const kept = names(words);
  return [...names(builtIn)].filter((name) => !kept.has(name));
}
