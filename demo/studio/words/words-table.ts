import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { directionOf } from '../../../src/locales/direction.ts';
import { LANGUAGES } from '../../../src/locales/pick-language.ts';
import type { Words } from '../../../src/locales/words.ts';
import { count } from '../../../src/plan/reason-words.ts';
import { controls } from '../controls.styles.ts';
import type { View } from '../design.ts';
import { saveBlob } from '../save-file.ts';
import { loadBuiltIn } from './panel-words.ts';
import { languagesOf, textsOf } from './plan-texts.ts';
import { rowsOf, type WordCell, type WordGroup, type Wording, type WordRow } from './table-rows.ts';
import { parseWordsFile, takeWords, toWordsFile } from './words-file.ts';
import { wordsTableStyles } from './words-table.styles.ts';

const NAMES = new Map(LANGUAGES.map((language) => [language as string, new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language]));
/** As many as fit beside each other without scrolling. */
const COLUMNS = 2;

/** All texts of the plan and of the panel, languages side by side. */
export class StudioWords extends LitElement {
  static override properties: PropertyDeclarations = {
    wording: { attribute: false },
    language: {},
    chosen: { state: true },
    builtIn: { state: true },
    sought: { state: true },
    message: { state: true },
  };
  static override styles = [controls, wordsTableStyles];

  declare wording: Wording;
  /** What the preview speaks. */
  declare language: string;
  /** The languages that are looked at; `undefined`: the first of those that there are. */
  declare chosen: readonly string[] | undefined;
  /** The built-in words of the languages that are looked at, once they are there. */
  declare builtIn: ReadonlyMap<string, Words>;
  declare sought: string;
  declare message: string;
  onChange: (wording: Wording, place: string) => void = () => {};
  /** Somebody works on this language, and on words that are seen in this state. */
  onLook: (view: Partial<View>) => void = () => {};

  constructor() {
    super();
    this.builtIn = new Map();
    this.sought = '';
    this.message = '';
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('chosen') || changed.has('wording')) void this.#load([...this.#used, ...this.#shown]);
  }

  protected override render(): TemplateResult {
    const groups = rowsOf(this.wording, this.builtIn);
    const [shown, used] = [this.#shown, this.#used];
    return html`<header class="row spread">
        <h2>Words</h2>
        <span class="row">
          <label class="button file"><input type="file" accept="application/json,.json" @change=${this.#handleImport} /><span>Import words …</span></label>
          <button type="button" class="button" @click=${() => void this.#export([...new Set([...used, ...shown])])}>Export words</button>
        </span>
      </header>
      <p class="hint" role="status">${this.message || 'All that people read. Grey words are built in: write over them to say it your way.'}</p>
      <fieldset class="languages">
        <legend class="label">Languages</legend>
        ${LANGUAGES.map((language) => this.#renderLanguage(language, shown, groups, used))}
      </fieldset>
      <input class="input" type="search" aria-label="Find words" placeholder="Find words" .value=${live(this.sought)} @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)} />
      ${this.#renderTable(groups, shown)}`;
  }

  get #used(): string[] {
    const inPlan = languagesOf(textsOf(this.wording.plan));
    return LANGUAGES.filter((language) => inPlan.includes(language) || Object.hasOwn(this.wording.dictionaries, language));
  }

  get #shown(): string[] {
    const shown = this.chosen ?? ['en', ...this.#used.filter((one) => one !== 'en')].slice(0, COLUMNS);
    return LANGUAGES.filter((language) => shown.includes(language));
  }

  /** The built-in words of `languages`, and of those before. */
  async #load(languages: readonly string[]): Promise<ReadonlyMap<string, Words>> {
    const missing = [...new Set(languages)].filter((language) => !this.builtIn.has(language));
    const words = await Promise.all(missing.map(async (language) => [language, await loadBuiltIn(language)] as const));
    if (words.some(([language]) => !this.builtIn.has(language))) this.builtIn = new Map([...this.builtIn, ...words]);
    return this.builtIn;
  }

  #renderLanguage(language: string, shown: readonly string[], groups: readonly WordGroup[], used: readonly string[]): TemplateResult {
    const isShown = shown.includes(language);
    const gaps = used.includes(language) ? groups.flatMap(({ rows }) => rows.filter((row) => row.cells(language).some(({ isGap }) => isGap))).length : 0;
    return html`<label class="language">
      <input type="checkbox" .checked=${live(isShown)} @change=${() => (this.chosen = isShown ? shown.filter((one) => one !== language) : [...shown, language])} />
      <span>${NAMES.get(language)}${gaps > 0 ? html` <b>${gaps} missing</b>` : nothing}</span>
    </label>`;
  }

  #renderTable(groups: readonly WordGroup[], shown: readonly string[]): TemplateResult {
    const found = groups.map((group) => ({ ...group, rows: group.rows.filter((row) => this.#isFound(row, group, shown)) })).filter(({ rows }) => rows.length > 0);
    if (found.length === 0) return html`<p class="hint">No words have “${this.sought}” in them.</p>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="All texts">
      <table>
        <thead>
          <tr><th scope="col">Text</th>${shown.map((language) => html`<th scope="col" lang=${language}>${NAMES.get(language)}</th>`)}</tr>
        </thead>
        ${found.map(
          ({ title, name, rows }) => html`<tbody>
            ${name === undefined ? html`<tr class="title"><th scope="rowgroup" colspan=${shown.length + 1}>${title}</th></tr>` : nothing}
            ${rows.map((row, index) => {
              const isFirst = name !== undefined && index === 0;
              return html`<tr class=${isFirst ? 'first' : ''}><th scope="row">${row.what}${isFirst ? html`<code>${name}</code>` : nothing}</th>${shown.map((language) => this.#renderCells(row, language))}</tr>`;
            })}
          </tbody>`,
        )}
      </table>
    </div>`;
  }

  #isFound({ what, place, cells }: WordRow, { title }: WordGroup, shown: readonly string[]): boolean {
    const sought = this.sought.trim().toLowerCase();
    if (!sought) return true;
    const texts = [what, place, title, ...shown.flatMap((language) => cells(language).map(({ words, builtIn }) => words || builtIn))];
    return texts.some((text) => text.toLowerCase().includes(sought));
  }

  #renderCells(row: WordRow, language: string): TemplateResult {
    return html`<td>${row.cells(language).map((cell) => this.#renderCell(row, cell, language))}</td>`;
  }

  #renderCell({ what, place, scene }: WordRow, { form, examples, words, builtIn, isGap, lost, put }: WordCell, language: string): TemplateResult {
    const name = [what, place, NAMES.get(language) ?? language, form && `for ${examples}`].filter(Boolean).join(', ');
    return html`<div class="cell ${isGap ? 'gap' : ''}">
      ${form ? html`<small aria-hidden="true">${examples}</small>` : nothing}
      <textarea
        rows="1"
        lang=${language}
        dir=${directionOf(language)}
        aria-label=${name}
        placeholder=${builtIn || (isGap ? 'missing' : nothing)}
        aria-invalid=${lost.length > 0 ? 'true' : nothing}
        .value=${live(words)}
        @focus=${() => this.onLook({ language, ...(scene && { scene }) })}
        @input=${(event: Event) => this.onChange(put((event.target as HTMLTextAreaElement).value), `${place} ${language} ${form}`)}
      ></textarea>
      ${isGap && builtIn ? html`<small class="problem">Built-in words, rewritten elsewhere</small>` : nothing}
      ${lost.length > 0 ? html`<small class="problem">Without ${lost.join(', ')}</small>` : nothing}
    </div>`;
  }

  async #export(languages: readonly string[]): Promise<void> {
    const builtIn = await this.#load(languages);
    saveBlob(new Blob([toWordsFile(this.wording, languages, builtIn)], { type: 'application/json' }), 'words.json');
  }

  readonly #handleImport = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    try {
      const words = parseWordsFile(await file.text());
      const builtIn = await this.#load(words.map(([language]) => language));
      const { wording, taken } = takeWords(this.wording, words, builtIn);
      if (taken > 0) this.onChange(wording, '');
      this.message = `${count(taken, 'text')} taken from ${file.name}.`;
    } catch (error) {
      this.message = (error as Error).message;
    }
    input.value = '';
  };
}
