/** Finds the text of the design that an element of the panel shows. */
import type { Words } from '../../src/locales/words.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { textIn } from '../../src/plan/text.ts';
import type { SeenText, TextPlace } from './edited-text.ts';
import type { PreviewRequest } from './preview-messages.ts';
import type { WordKey } from './words/panel-words.ts';

export interface FoundText {
  place: TextPlace;
  /** The element that contains the text. An input replaces it. */
  element: HTMLElement;
  words: string;
  /** True if a press on it does something, or would do so in a page. */
  isPressed: boolean;
}

const FIELD_TEXTS: Partial<Record<SeenText, string>> = { label: '[part~="label"]', why: '[part~="why"]', thanks: '[part~="thanks"]', link: '[part~="link"]' };

/** The words that each part of the elements can show, by part. */
const PART_WORDS: Readonly<Record<string, readonly WordKey[]>> = {
  heading: ['heading', 'headingMany', 'headingConfirm', 'review'],
  thanks: ['thanks'],
  notice: ['offline', 'kept', 'keptHere', 'failed', 'refused', 'saved', 'erased'],
  save: ['save', 'continue'],
  later: ['later'],
  never: ['never'],
  yes: ['yes'],
  no: ['no'],
  back: ['back'],
  undo: ['undo'],
  close: ['close'],
  clear: ['clear'],
  privacy: ['privacy'],
  edit: ['edit'],
  erase: ['erase'],
  cancel: ['cancel'],
  export: ['export'],
};

const PREFIX = 'tell-us-more-';

/**
 * Returns the text at `path`, which begins with the pressed element and continues outwards. `builtIn`: the built-in words of the
 * shown language.
 */
export function findText(path: readonly EventTarget[], request: PreviewRequest, builtIn: Words | undefined): FoundText | undefined {
  const elements = path.filter((target): target is HTMLElement => target instanceof HTMLElement);
  const chip = elements.find((element) => element.matches('[part~="chip"]'));
  const text = elements.find(({ localName }) => localName === 'bdi') ?? chip?.querySelector<HTMLElement>('bdi') ?? undefined;
  const place = text && fieldTextAt(text, request);
  if (text && place) return { place, element: text, words: text.textContent ?? '', isPressed: 'option' in place || ('key' in place && place.key === 'link') };
  return builtIn && panelWordAt(elements, request, builtIn);
}

function fieldTextAt(text: HTMLElement, { plan, view }: PreviewRequest): TextPlace | undefined {
  const input = text.closest('[part~="chip"]')?.querySelector('input');
  if (input) return { field: input.name.slice(PREFIX.length), option: input.value };
  const end = text.closest('.ends > span');
  const named = (text.closest('[part~="question"]') ?? text.closest('fieldset'))?.querySelector<HTMLInputElement>(`[name^="${PREFIX}"]`)?.name.slice(PREFIX.length);
  if (end) return named === undefined ? undefined : { field: named, key: end.previousElementSibling ? 'highLabel' : 'lowLabel' };
  const key = (Object.keys(FIELD_TEXTS) as SeenText[]).find((one) => text.closest(FIELD_TEXTS[one]!));
  const field = key && (named ?? fieldSaying(plan, key, text.textContent ?? '', view.language));
  return field === undefined ? undefined : { field, key: key! };
}

function fieldSaying({ fields }: ProfilePlan, key: SeenText, words: string, language: string): string | undefined {
  return fields.find((field) => textIn((key === 'link' ? field.link?.text : field[key]) ?? '', language) === words)?.name;
}

function panelWordAt(elements: readonly HTMLElement[], { dictionary }: PreviewRequest, builtIn: Words): FoundText | undefined {
  for (const element of elements) {
    const part = element.part[0] ?? '';
    if (!Object.hasOwn(PART_WORDS, part)) continue;
    // What follows is for screen readers: "(opens in a new tab)".
    const words = [...element.childNodes].filter((node) => node instanceof Text || (node instanceof HTMLElement && node.localName === 'span' && !node.className)).map(({ textContent }) => textContent).join('').trim();
    const word = PART_WORDS[part]!.find((key) => (dictionary?.[key] ?? builtIn[key]) === words);
    if (word) return { place: { word, builtIn: builtIn[word] }, element, words, isPressed: element.matches('button, a') };
  }
  return undefined;
}
