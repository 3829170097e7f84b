import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { PlanProblem } from '../../src/plan/parse-plan.ts';
import type { Text } from '../../src/plan/plan.ts';
import { problemsAt } from './check-draft.ts';
import { controls } from './controls.styles.ts';
import { isData } from '../../src/plan/json.ts';
import { moved, textAt, wordsAt, type Data } from './draft.ts';
import { nameFromText } from './field-name.ts';
import { icon } from './icons.ts';
import { renderChoices, renderText } from './inputs.ts';
import { optionsEditorStyles } from './options-editor.styles.ts';

const FRESH = /^choice_\d+$/;

/** Edits the choices of a select, radio or multiselect: a list, or the address of one. */
export class StudioOptions extends LitElement {
  static override properties: PropertyDeclarations = {
    value: { attribute: false },
    problems: { attribute: false },
    path: {},
    language: {},
  };
  static override styles = [controls, optionsEditorStyles];

  declare value: unknown;
  declare problems: readonly PlanProblem[];
  /** The path of the options in the plan: `fields[2].options`. */
  declare path: string;
  declare language: string;
  onChange: (value: unknown) => void = () => {};

  /** Stored values that have not been edited yet. */
  readonly #fresh = new Set<string>();

  protected override render(): TemplateResult {
    const { value, problems, path } = this;
    const kind = isData(value) ? 'address' : 'list';
    return html`${renderChoices({
      legend: 'Choices',
      choices: { list: 'A list', address: 'From an address' },
      value: kind,
      onChoose: (next) => this.onChange(next === 'list' ? [newOption(1)] : { url: '/choices.json' }),
    })}
    ${isData(value)
      ? renderText({
          id: 'url',
          label: 'Address of the list',
          value: textAt(value, 'url'),
          type: 'url',
          problem: problemsAt(problems, path),
          onInput: (url) => this.onChange({ url }),
        })
      : this.#renderList()}`;
  }

  #renderList(): TemplateResult {
    const list = Array.isArray(this.value) ? (this.value as unknown[]).map((option) => (isData(option) ? option : {})) : [];
    const own = this.problems.filter(({ path }) => path === this.path).map(({ message }) => message).join(' ');
    const isWrong = list.some((_option, index) => this.#problem(index, 'value'));
    return html`<ol>
        ${list.map((option, index) => this.#renderOption(list, option, index))}
      </ol>
      ${own ? html`<p class="problem">${own}</p>` : nothing}
      <button type="button" class="link" @click=${() => this.onChange([...list, newOption(freeNumber(list))])}>Add a choice</button>
      ${list.length > 0
        ? html`<details class="advanced" ?open=${isWrong}>
            <summary>Stored as</summary>
            <div class="pair">${list.map((option, index) => this.#renderValue(list, option, index))}</div>
          </details>`
        : nothing}`;
  }

  #renderOption(list: Data[], option: Data, index: number): TemplateResult {
    const number = index + 1;
    return html`<li>
      <studio-text
        .label=${`Choice ${number}`}
        .isShort=${true}
        .language=${this.language}
        .value=${wordsAt(option, 'label')}
        .problem=${this.#problem(index, 'label')}
        .onChange=${(label: Text) => this.#setLabel(list, option, index, label)}
      ></studio-text>
      <div class="tools">
        <button type="button" class="icon" ?disabled=${index === 0} aria-label="Move choice ${number} up" @click=${() => this.onChange(moved(list, index, index - 1))}>${icon('up')}</button>
        <button type="button" class="icon" ?disabled=${number === list.length} aria-label="Move choice ${number} down" @click=${() => this.onChange(moved(list, index, index + 1))}>${icon('down')}</button>
        <button type="button" class="icon" aria-label="Remove choice ${number}" @click=${() => this.onChange(list.toSpliced(index, 1))}>${icon('close')}</button>
      </div>
    </li>`;
  }

  #renderValue(list: Data[], option: Data, index: number): TemplateResult {
    return renderText({
      id: `value-${index}`,
      label: `Choice ${index + 1}: stored as`,
      value: textAt(option, 'value'),
      isCode: true,
      problem: this.#problem(index, 'value'),
      onInput: (value) => this.onChange(list.with(index, { ...option, value })),
    });
  }

  /** Sets a label. The stored value of a new choice follows its label until someone types a value. */
  #setLabel(list: Data[], option: Data, index: number, label: Text): void {
    const before = textAt(option, 'value');
    const isFresh = this.#fresh.delete(before) || FRESH.test(before);
    if (!isFresh) return this.onChange(list.with(index, { ...option, label }));
    const taken = list.toSpliced(index, 1).map((other) => other.value);
    const wanted = nameFromText(label, before);
    const value = taken.includes(wanted) ? before : wanted;
    this.#fresh.add(value);
    this.onChange(list.with(index, { ...option, value, label }));
  }

  #problem(index: number, key: string): string {
    return problemsAt(this.problems, `${this.path}[${index}].${key}`);
  }
}

/** Returns a new choice with default words. */
export function newOption(number: number): { value: string; label: string } {
  return { value: `choice_${number}`, label: `Choice ${number}` };
}

function freeNumber(list: readonly Data[]): number {
  let number = list.length + 1;
  while (list.some(({ value }) => value === `choice_${number}`)) number += 1;
  return number;
}
