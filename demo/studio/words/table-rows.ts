/** The rows of the table of words: the plan's texts and the elements' texts, which differ only in their paths. */
import type { Text } from '../../../src/plan/plan.ts';
import type { Words } from '../../../src/locales/words.ts';
import type { Scene } from '../scenes.ts';
import { lostNames, PANEL_GROUPS, SCENE_OF, withPanelWords, type Dictionaries, type WordKey } from './panel-words.ts';
import { isGap, textsOf, withText, withWords, wordsIn } from './plan-texts.ts';
import { hasPlural, joinForms, pluralForms, splitForms } from './plural-forms.ts';

/** The texts of a design. */
export interface Wording {
  plan: unknown;
  dictionaries: Dictionaries;
}

export interface WordCell {
  /** What follows the name of the row: the form of a plural. */
  form: string;
  /** The numbers that the form is for. */
  examples: string;
  words: string;
  /** What is said where nothing is written. */
  builtIn: string;
  isGap: boolean;
  /** Placeholders that are missed, as they are written. */
  lost: readonly string[];
  /** The wording with other words here. */
  put: (words: string) => Wording;
}

export interface WordRow {
  /** As files of words name it: `company.label`, `panel:later`. */
  place: string;
  what: string;
  /** Where it is seen. */
  scene?: Scene;
  cells: (language: string) => WordCell[];
}

export interface WordGroup {
  title: string;
  /** The stored name of the field, for one of the plan. */
  name?: string;
  rows: WordRow[];
}

/** No name of a field has a colon. */
export const PANEL_PLACE = 'panel:';

export function rowsOf(wording: Wording, builtIn: ReadonlyMap<string, Words>): WordGroup[] {
  const questions = textsOf(wording.plan).map(({ name, texts }): WordGroup => ({
    title: name,
    name,
    rows: texts.map(({ place, what, value }) => ({ place, what, cells: (language) => [planCell(wording, place, value, language)] })),
  }));
  const panel = PANEL_GROUPS.map(({ title, keys }): WordGroup => ({
    title,
    rows: (Object.entries(keys) as [WordKey, string][]).map(([key, what]) => ({
      place: PANEL_PLACE + key,
      what,
      scene: SCENE_OF[key],
      cells: (language) => panelCells(wording, key, language, builtIn.get(language)?.[key] ?? ''),
    })),
  }));
  return [...questions, ...panel];
}

function planCell({ plan, dictionaries }: Wording, place: string, value: Text, language: string): WordCell {
  return {
    form: '',
    examples: '',
    words: wordsIn(value, language),
    builtIn: '',
    isGap: isGap(value, language),
    lost: [],
    put: (words) => ({ plan: withText(plan, place, withWords(value, language, words)), dictionaries }),
  };
}

function panelCells({ plan, dictionaries }: Wording, key: WordKey, language: string, builtIn: string): WordCell[] {
  const own = dictionaries[language]?.[key] ?? '';
  // Who rewrites a word in one language means it in all: the others still say what is built in.
  const isWanted = Object.values(dictionaries).some((words) => words[key] !== undefined);
  const put = (words: string) => ({ plan, dictionaries: withPanelWords(dictionaries, language, key, words, builtIn) });
  if (!hasPlural(builtIn)) {
    return [{ form: '', examples: '', words: own, builtIn, isGap: isWanted && !own, lost: own ? lostNames(own, builtIn) : [], put }];
  }
  const [standard, said] = [splitForms(builtIn, language), own ? splitForms(own, language) : {}];
  return pluralForms(language).map(({ category, examples }) => {
    const fallback = standard[category] ?? '';
    const words = said[category] === fallback ? '' : (said[category] ?? '');
    return {
      form: category,
      examples,
      words,
      builtIn: fallback,
      isGap: isWanted && said[category] === undefined,
      // "One character" contains no number.
      lost: words && category !== 'one' ? lostNames(words, '{limit}') : [],
      put: (next) => {
        const forms = { ...standard, ...said, [category]: next.trim() ? next : fallback };
        const isBuiltIn = Object.entries(forms).every(([name, form]) => form === standard[name]);
        return put(isBuiltIn ? '' : joinForms(forms, language));
      },
    };
  });
}
