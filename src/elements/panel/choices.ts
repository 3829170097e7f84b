import { countriesIn } from '../../ask/countries.ts';
import type { Combobox } from './combobox.ts';
import type { PanelQuestion } from './panel-state.ts';

/** Longer lists are searched by typing. */
const LONG_LIST = 12;

/** True if there are too many choices to show them all. */
export function isLong({ field, options }: PanelQuestion): boolean {
  const isSearchable = field.type === 'select' || field.type === 'radio' || field.type === 'country';
  if (Array.isArray(options)) return isSearchable && options.length > LONG_LIST;
  return field.type === 'country' && !options;
}

/** Returns the choices of a question. Those of a `country` are all countries. */
export function choicesIn(language: string, { field, options }: PanelQuestion): PanelQuestion['options'] {
  return options ?? (field.type === 'country' ? countriesIn(language) : undefined);
}

/**
 * Returns a combobox for a question with too many choices. `known` is the existing one, whose typed text is kept. `render` is called
 * when something has changed.
 */
export function comboboxFor(
  question: PanelQuestion,
  language: string,
  ComboboxClass: typeof Combobox,
  render: () => void,
  known?: Combobox,
): Combobox | undefined {
  const options = isLong(question) && choicesIn(language, question);
  if (!Array.isArray(options) || (known?.options === options && known.language === language)) return known;
  return new ComboboxClass(options, language, known?.value ?? String(question.value ?? ''), render);
}
