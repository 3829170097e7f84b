/**
 * Makes words in the preview editable by a click. Enter or a click elsewhere keeps the change, Escape discards it. Buttons, links
 * and choices work as in a page, unless `isEditing` is true.
 */
import type { Words } from '../../src/locales/words.ts';
import { textIn } from '../../src/plan/text.ts';
import type { EditedText } from './edited-text.ts';
import type { PreviewRequest } from './preview-messages.ts';
import { findText } from './seen-text.ts';
import { loadBuiltIn } from './words/panel-words.ts';

interface Source {
  current: () => PreviewRequest | undefined;
  onEdit: (edited: EditedText) => void;
}

const EDITOR = 'words-editor';

/** Handles the clicks in this page. */
export class PreviewEdit {
  readonly #source: Source;
  /** The built-in words of the languages that were shown. */
  readonly #builtIn = new Map<string, Words>();

  constructor(source: Source) {
    this.#source = source;
    addEventListener('click', (event) => this.#handleClick(event), { capture: true });
    addEventListener('mousedown', (event) => this.#handleMouseDown(event), { capture: true });
  }

  /** Loads the built-in words of the view's language. */
  async prepare({ view: { language }, isEditing }: PreviewRequest): Promise<void> {
    document.documentElement.toggleAttribute('data-editing', isEditing === true);
    if (!this.#builtIn.has(language)) this.#builtIn.set(language, await loadBuiltIn(language));
  }

  #handleClick(event: MouseEvent): void {
    const request = this.#source.current();
    const path = event.composedPath();
    // A scene presses "Save" with a script.
    if (!request || !event.isTrusted || path.some(isEditor)) return;
    const found = findText(path, request, this.#builtIn.get(request.view.language));
    if (!request.isEditing && (!found || found.isPressed)) return;
    const isInPanel = path.some((target) => target instanceof HTMLElement && target.matches('tell-us-more, profile-review'));
    if (!found && !isInPanel) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (found) openEditor(found.element, found.words, (text) => this.#source.onEdit({ place: found.place, text }));
  }

  /** Edits a list's choices like other words. It handles `mousedown`, because that would open the list. */
  #handleMouseDown(event: MouseEvent): void {
    const request = this.#source.current();
    const list = event.composedPath().find((target): target is HTMLSelectElement => target instanceof HTMLSelectElement);
    if (!request?.isEditing || !list) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const name = list.name.replace('tell-us-more-', '');
    const options = request.plan.fields.find((field) => field.name === name)?.options;
    if (!Array.isArray(options)) return;
    const choices = options.map(({ value, label }) => ({ value, words: textIn(label, request.view.language) }));
    openListEditor(list, choices, (value, text) => this.#source.onEdit({ place: { field: name, option: value }, text }));
  }
}

function isEditor(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.classList.contains(EDITOR);
}

/** Replaces `element` with an input until the edit ends. */
function openEditor(element: HTMLElement, before: string, onEdit: (words: string) => void): void {
  const input = newInput(before, 'Change these words');
  element.style.display = 'none';
  element.after(input);
  input.focus();
  input.select();
  endWith(input, [input], (isKept) => {
    const words = input.value.trim();
    input.remove();
    element.style.display = '';
    if (isKept && words && words !== before) onEdit(words);
  });
}

/** Shows all choices of a list below each other in its place, as inputs. */
function openListEditor(list: HTMLElement, choices: readonly { value: string; words: string }[], onEdit: (value: string, words: string) => void): void {
  const place = document.createElement('div');
  place.style.cssText = 'display: grid; gap: 4px';
  const inputs = choices.map(({ words }, index) => place.appendChild(newInput(words, `Change choice ${index + 1}`)));
  list.style.display = 'none';
  list.after(place);
  inputs[0]?.focus();
  endWith(place, inputs, (isKept) => {
    place.remove();
    list.style.display = '';
    for (const [index, input] of inputs.entries()) {
      const { value, words } = choices[index]!;
      if (isKept && input.value.trim() && input.value.trim() !== words) onEdit(value, input.value.trim());
    }
  });
}

function newInput(words: string, label: string): HTMLTextAreaElement {
  const input = document.createElement('textarea');
  input.value = words;
  input.rows = 1;
  input.setAttribute('aria-label', label);
  input.className = EDITOR;
  Object.assign(input.style, { font: 'inherit', color: 'inherit', inlineSize: '100%', minInlineSize: '8em', boxSizing: 'border-box', padding: '2px 4px', border: '1px dashed', borderRadius: '4px', background: 'transparent', resize: 'none', fieldSizing: 'content' });
  return input;
}

/** Calls `onEnd` once: after Enter or when the focus leaves (kept), or after Escape. */
function endWith(place: HTMLElement, inputs: readonly HTMLElement[], onEnd: (isKept: boolean) => void): void {
  const ending = new AbortController();
  const { signal } = ending;
  const end = (isKept: boolean) => {
    if (signal.aborted) return;
    ending.abort();
    onEnd(isKept);
  };
  place.addEventListener('focusout', ({ relatedTarget }) => !inputs.some((input) => input === relatedTarget) && end(true), { signal });
  // The panel must not handle these keys, or store this text as a draft.
  for (const type of ['input', 'change', 'click', 'keyup', 'pointerdown']) place.addEventListener(type, (event) => event.stopPropagation(), { signal });
  place.addEventListener(
    'keydown',
    (event) => {
      event.stopPropagation();
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.preventDefault();
      end(event.key === 'Enter');
    },
    { signal },
  );
}
