/** Describes a field for drawing: texts in one language, constraints with HTML's names. */
import type { AskWords } from '../locales/words.ts';
import { autocompleteOf } from '../plan/autocomplete.ts';
import type { AnswerFault } from '../plan/codec.ts';
import { hasOptions, maxLength } from '../plan/field-types.ts';
import type { FieldValue, ProfileField, Source } from '../plan/plan.ts';
import { textIn } from '../plan/text.ts';
import { countriesIn } from './countries.ts';
import { describeError } from './describe-error.ts';
import type { ListedField } from './listed-fields.ts';
import type { ProfilerField } from './profiler-state.ts';

export interface FieldFacts {
  value?: FieldValue;
  source?: Source;
  isConfirmation?: boolean;
  isFollowUp?: true;
  fault?: AnswerFault;
}

export interface Speech {
  language: string;
  words: AskWords;
}

export function describeField(field: ListedField, facts: FieldFacts, { language, words }: Speech): ProfilerField {
  const { type = 'text', name, label, why, link, lowLabel, highLabel, placeholder, required } = field;
  const { value, source, isConfirmation, isFollowUp, fault } = facts;
  const options = field.options ?? (type === 'country' ? countriesIn(language) : undefined);
  return {
    name,
    type,
    label: textIn(label, language),
    why: why && textIn(why, language),
    link: link && { text: textIn(link.text, language), url: link.url },
    lowLabel: lowLabel && textIn(lowLabel, language),
    highLabel: highLabel && textIn(highLabel, language),
    placeholder: placeholder && textIn(placeholder, language),
    options: options?.map((option) => ({ value: option.value, label: textIn(option.label, language) })),
    ...constraintsOf(field),
    required: required || undefined,
    autocomplete: autocompleteOf(field),
    value,
    source,
    isConfirmation: isConfirmation || undefined,
    isFollowUp,
    error: fault && describeError(words, field, fault, language),
  };
}

/** The limits that the codec applies, also if the plan does not set them. */
function constraintsOf(field: ProfileField): Partial<ProfilerField> {
  const { type, minLength, pattern, min, max, step } = field;
  if (type === 'rating') return { min: min ?? 1, max: max ?? 5, step: step ?? 1 };
  if (type === 'number' || type === 'date') return { min, max, step };
  if (type === 'checkbox' || type === 'country' || hasOptions(type)) return {};
  void (type satisfies 'text' | 'textarea' | 'email' | 'tel' | 'url' | 'hidden' | undefined);
  return { minLength, maxLength: maxLength(field), pattern };
}
