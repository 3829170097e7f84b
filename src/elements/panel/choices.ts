import { countriesIn } from '../../ask/countries.ts';
import type { Combobox } from './combobox.ts';
import type { PanelQuestion } from './panel-state.ts';

/** Lists longer than this are searched by typing. */
const LONG_LIST = 12;

/** True if the choices are too many to show at once. */
export function isLong({ field, options }: PanelQuestion): boolean {
  const isSearchable = field.type === 'select' || field.type === 'radio' || field.type === 'country';
  if (Array.isArray(options)) return isSearchable && options.length > LONG_LIST;
  return field.type === 'country' && !options;
}

/** The choices of a question; those of a country are the countries. */
export function choicesIn(language: string, { field, options }: PanelQuestion): PanelQuestion['options'] {
  return options ?? (field.type === 'country' ? countriesIn(language) : undefined);
}

/**
 * What takes the place of the input where the choices of a question are too many. `known` is the one there is: what was
 * typed into it is kept. `render` is called when something has changed.
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
