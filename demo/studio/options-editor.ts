import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { PlanProblem } from '../../src/plan/parse-plan.ts';
import { problemsAt } from './check-draft.ts';
import { controls } from './controls.styles.ts';
import { isData, moved, textAt, withKey, wordsAt, type Data } from './draft.ts';
import { icon } from './icons.ts';
import { renderChoices, renderText } from './inputs.ts';
import { optionsEditorStyles } from './options-editor.styles.ts';

/** The choices of a select, radio or multiselect: a list, or where one comes from. */
export class StudioOptions extends LitElement {
  static override properties: PropertyDeclarations = {
    value: { attribute: false },
    problems: { attribute: false },
    path: {},
  };
  static override styles = [controls, optionsEditorStyles];

  declare value: unknown;
  declare problems: readonly PlanProblem[];
  /** Of the options in the plan: `fields[2].options`. */
  declare path: string;
  onChange: (value: unknown) => void = () => {};

  protected override render(): TemplateResult {
    const { value, problems, path } = this;
    const kind = isData(value) ? 'address' : 'list';
    return html`${renderChoices({
      legend: 'Choices',
      choices: { list: 'A list', address: 'From an address' },
      value: kind,
      onChoose: (next) => this.onChange(next === 'list' ? [{ value: 'first', label: 'First' }] : { url: '/choices.json' }),
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
    return html`<ol>
        ${list.map((option, index) => this.#renderOption(list, option, index))}
      </ol>
      ${own ? html`<p class="problem">${own}</p>` : ''}
      <button
        type="button"
        class="link"
        @click=${() => this.onChange([...list, { value: `choice_${list.length + 1}`, label: `Choice ${list.length + 1}` }])}
      >
        Add a choice
      </button>`;
  }

  #renderOption(list: Data[], option: Data, index: number): TemplateResult {
    const set = (key: string, value: unknown) => this.onChange(list.with(index, { ...withKey(option, key, value), [key]: value }));
    const number = index + 1;
    return html`<li>
      ${renderText({
        id: `value-${index}`,
        label: `Choice ${number}: stored as`,
        value: textAt(option, 'value'),
        isCode: true,
        problem: problemsAt(this.problems, `${this.path}[${index}].value`),
        onInput: (value) => set('value', value),
      })}
      <studio-text
        .label=${`Choice ${number}: shown as`}
        .value=${wordsAt(option, 'label')}
        .problem=${problemsAt(this.problems, `${this.path}[${index}].label`)}
        .onChange=${(value: unknown) => set('label', value)}
      ></studio-text>
      <div class="row">
        <button type="button" class="icon" ?disabled=${index === 0} aria-label="Move choice ${number} up" @click=${() => this.onChange(moved(list, index, index - 1))}>${icon('up')}</button>
        <button type="button" class="icon" ?disabled=${number === list.length} aria-label="Move choice ${number} down" @click=${() => this.onChange(moved(list, index, index + 1))}>${icon('down')}</button>
        <button type="button" class="icon" aria-label="Remove choice ${number}" @click=${() => this.onChange(list.toSpliced(index, 1))}>${icon('remove')}</button>
      </div>
    </li>`;
  }
}
