/** Who clicks on the words of a question in the preview can change them there: Enter or a click elsewhere keeps, Escape does not. */
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { textIn } from '../../src/plan/text.ts';
import type { PreviewRequest } from './preview-messages.ts';

const KEYS = { label: '[part~="label"]', why: '[part~="why"]' } as const;
type Key = keyof typeof KEYS;

export interface EditedText {
  /** Of the field. */
  name: string;
  key: Key;
  text: string;
}

interface Source {
  current: () => PreviewRequest | undefined;
  onEdit: (edited: EditedText) => void;
}

const PREFIX = 'tell-us-more-';

/** Watches the clicks of this page. */
export function watchEdits({ current, onEdit }: Source): void {
  addEventListener(
    'click',
    (event) => {
      const request = current();
      const text = event.composedPath().find((target): target is HTMLElement => target instanceof HTMLElement && target.localName === 'bdi');
      if (!request || !text || text.closest('[part~="review"]')) return;
      const key = (Object.keys(KEYS) as Key[]).find((one) => text.closest(KEYS[one]));
      const name = key && fieldAt(text, key, request);
      if (!name) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      openEditor(text, (words) => onEdit({ name, key, text: words }));
    },
    { capture: true },
  );
}

function fieldAt(text: HTMLElement, key: Key, { plan, view }: PreviewRequest): string | undefined {
  const named = text.closest('[part~="question"]')?.querySelector<HTMLInputElement>(`[name^="${PREFIX}"]`)?.name.slice(PREFIX.length);
  return named ?? fieldSaying(plan, key, text.textContent ?? '', view.language);
}

function fieldSaying({ fields }: ProfilePlan, key: Key, words: string, language: string): string | undefined {
  return fields.find((field) => textIn(field[key] ?? '', language) === words)?.name;
}

/** Stands where the text stood until it is done. */
function openEditor(text: HTMLElement, onEdit: (words: string) => void): void {
  const before = text.textContent ?? '';
  const input = document.createElement('textarea');
  input.value = before;
  input.rows = 1;
  input.setAttribute('aria-label', 'Change these words');
  input.className = 'words-editor';
  Object.assign(input.style, { font: 'inherit', color: 'inherit', inlineSize: '100%', boxSizing: 'border-box', padding: '2px 4px', border: '1px dashed', borderRadius: '4px', background: 'transparent', resize: 'none', fieldSizing: 'content' });
  text.hidden = true;
  text.after(input);
  input.focus();
  input.select();
  const ending = new AbortController();
  const end = (isKept: boolean) => {
    if (ending.signal.aborted) return;
    ending.abort();
    const words = input.value.trim();
    input.remove();
    text.hidden = false;
    if (isKept && words && words !== before) onEdit(words);
  };
  const { signal } = ending;
  input.addEventListener('blur', () => end(true), { signal });
  // The panel's own keys and drafts are not for what is typed here.
  for (const type of ['input', 'change', 'click', 'keyup', 'pointerdown']) input.addEventListener(type, (event) => event.stopPropagation(), { signal });
  input.addEventListener(
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
