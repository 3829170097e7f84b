import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { LANGUAGES } from '../../src/locales/pick-language.ts';
import type { Text } from '../../src/plan/plan.ts';
import { controls } from './controls.styles.ts';
import { icon } from './icons.ts';
import { count } from '../../src/plan/reason-words.ts';
import { textEditorStyles } from './text-editor.styles.ts';

/** Up to this many languages are all open. With more, only the preview's language is open. */
const MAX_OPEN = 2;

/** Edits a text for everyone, or one for each language. */
export class StudioText extends LitElement {
  static override properties: PropertyDeclarations = {
    label: {},
    value: { attribute: false },
    language: {},
    problem: {},
    hint: {},
    isShort: { attribute: false },
  };
  static override styles = [controls, textEditorStyles];

  declare label: string;
  declare value: Text;
  /** The language of the preview. */
  declare language: string;
  declare problem: string;
  declare hint: string;
  /** Hides the line above the text. Only screen readers read the label. */
  declare isShort: boolean;
  onChange: (value: Text) => void = () => {};

  protected override render(): TemplateResult {
    const { value, label, problem, hint } = this;
    const texts = Object.entries(typeof value === 'string' ? { '': value } : value);
    const shown = texts.length <= MAX_OPEN ? texts : texts.filter(([tag]) => tag === this.#open(texts));
    const others = texts.filter((text) => !shown.includes(text));
    return html`<div role="group" aria-label=${label} class="field">
      ${this.isShort ? nothing : this.#renderHead()}
      ${shown.map(([language, text]) => this.#renderText(language, text, texts.length))}
      ${others.length > 0
        ? html`<details>
            <summary>${count(others.length, 'other language')}</summary>
            ${others.map(([language, text]) => this.#renderText(language, text, texts.length))}
          </details>`
        : nothing}
      ${hint ? html`<p class="hint">${hint}</p>` : nothing}
      ${problem ? html`<p class="problem" id="problem">${problem}</p>` : nothing}
    </div>`;
  }

  #open(texts: [string, string][]): string | undefined {
    return (texts.find(([tag]) => tag === this.language) ?? texts.find(([tag]) => tag === 'en') ?? texts[0])?.[0];
  }

  #renderHead(): TemplateResult {
    const { value, label } = this;
    const rest = LANGUAGES.filter((language) => typeof value === 'string' || !Object.hasOwn(value, language));
    return html`<div class="row spread">
      <span class="label">${label}</span>
      ${rest.length > 0
        ? html`<select class="add" aria-label="Add a language to ${label}" .value=${live('')} @change=${this.#handleAdd}>
            <option value="">+ language</option>
            ${rest.map((language) => html`<option value=${language}>${language}</option>`)}
          </select>`
        : nothing}
    </div>`;
  }

  #renderText(language: string, text: string, number: number): TemplateResult {
    const name = language ? `${this.label}, ${language}` : this.label;
    return html`<div class="text">
      ${language ? html`<code>${language}</code>` : nothing}
      <input
        class="input"
        lang=${language || nothing}
        dir="auto"
        aria-label=${name}
        .value=${live(text)}
        aria-invalid=${this.problem ? 'true' : nothing}
        aria-describedby=${this.problem ? 'problem' : nothing}
        @input=${(event: Event) => this.#set(language, (event.target as HTMLInputElement).value)}
      />
      ${language && number > 1 && !this.isShort
        ? html`<button type="button" class="icon" aria-label="Remove ${name}" @click=${() => this.#set(language, undefined)}>
            ${icon('close')}
          </button>`
        : nothing}
    </div>`;
  }

  readonly #handleAdd = (event: Event): void => {
    const language = (event.target as HTMLSelectElement).value;
    const { value } = this;
    // A text for everyone was most likely English. `en` can be removed.
    if (language) this.onChange(typeof value === 'string' ? { en: value, [language]: language === 'en' ? value : '' } : { ...value, [language]: '' });
  };

  #set(language: string, text: string | undefined): void {
    if (!language) return this.onChange(text ?? '');
    const texts = { ...(this.value as Record<string, string>) };
    if (text === undefined) delete texts[language];
    else texts[language] = text;
    this.onChange(texts);
  }
}
