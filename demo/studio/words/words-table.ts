import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { directionOf } from '../../../src/locales/direction.ts';
import { LANGUAGES } from '../../../src/locales/pick-language.ts';
import { controls } from '../controls.styles.ts';
import { saveBlob } from '../save-file.ts';
import { count } from '../../../src/plan/reason-words.ts';
import { isGap, languagesOf, textsOf, withText, withWords, wordsIn, type PlanText, type TextGroup } from './plan-texts.ts';
import { readWordsFile, toWordsFile } from './words-file.ts';
import { wordsTableStyles } from './words-table.styles.ts';

const NAMES = new Map(LANGUAGES.map((language) => [language as string, new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language]));
/** As many as stand beside each other without scrolling. */
const COLUMNS = 2;

/** All texts of the plan, languages side by side. */
export class StudioWords extends LitElement {
  static override properties: PropertyDeclarations = { plan: { attribute: false }, language: {}, chosen: { state: true }, message: { state: true } };
  static override styles = [controls, wordsTableStyles];

  declare plan: unknown;
  /** What the preview speaks. */
  declare language: string;
  /** The languages that are looked at; `undefined`: the first of those that there are. */
  declare chosen: readonly string[] | undefined;
  declare message: string;
  onChange: (plan: unknown, place: string) => void = () => {};
  /** Somebody works on this language. */
  onLanguage: (language: string) => void = () => {};

  constructor() {
    super();
    this.message = '';
  }

  protected override render(): TemplateResult {
    const groups = textsOf(this.plan);
    const used = languagesOf(groups);
    const shown = LANGUAGES.filter((language) => (this.chosen ?? ['en', ...used.filter((one) => one !== 'en')].slice(0, COLUMNS)).includes(language));
    const texts = groups.flatMap((group) => group.texts);
    return html`<header class="row spread">
        <h2>Words</h2>
        <span class="row">
          <label class="button file"><input type="file" accept="application/json,.json" @change=${this.#handleImport} /><span>Import words …</span></label>
          <button type="button" class="button" @click=${() => this.#export([...new Set([...used, ...shown])])}>Export words</button>
        </span>
      </header>
      <p class="hint" role="status">${this.message || 'What the plan says. The rest, such as “Save” and “Not now”, speaks all 14 languages by itself.'}</p>
      <fieldset class="languages">
        <legend class="label">Languages</legend>
        ${LANGUAGES.map((language) => this.#renderLanguage(language, shown, texts, used))}
      </fieldset>
      ${texts.length === 0 ? html`<p class="hint">There are no questions yet.</p>` : this.#renderTable(groups, shown)}`;
  }

  #renderLanguage(language: string, shown: readonly string[], texts: readonly PlanText[], used: readonly string[]): TemplateResult {
    const isShown = shown.includes(language);
    const gaps = texts.filter(({ value }) => isGap(value, language)).length;
    return html`<label class="language">
      <input type="checkbox" .checked=${live(isShown)} @change=${() => (this.chosen = isShown ? shown.filter((one) => one !== language) : [...shown, language])} />
      <span>${NAMES.get(language)}${used.includes(language) && gaps > 0 ? html` <b>${gaps} missing</b>` : nothing}</span>
    </label>`;
  }

  #renderTable(groups: readonly TextGroup[], shown: readonly string[]): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="All texts">
      <table>
        <thead>
          <tr><th scope="col">Text</th>${shown.map((language) => html`<th scope="col" lang=${language}>${NAMES.get(language)}</th>`)}</tr>
        </thead>
        ${groups.map(
          ({ name, texts }) => html`<tbody>
            ${texts.map((text, index) => html`<tr class=${index === 0 ? 'first' : ''}><th scope="row">${text.what}${index === 0 ? html`<code>${name}</code>` : nothing}</th>${shown.map((language) => this.#renderCell(text, language))}</tr>`)}
          </tbody>`,
        )}
      </table>
    </div>`;
  }

  #renderCell({ place, what, value }: PlanText, language: string): TemplateResult {
    const gap = isGap(value, language);
    return html`<td class=${gap ? 'gap' : ''}>
      <textarea
        rows="1"
        lang=${language}
        dir=${directionOf(language)}
        aria-label="${what}, ${place}, ${NAMES.get(language) ?? language}"
        placeholder=${gap ? 'missing' : nothing}
        .value=${live(wordsIn(value, language))}
        @focus=${() => this.onLanguage(language)}
        @input=${(event: Event) => this.onChange(withText(this.plan, place, withWords(value, language, (event.target as HTMLTextAreaElement).value)), `${place} ${language}`)}
      ></textarea>
    </td>`;
  }

  #export(languages: readonly string[]): void {
    saveBlob(new Blob([toWordsFile(this.plan, languages)], { type: 'application/json' }), 'words.json');
  }

  readonly #handleImport = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    try {
      const { plan, taken } = readWordsFile(this.plan, await file.text());
      if (taken > 0) this.onChange(plan, '');
      this.message = `${count(taken, 'text')} taken from ${file.name}.`;
    } catch (error) {
      this.message = (error as Error).message;
    }
    input.value = '';
  };
}
