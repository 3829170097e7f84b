import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { controls } from '../controls.styles.ts';
import type { Data } from '../draft.ts';
import { icon } from '../icons.ts';
import { count } from '../../../src/plan/reason-words.ts';
import { TYPE_WORDS } from '../type-words.ts';
import { libraryPickerStyles } from './library-picker.styles.ts';
import { LIBRARY, libraryField, libraryText, type LibraryGroup } from './questions.ts';

type Question = LibraryGroup['questions'][number];

/** The library: questions to tick, and a button that adds what is ticked. */
export class StudioLibrary extends LitElement {
  static override properties: PropertyDeclarations = { plan: { attribute: false }, search: { state: true }, picked: { state: true } };
  static override styles = [controls, libraryPickerStyles];

  declare plan: unknown;
  declare search: string;
  /** Names in the library, in the order in which they were ticked. */
  declare picked: readonly string[];
  onAdd: (fields: Data[]) => void = () => {};
  onOwn: () => void = () => {};

  constructor() {
    super();
    this.search = '';
    this.picked = [];
  }

  protected override render(): TemplateResult {
    const { picked } = this;
    const groups = LIBRARY.map(({ title, questions }) => ({ title, questions: questions.filter((question) => this.#isWanted(question)) })).filter(({ questions }) => questions.length > 0);
    return html`<label class="search">
        <span class="quiet">Search the questions</span>
        <input class="input" type="search" placeholder="Search: company, country, satisfaction …" .value=${live(this.search)} @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)} />
      </label>
      <div class="groups">
        ${groups.map(({ title, questions }) => html`<fieldset><legend>${title}</legend><div class="cards">${questions.map((question) => this.#renderQuestion(question))}</div></fieldset>`)}
        ${groups.length === 0 ? html`<p class="hint" role="status">No question has these words. Write your own.</p>` : nothing}
      </div>
      <div class="foot">
        <button type="button" class="button" @click=${() => this.onOwn()}>${icon('add')} Write your own question</button>
        <button type="button" class="button main" ?disabled=${picked.length === 0} @click=${this.#handleAdd}>
          ${picked.length === 0 ? 'Choose some questions' : `Add ${count(picked.length, 'question')}`}
        </button>
      </div>`;
  }

  #renderQuestion({ name, label, why, type = 'text', ask }: Question): TemplateResult {
    const isPicked = this.picked.includes(name);
    return html`<label class="card">
      <input type="checkbox" .checked=${live(isPicked)} @change=${() => (this.picked = isPicked ? this.picked.filter((other) => other !== name) : [...this.picked, name])} />
      <span class="mark">${icon('check')}</span>
      <span class="label">${libraryText(label)}</span>
      <span class="why">${why ? libraryText(why) : nothing}</span>
      <span class="when">${TYPE_WORDS[type]} · ${describeMoment(ask)}</span>
    </label>`;
  }

  #isWanted({ label, name }: Question): boolean {
    const wanted = this.search.trim().toLowerCase();
    return `${libraryText(label)} ${name}`.toLowerCase().includes(wanted);
  }

  readonly #handleAdd = (): void => {
    const questions = LIBRARY.flatMap((group) => group.questions);
    const chosen = this.picked.flatMap((name) => questions.find((question) => question.name === name) ?? []);
    this.picked = [];
    this.search = '';
    this.onAdd(chosen.map((question) => libraryField(question, this.plan)));
  };
}

function describeMoment(ask: Question['ask']): string {
  if (ask === 'signup') return 'at sign-up';
  if (typeof ask !== 'object') return 'later';
  return ask.on ? `when it matters: ${[ask.on].flat().join(', ')}` : `from session ${ask.after?.sessions ?? 2}`;
}
