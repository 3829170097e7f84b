import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { FIELD_TYPES, hasOptions } from '../../src/plan/field-types.ts';
import type { PlanProblem } from '../../src/plan/parse-plan.ts';
import type { FieldType } from '../../src/plan/plan.ts';
import { hasCharacters, TYPE_LIMITS } from '../../src/plan/type-limits.ts';
import { renderAsk } from './ask-editor.ts';
import { problemsAt } from './check-draft.ts';
import { controls } from './controls.styles.ts';
import { fieldEditorStyles } from './field-editor.styles.ts';
import { textAt, withKey, wordsAt, type Data } from './draft.ts';
import { renderSelect, renderText, renderTick, toNumber } from './inputs.ts';
import { newOption } from './options-editor.ts';
import { TYPE_WORDS } from './type-words.ts';

/** The keys that only some types have. */
const LIMITS = [
  { key: 'minLength', label: 'Shortest', isNumber: true },
  { key: 'maxLength', label: 'Longest', isNumber: true },
  { key: 'min', label: 'Least', isNumber: true },
  { key: 'max', label: 'Most', isNumber: true },
  { key: 'step', label: 'Step', isNumber: true },
  { key: 'pattern', label: 'Pattern' },
] as const;

const REQUIRED = { key: 'required', label: 'Must be answered' };
const TICKS = [
  { key: 'sensitive', label: 'Sensitive: kept out of browser storage' },
  { key: 'confirm', label: 'Ask “Is this right?” about values from elsewhere' },
];

/** Edits all settings of one field. */
export class StudioField extends LitElement {
  static override properties: PropertyDeclarations = {
    field: { attribute: false },
    index: { type: Number },
    language: {},
    subjects: { attribute: false },
    problems: { attribute: false },
  };
  static override styles = [controls, fieldEditorStyles];

  declare field: Data;
  declare index: number;
  /** The language of the preview. */
  declare language: string;
  /** The names that a condition can use: the other fields with their labels, and well-known claims. */
  declare subjects: Record<string, string>;
  declare problems: readonly PlanProblem[];
  onChange: (field: Data) => void = () => {};
  /** Called to try two wordings. */
  onTry: () => void = () => {};

  protected override render(): TemplateResult {
    const { field } = this;
    const name = textAt(field, 'type');
    const type = FIELD_TYPES.find((known) => known === name) ?? 'text';
    return html`${this.#renderWords('label', 'Question')}
      ${renderSelect({
        id: 'type',
        label: 'Kind of answer',
        value: name || 'text',
        choices: TYPE_WORDS,
        problem: this.#problem('type'),
        onChange: (next) => this.#setType(next as FieldType),
      })}
      ${hasOptions(type)
        ? html`<studio-options
            .value=${field.options}
            .language=${this.language}
            .problems=${this.problems}
            .path=${this.#path('options')}
            .onChange=${(options: unknown) => this.#put({ ...field, options })}
          ></studio-options>`
        : nothing}
      ${type === 'rating' ? html`${this.#renderWords('lowLabel', 'What the lowest means')}${this.#renderWords('highLabel', 'What the highest means')}` : nothing}
      ${type === 'hidden' ? this.#renderValue() : this.#renderWords('why', 'Why it is asked', 'Shown under the question. People answer more often when they know.')}
      ${type === 'hidden' || field.ask === 'signup' ? nothing : html`<button type="button" class="link try" @click=${() => this.onTry()}>Try two wordings</button>`}
      ${renderAsk(field.ask, this.#problem('ask'), (ask) => this.#put(ask === undefined ? withKey(field, 'ask', ask) : { ...field, ask }))}
      <studio-condition
        .value=${field.when}
        .subjects=${this.subjects}
        .problem=${this.#problem('when')}
        .onChange=${(when: unknown) => this.#put(withKey(field, 'when', when))}
      ></studio-condition>
      ${this.#renderTick(REQUIRED)} ${this.#renderAdvanced(type)}`;
  }

  /** Renders the settings for developers. They are open if one of them is invalid. */
  #renderAdvanced(type: FieldType): TemplateResult {
    const limits = LIMITS.filter(({ key }) => TYPE_LIMITS[type].includes(key));
    const keys = ['name', 'placeholder', 'thanks', 'knownFrom', 'autocomplete', 'priority', ...TICKS.map(({ key }) => key), ...limits.map(({ key }) => key)];
    return html`<details class="advanced" ?open=${keys.some((key) => this.#problem(key))}>
      <summary>Advanced</summary>
      <div class="inner">
        ${renderText({
          id: 'name',
          label: 'Stored as',
          hint: 'The name of the answer in the profile. A site that has answers already must keep it.',
          value: textAt(this.field, 'name'),
          isCode: true,
          problem: this.#problem('name'),
          onInput: (name) => this.#put({ ...this.field, name }),
        })}
        ${hasCharacters(type) ? this.#renderWords('placeholder', 'Example in the empty input') : nothing}
        ${type === 'hidden' ? nothing : this.#renderWords('thanks', 'Thanks for the answer', 'In place of “Thank you!”')}
        ${TICKS.map((tick) => this.#renderTick(tick))}
        <div class="pair">
          ${limits.map((limit) => this.#renderLimit(limit))} ${this.#renderLimit({ key: 'autocomplete', label: 'Autofill name' })}
          ${this.#renderLimit({ key: 'priority', label: 'Priority', isNumber: true })}
        </div>
        ${this.#renderKnownFrom()}
      </div>
    </details>`;
  }

  #renderTick({ key, label }: { key: string; label: string }): TemplateResult {
    return renderTick({ id: key, label, problem: this.#problem(key), isTicked: this.field[key] === true, onChange: (isTicked) => this.#put(withKey(this.field, key, isTicked)) });
  }

  #renderWords(key: string, label: string, hint = ''): TemplateResult {
    return html`<studio-text
      .label=${label}
      .language=${this.language}
      .hint=${hint}
      .value=${wordsAt(this.field, key)}
      .problem=${this.#problem(key)}
      .onChange=${(value: unknown) => this.#put(key === 'label' ? { ...this.field, label: value } : withKey(this.field, key, value))}
    ></studio-text>`;
  }

  #renderLimit({ key, label, isNumber }: { key: string; label: string; isNumber?: boolean }): TemplateResult {
    const isDate = this.field.type === 'date' && key !== 'step' && key !== 'priority';
    return renderText({
      id: key,
      label,
      value: textAt(this.field, key),
      type: isNumber && !isDate ? 'number' : 'text',
      isCode: key === 'pattern',
      problem: this.#problem(key),
      onInput: (text) => this.#put(withKey(this.field, key, isNumber && !isDate ? toNumber(text) : text)),
    });
  }

  #renderValue(): TemplateResult {
    return renderText({
      id: 'value',
      label: 'Value',
      value: textAt(this.field, 'value'),
      problem: this.#problem('value'),
      onInput: (value) => this.#put(withKey(this.field, 'value', value)),
    });
  }

  #renderKnownFrom(): TemplateResult {
    const { knownFrom } = this.field;
    const paths = Array.isArray(knownFrom) ? knownFrom.filter((path) => typeof path === 'string') : [];
    return renderText({
      id: 'known-from',
      label: 'Known from',
      placeholder: 'given_name, app.company',
      hint: 'Claims and other sources that answer the question by themselves.',
      isCode: true,
      value: paths.join(', '),
      problem: this.#problem('knownFrom'),
      onInput: (text) => this.#put(withKey(this.field, 'knownFrom', text.trim() ? text.split(',').map((path) => path.trimStart()) : undefined)),
    });
  }

  /** Sets the type. Adds or removes choices and the fixed value, depending on the type. */
  #setType(type: FieldType): void {
    let field = withKey(this.field, 'type', type === 'text' ? undefined : type);
    if (hasOptions(type)) field = { ...field, options: field.options ?? [1, 2].map(newOption) };
    else field = withKey(field, 'options', undefined);
    if (type !== 'rating') field = withKey(withKey(field, 'lowLabel', undefined), 'highLabel', undefined);
    if (type === 'hidden') field = { ...field, value: field.value ?? 'value', ask: 'signup' };
    else field = withKey(field, 'value', undefined);
    this.#put(field);
  }

  #put(field: Data): void {
    this.onChange(field);
  }

  #path(key: string): string {
    return `fields[${this.index}].${key}`;
  }

  #problem(key: string): string {
    return problemsAt(this.problems, this.#path(key));
  }
}
