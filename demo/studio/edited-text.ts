/** A text that was changed in the preview, and its place in the design. */
import type { Design } from './design.ts';
import { isData } from '../../src/plan/json.ts';
import { dataAt, fieldsOf, textAt, withFields, wordsAt, type Data } from './draft.ts';
import { changedTexts, experimentsOf, variantSaying, variantsOf, withChangedText, withVariantAt, type TriedText } from './experiments/draft-experiments.ts';
import { withPanelWords, type WordKey } from './words/panel-words.ts';
import type { Wording } from './words/table-rows.ts';

/** The texts of a field that the panel shows. */
export type SeenText = 'label' | 'why' | 'thanks' | 'lowLabel' | 'highLabel' | 'link';

/** The owner of the text: a field of the plan, one of its choices, or the panel's own words. */
export type TextPlace = { field: string; key: SeenText } | { field: string; option: string } | { word: WordKey; builtIn: string };

export interface EditedText {
  place: TextPlace;
  text: string;
}

/** Returns the wording with the text in the preview's language. If a variant has the text, the variant is changed. */
export function withEditedText({ plan, dictionaries, view, moment }: Design, { place, text }: EditedText): Wording {
  const { language } = view;
  if ('word' in place) return { plan, dictionaries: withPanelWords(dictionaries, language, place.word, text, place.builtIn) };
  const fields = fieldsOf(plan);
  const index = fields.findIndex((field) => field.name === place.field);
  const field = fields[index];
  if (!field) return { plan, dictionaries };
  const said = (owner: Data, key: string) => {
    const before = wordsAt(owner, key);
    return typeof before === 'string' ? text : { ...before, [language]: text };
  };
  const put = (next: Data): Wording => ({ plan: withFields(plan, fields.with(index, next)), dictionaries });
  if ('option' in place) {
    const options = Array.isArray(field.options) ? (field.options as unknown[]) : [];
    return put({ ...field, options: options.map((option) => (isData(option) && textAt(option, 'value') === place.option ? { ...option, label: said(option, 'label') } : option)) });
  }
  const at = variantSaying(plan, moment.variants ?? {}, place.field, place.key);
  if (at) {
    const variant = variantsOf(experimentsOf(plan)[at.experiment]!)[at.variant]!;
    const tried = changedTexts(variant).find((one) => one.field === place.field && one.key === place.key)!;
    return { plan: withVariantAt(plan, at, withChangedText(variant, place.field, place.key as TriedText, said({ text: tried.value }, 'text'))), dictionaries };
  }
  if (place.key === 'link') return put({ ...field, link: { ...dataAt(field, 'link'), text: said(dataAt(field, 'link'), 'text') } });
  return put({ ...field, [place.key]: said(field, place.key) });
}
