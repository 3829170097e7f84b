/** Writes one field of the sign-up page in Auth0's markup, so that Auth0's styles and checks apply. */
import { autocompleteOf } from '../plan/autocomplete.ts';
import type { AnswerFault } from '../plan/codec.ts';
import { maxLength } from '../plan/field-types.ts';
import { hintsIn } from '../plan/hints-in.ts';
import { describeFault } from '../plan/describe-fault.ts';
import type { Hints } from '../locales/words.ts';
import { compilePattern } from '../plan/pattern.ts';
import type { FieldOption, FieldType, ProfileField } from '../plan/plan.ts';
import { ratingOptions } from '../plan/rating-options.ts';
import { inputName } from '../plan/sign-up-page.ts';
import { textIn } from '../plan/text.ts';
import { hasCharacters, hasRange } from '../plan/type-limits.ts';
import { addressOnAuth0 } from './link-address.ts';
import { toInertHtml, type PageText, type Template } from './page-text.ts';

/** The messages about invalid answers, once for the whole page. Fields refer to them by index. */
export class PageWords {
  readonly #languages: readonly string[];
  readonly #messages = new Map<string, PageText>();

  constructor(languages: readonly string[]) {
    this.#languages = languages;
  }

  /** Adds a text of the page. `wordsIn` returns it in a language. */
  text(name: string, wordsIn: (language: string) => string): PageText {
    return { name, words: new Map(this.#languages.map((language) => [language, wordsIn(language)])) };
  }

  /** The index of the message for `fault`. */
  message(field: ProfileField, fault: AnswerFault): number {
    const wordsIn = (language: string) => describeFault(hintsIn(language), field, fault, language);
    const text = this.text(fault.code + (fault.limit ?? ''), wordsIn);
    const key = JSON.stringify([...text.words.values()]);
    if (!this.#messages.has(key)) this.#messages.set(key, text);
    return [...this.#messages.keys()].indexOf(key);
  }

  /** The element that holds all messages. */
  get list(): Template {
    // No field can have this ID, because names have no "-".
    return ['<div id="plock--words" hidden>', ...[...this.#messages.values()].flatMap((text): Template => ['<p>', text, '</p>']), '</div>'];
  }
}

export function fieldTemplate(field: ProfileField, words: PageWords): Template {
  const { name, type = 'text', value } = field;
  if (type === 'hidden') return [`<input type="hidden" name="${inputName(field)}" value="${toInertHtml(String(value))}">`];
  if (type === 'multiselect') return groupTemplate(field, words);
  const id = `plock-${name}`;
  const common = `name="${inputName(field)}" id="${id}" ${describedBy(field)}`;
  const label: Template = [`<label for="${id}">`, labelOf(field, words), '</label>'];
  const control = controlTemplate(field, common, words);
  const parts = type === 'checkbox' ? [...control, ...label] : [...label, ...control];
  return ['<div class="ulp-field">', ...parts, ...linkTemplate(field, words), ...reasonTemplate(field, words), ...errorTemplate(field, words), '</div>'];
}

/** Writes the link next to the label of a checkbox. */
function linkTemplate(field: ProfileField, words: PageWords): Template {
  const { name, link } = field;
  if (!link) return [];
  const url = addressOnAuth0(field);
  return [`<div class="plock-why"><a href="${toInertHtml(url)}" target="_blank" rel="noopener">`, words.text(`${name}link`, (language) => textIn(link.text, language)), '</a></div>'];
}

function controlTemplate(field: ProfileField, common: string, words: PageWords): Template {
  const autocomplete = autocompleteOf(field);
  const fill = autocomplete === undefined ? '' : ` autocomplete="${toInertHtml(autocomplete)}"`;
  return CONTROLS[field.type ?? 'text'](field, `${common}${fill}${field.required ? ' required' : ''}`, words);
}

/** Writes the control of a type. `common`: the attributes of all controls. */
type Control = (field: ProfileField, common: string, words: PageWords) => Template;

const input = (type: string): Control => (field, common, words) => {
  const { value } = field;
  const start = value === undefined ? '' : ` value="${toInertHtml(String(value))}"`;
  return [`<input type="${type}" ${common}${constraints(field)}${start}`, ...placeholder(field, words), '>'];
};
const select: Control = (field, common, words) => [`<select ${common}`, ...selectTemplate(field, words), '</select>'];

/** The control of each type. */
const CONTROLS: Record<FieldType, Control> = {
  text: input('text'),
  // Browsers remove the first line end of a textarea.
  textarea: (field, common, words) => [`<textarea ${common}${constraints(field)}`, ...placeholder(field, words), `>\n${toInertHtml(String(field.value ?? ''))}</textarea>`],
  email: input('email'),
  tel: input('tel'),
  url: input('url'),
  number: input('number'),
  // Auth0 neither styles nor checks date inputs.
  date: input('text'),
  select,
  radio: select,
  // groupTemplate writes its checkboxes.
  multiselect: select,
  checkbox: ({ value }, common) => [`<input type="checkbox" value="true" ${common}${value === true ? ' checked' : ''}>`],
  rating: select,
  country: select,
  hidden: input('hidden'),
};

/** Auth0 shows the label instead of the placeholder until the input is focused (sign-up-page.ts has the style for it). */
function placeholder({ name, placeholder: example }: ProfileField, words: PageWords): Template {
  return example === undefined ? [] : [' placeholder="', words.text(`${name}placeholder`, (language) => textIn(example, language)), '"'];
}

/** Returns HTML's constraints. They accept everything that the codec accepts, such as blanks around an answer. */
function constraints(field: ProfileField): string {
  const { type = 'text', minLength, pattern, min, max, step, value } = field;
  const attributes: [string, string | number | undefined][] = [];
  if (type === 'number') {
    // Without a minimum, HTML counts steps from the initial value of the input.
    const isPlainStep = Number.isInteger(step) && (min === undefined ? value === undefined : Number.isInteger(min));
    attributes.push(['min', min], ['max', max], ['step', isPlainStep ? step : 'any']);
    if (!isPlainStep) attributes.push(['data-step', step]);
  } else if (type === 'date') {
    attributes.push(['data-min', min], ['data-max', max], ['data-step', step], ['minlength', minLength], ['maxlength', maxLength(field)]);
  } else {
    attributes.push(['minlength', minLength], ['maxlength', maxLength(field)]);
    if (pattern !== undefined && compilePattern(pattern)) {
      // A textarea has no pattern in HTML. Blanks alone are not an answer, and blanks around one are ignored.
      attributes.push(type === 'textarea' ? ['data-pattern', pattern] : ['pattern', `\\s*(?:${pattern})?\\s*`]);
    }
  }
  return attributes.map(([name, given]) => (given === undefined ? '' : ` ${name}="${toInertHtml(String(given))}"`)).join('');
}

function selectTemplate(field: ProfileField, words: PageWords): Template {
  const { type, value, name } = field;
  const blank = '<option value=""></option>';
  // The page gets the names of countries from the browser, because 250 names in every language do not fit.
  if (type === 'country') return [` data-country="{{locale|escape}}" data-value="${toInertHtml(String(value ?? ''))}">`, blank];
  const options = optionsOf(field).map(({ value: option, label }, index): Template => {
    const selected = value !== undefined && String(value) === option ? ' selected' : '';
    return [`<option value="${toInertHtml(option)}"${selected}>`, words.text(`${name}option${index}`, (language) => textIn(label, language) || option), '</option>'];
  });
  return ['>', blank, ...options.flat()];
}

function optionsOf(field: ProfileField): readonly FieldOption[] {
  if (field.type === 'rating') return ratingOptions(field);
  return Array.isArray(field.options) ? field.options : [];
}

/** Writes several checkboxes, each with its own name, because Auth0 does not document names that are posted twice. */
function groupTemplate(field: ProfileField, words: PageWords): Template {
  const { name } = field;
  const boxes = optionsOf(field).map(({ value, label }, index, all): Template => {
    const id = `plock-${name}-${index}`;
    const box = `<input type="checkbox" name="${inputName(field, index)}" value="${toInertHtml(value)}" id="${id}">`;
    const text = words.text(`${name}option${index}`, (language) => textIn(label, language) || value);
    const end = index === all.length - 1 ? errorTemplate(field, words) : [];
    return ['<div class="ulp-field">', box, `<label for="${id}">`, text, '</label>', ...end, '</div>'];
  });
  return [`<fieldset class="plock" ${describedBy(field)}><legend>`, labelOf(field, words), '</legend>', ...reasonTemplate(field, words), ...boxes.flat(), '</fieldset>'];
}

/** Returns the label, with the information that people need to fill in the input. */
function labelOf(field: ProfileField, words: PageWords): PageText {
  const notes = (hints: Hints) => [field.type === 'date' && hints['date-format'], !field.required && field.type !== 'checkbox' && hints.optional].filter((note) => note !== false);
  return words.text(`${field.name}label`, (language) => {
    const label = textIn(field.label, language) || field.name;
    const given = notes(hintsIn(language));
    return given.length > 0 ? `${label} (${given.join(', ')})` : label;
  });
}

function reasonTemplate({ name, why }: ProfileField, words: PageWords): Template {
  return why === undefined ? [] : [`<div class="plock-why" id="plock-${name}-why">`, words.text(`${name}why`, (language) => textIn(why, language)), '</div>'];
}

function describedBy({ name, why }: ProfileField): string {
  return `aria-describedby="${why === undefined ? '' : `plock-${name}-why `}plock-${name}-error"`;
}

/** Auth0 calls the function at these events and when the form is sent, and shows its message. */
function errorTemplate(field: ProfileField, words: PageWords): Template {
  const { name, type = 'text' } = field;
  const messages = faultsOf(field).map((fault) => `${fault.code} ${words.message(field, fault)}`);
  const event = type === 'checkbox' || type === 'multiselect' ? 'change' : 'blur';
  return [
    `<div class="ulp-error-info" id="plock-${name}-error" role="alert" data-ulp-validation-function="progressiveLockCheck" data-ulp-validation-event-listeners="${event}" data-type="${type}"${field.required ? ' data-required' : ''} data-words="${messages.join(' ')}"></div>`,
  ];
}

/** Returns the faults that an answer on the page can have. */
function faultsOf(field: ProfileField): AnswerFault[] {
  const { type = 'text', required, minLength, pattern, min, max, step } = field;
  const faults: AnswerFault[] = [];
  if (required) faults.push({ code: 'required' });
  if (type !== 'rating' && hasRange(type)) {
    faults.push({ code: 'type' });
    if (min !== undefined) faults.push({ code: 'too-small', limit: min });
    if (max !== undefined) faults.push({ code: 'too-large', limit: max });
    if (step !== undefined) faults.push({ code: 'step', limit: step });
  }
  if (hasCharacters(type) || type === 'date') {
    if (type !== 'text' && type !== 'textarea' && type !== 'date') faults.push({ code: 'type' });
    if (minLength !== undefined) faults.push({ code: 'too-short', limit: minLength });
    if (pattern !== undefined) faults.push({ code: 'pattern' });
    // Only if a script fills it in, because the input limits its characters.
    faults.push({ code: 'too-long', limit: maxLength(field) });
  }
  return faults;
}
