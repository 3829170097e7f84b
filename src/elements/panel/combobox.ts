import { autocompleteOf } from '../../plan/autocomplete.ts';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { fillIn } from '../../locales/fill-in.ts';
import type { FieldOption } from '../../plan/plan.ts';
import { tagIn, textIn } from '../../plan/text.ts';
import { inputName } from './answer.ts';
import { addPanelStyles } from './panel.styles.ts';
import { describedBy, type QuestionView } from './question-view.ts';

interface Choice {
  value: string;
  label: string;
  /** The language of the label. */
  lang: string;
  /** The label for searching, without case and accents. */
  key: string;
}

/** The shown options of a very long list. People find the others by typing. */
const MAX_SHOWN = 500;

/**
 * A long list that is searched by typing: the ARIA pattern of an editable combobox with list autocomplete and automatic selection.
 * Typed text that matches nothing is kept, so that the check can report it.
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export class Combobox {
  readonly options: readonly FieldOption[];
  readonly language: string;
  readonly #choices: Choice[];
  readonly #render: () => void;
  #text: string;
  #isOpen = false;
  /** The person has typed since it was opened. Before that, the whole list is shown. */
  #isFiltered = false;
  #active = -1;

  /** `render` must draw the change before it returns. */
  constructor(options: readonly FieldOption[], language: string, value: string, render: () => void) {
    addPanelStyles(css);
    this.options = options;
    this.language = language;
    this.#render = render;
    this.#choices = options.map((option) => {
      const label = textIn(option.label, language);
      return { value: option.value, label, lang: tagIn(option.label, language), key: searchKey(label) };
    });
    this.#text = this.#choices.find((choice) => choice.value === value)?.label ?? value;
  }

  render(view: QuestionView): TemplateResult {
    const { field, id, words, fault } = view;
    const matches = this.#matches;
    const isOpen = this.#isOpen && matches.length > 0;
    return html`<div class="combobox" @focusout=${this.#handleFocusOut}>
      <input type="hidden" name=${inputName(field)} .value=${this.value} />
      <input
        class="input"
        part="input"
        lang=${view.language}
        id=${id}
        role="combobox"
        autocomplete=${autocompleteOf(field) ?? 'off'}
        spellcheck="false"
        placeholder=${words.choose}
        aria-labelledby="${id}-label"
        aria-autocomplete="list"
        aria-expanded=${isOpen}
        aria-controls="${id}-list"
        aria-activedescendant=${isOpen && this.#active >= 0 ? `${id}-${this.#active}` : nothing}
        aria-describedby=${describedBy(view)}
        aria-invalid=${fault ? 'true' : nothing}
        ?required=${field.required}
        .value=${this.#text}
        @input=${this.#handleInput}
        @change=${this.#handleChange}
        @keydown=${this.#handleKeydown}
        @click=${this.#handleClick}
      />
      <button
        type="button"
        class="opener"
        tabindex="-1"
        aria-label=${words.showList}
        aria-expanded=${isOpen}
        aria-controls="${id}-list"
        @click=${this.#handleOpenerClick}
      ></button>
      <ul class="list" part="list" id="${id}-list" role="listbox" aria-labelledby="${id}-label" tabindex="-1" ?hidden=${!isOpen} popover=${isAnchored() ? 'manual' : nothing} @mousedown=${keepFocus}>
        ${isOpen
          ? matches.map(
              (choice, index) =>
                // eslint-disable-next-line lit-a11y/click-events-have-key-events -- the input has the focus and the keys
                html`<li
                  role="option"
                  id="${id}-${index}"
                  aria-selected=${index === this.#active}
                  @click=${(event: Event) => this.#choose(choice, event)}
                >
                  <bdi lang=${choice.lang}>${this.#mark(choice)}</bdi>
                </li>`,
            )
          : nothing}
      </ul>
      <p class="why" role="status">${this.#isOpen ? (isOpen ? this.#renderCount(matches.length, words.matches) : words.noMatch) : nothing}</p>
    </div>`;
  }

  #renderCount(count: number, text: string): TemplateResult | typeof nothing {
    return this.#isFiltered ? html`<span class="quiet">${fillIn(text, { count })}</span>` : nothing;
  }

  /** Whether the list is open. It then takes keys, and most of a phone's screen. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Draws the label with the typed text in bold, regardless of case and accents. */
  #mark({ label, key }: Choice): TemplateResult | string {
    const typed = this.#isFiltered ? searchKey(this.#text) : '';
    const from = typed ? key.indexOf(typed) : -1;
    let [start, end, at, length] = [-1, -1, 0, 0];
    // A letter and its search form may differ in length.
    for (const letter of from < 0 ? '' : label) {
      if (length <= from) start = at;
      at += letter.length;
      length += foldedKey(letter).length;
      if (end < 0 && length >= from + typed.length) end = at;
    }
    if (end < 0) return label;
    return html`${label.slice(0, start)}<b>${label.slice(start, end)}</b>${label.slice(end)}`;
  }

  /** The value of the option with this label; otherwise, the typed text. */
  get value(): string {
    const key = searchKey(this.#text);
    const named = this.#choices.find((choice) => choice.label === this.#text) ?? this.#choices.find((choice) => choice.key === key);
    return named?.value ?? this.#text;
  }

  /** Returns the options that begin with the typed text, then those that contain it. */
  get #matches(): Choice[] {
    const key = searchKey(this.#text);
    if (!this.#isFiltered || !key) return this.#choices.slice(0, MAX_SHOWN);
    const beginning = this.#choices.filter((choice) => choice.key.startsWith(key));
    const within = this.#choices.filter((choice) => !choice.key.startsWith(key) && choice.key.includes(key));
    return [...beginning, ...within].slice(0, MAX_SHOWN);
  }

  #open(input: Element): void {
    this.#isOpen = true;
    this.#isFiltered = false;
    this.#moveTo(this.#matches.findIndex((choice) => choice.label === this.#text), input);
  }

  #close(): void {
    this.#isOpen = false;
    this.#active = -1;
    this.#render();
  }

  #moveTo(index: number, input: Element): void {
    this.#active = index;
    this.#render();
    const { list } = partsOf(input);
    const topOf = (element: Element) => element.getBoundingClientRect().top;
    list.style.setProperty('--label-room', `${topOf(input) - topOf(input.closest('.question')!)}px`);
    // In the top layer, because WebKit (GTK 2.50) misplaces an anchored element if only its anchor is there. It stays shown, and
    // `hidden` decides.
    if (list.popover && !list.matches(':popover-open')) list.showPopover();
    list.children[index]?.scrollIntoView({ block: 'nearest' });
  }

  #choose({ label }: Pick<Choice, 'label'>, event: Event): void {
    const { hidden } = partsOf(event.target as Element);
    this.#text = label;
    this.#close();
    // The events of a select.
    hidden.dispatchEvent(new Event('input', { bubbles: true }));
  }

  readonly #handleInput = (event: InputEvent): void => {
    const input = event.target as HTMLInputElement;
    this.#text = input.value;
    this.#isOpen = true;
    this.#isFiltered = true;
    this.#moveTo(this.#text.trim() ? 0 : -1, input);
  };

  /** Some browser extensions fill in a form without an `input` event. */
  readonly #handleChange = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    if (value !== this.#text) this.#choose({ label: value }, event);
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    // The key of an input method, for which Safari's `isComposing` is already false (WebKit bug 165004).
    if (event.keyCode === 229) return;
    const input = event.target as HTMLInputElement;
    const matches = this.#matches;
    const active = this.#isOpen ? matches[this.#active] : undefined;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        const isDown = event.key === 'ArrowDown';
        if (event.altKey) return isDown ? this.#open(input) : this.#close();
        if (!this.#isOpen) this.#open(input);
        const count = this.#matches.length;
        if (active) return this.#moveTo((this.#active + (isDown ? 1 : count - 1)) % count, input);
        if (this.#active < 0) this.#moveTo(isDown ? 0 : count - 1, input);
        return;
      }
      case 'Enter':
        // With an open list, Enter chooses an option and does not submit the form.
        if (!this.#isOpen) return;
        event.preventDefault();
        return active ? this.#choose(active, event) : this.#close();
      case 'Escape':
        if (!this.#isOpen) return;
        event.preventDefault();
        return this.#close();
    }
  };

  readonly #handleClick = (event: MouseEvent): void => {
    if (!this.#isOpen) this.#open(event.target as Element);
  };

  readonly #handleOpenerClick = (event: MouseEvent): void => {
    const { input } = partsOf(event.target as Element);
    input.focus();
    if (this.#isOpen) this.#close();
    else this.#open(input);
  };

  readonly #handleFocusOut = (event: FocusEvent): void => {
    const box = event.currentTarget as Element;
    if (!this.#isOpen || box.contains(event.relatedTarget as Node | null)) return;
    // Leaving the input chooses an option only if it is the only match and enough of it was typed: "UK" is not Ukraine.
    const [only, second] = this.#isFiltered ? this.#matches : [];
    const key = searchKey(this.#text);
    if (only?.key.startsWith(key) && !second && key.length > 2) this.#choose(only, event);
    else this.#close();
  };
}

function partsOf(part: Element) {
  const box = part.closest('.combobox')!;
  return {
    hidden: box.querySelector<HTMLInputElement>('input[type=hidden]')!,
    input: box.querySelector<HTMLInputElement>('[role=combobox]')!,
    list: box.querySelector('ul')!,
  };
}

/** Whether the list can be over the page. Otherwise, it opens in the flow of the panel; see the style sheet. */
const isAnchored = () => CSS.supports('anchor-name: --a') && 'popover' in HTMLElement.prototype;

function keepFocus(event: Event): void {
  event.preventDefault();
}

/** Returns the search form: without case and accents, with the keyboard's apostrophe, and with one i for both of Turkish. */
function searchKey(text: string): string {
  return foldedKey(text).trim();
}

function foldedKey(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').replaceAll('’', "'");
}

const css = `
.combobox { position: relative; }
.combobox .input { padding-inline-end: 2.75em; }
.opener { position: absolute; inset-block-start: 0; inset-inline-end: 0; inline-size: 2.75em; block-size: 2.75em; padding: 0; border: 0; background: none; }
.list { block-size: 13em; margin-block-start: .25em; padding: .25em; overflow: auto; overscroll-behavior: contain; border: 1px solid var(--line); border-radius: var(--inner); background: var(--bg); color: inherit; list-style: none; }
.list[hidden] { display: none; }
.list li { padding: .4375em .5em; border-radius: calc(var(--inner) - 2px); cursor: pointer; }
.list li:hover { background: var(--soft); }
.list li[aria-selected=true] { background: var(--fill); color: var(--on-fill); }
.combobox .why { margin: .375em 0 0; }
@supports (anchor-name: --a) {
  .combobox:focus-within .input { anchor-name: --tell-us-more; }
  /* Above the label of its own question, not over it. By a length: Chromium (156) does not always find a second anchor. */
  @position-try --above { inset-block: auto anchor(start); margin-block-end: calc(var(--label-room) + .25em); }
  .list {
    position: fixed;
    position-anchor: --tell-us-more;
    position-try: --above;
    inset: auto;
    inset-block-start: anchor(end);
    inset-inline-start: anchor(self-start);
    inline-size: anchor-size(inline);
    block-size: auto;
    max-block-size: min(15em, 45vh);
    margin: .25em 0;
    box-shadow: 0 8px 24px #0003;
  }
}
/* On phones the open list has the whole screen, below its question. */
@media (max-width: 480px) {
  :is(.corner, .bar, .dialog) .picking { position: fixed; inset: 0; z-index: 3; display: flex; flex-direction: column; margin: 0; padding: var(--pad); background: var(--bg); }
  .picking .combobox { flex: 1; display: flex; flex-direction: column; min-block-size: 0; }
  .picking .input { flex: none; }
  :is(.corner, .bar, .dialog) .picking .list {
    flex: 1;
    inset-inline: 0;
    inset-block-end: 0;
    inline-size: auto;
    min-block-size: 0;
    max-block-size: none;
    /* The last entries can be scrolled out from behind the keyboard. */
    padding: .25em var(--pad) 45vh;
    border-width: 1px 0 0;
    border-radius: 0;
    margin: .5em 0 0;
    position-try: none;
    box-shadow: none;
  }
  .picking .list li { padding-block: .6875em; }
}
@media (forced-colors: active) {
  .list li[aria-selected=true] { forced-color-adjust: none; border-color: Highlight; }
}
`;
