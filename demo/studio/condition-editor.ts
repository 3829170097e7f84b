import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Condition } from '../../src/plan/plan.ts';
import { controls } from './controls.styles.ts';
import { isData } from '../../src/plan/json.ts';
import { icon } from './icons.ts';
import { conditionEditorStyles } from './condition-editor.styles.ts';
import { describeCondition } from '../../src/plan/reason-words.ts';

const TESTS = {
  $exists: 'is known',
  $missing: 'is not known',
  $eq: 'is',
  $ne: 'is not',
  $in: 'is one of',
  $gte: 'is at least',
  $lte: 'is at most',
} as const;
type Test = keyof typeof TESTS;

interface Row {
  name: string;
  test: Test;
  value: string;
}

/** Edits a field's condition: rows of "field, test, value" that must all be true. Any other condition is edited as JSON. */
export class StudioCondition extends LitElement {
  static override properties: PropertyDeclarations = {
    value: { attribute: false },
    subjects: { attribute: false },
    problem: {},
    broken: { state: true },
  };
  static override styles = [controls, conditionEditorStyles];

  declare value: unknown;
  /** The names that a condition can use, with their labels. */
  declare subjects: Record<string, string>;
  declare problem: string;
  /** JSON that is not valid yet. */
  declare broken: string | undefined;
  onChange: (value: unknown) => void = () => {};

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('value')) this.broken = undefined;
  }

  protected override render(): TemplateResult {
    const rows = readRows(this.value);
    return html`<div class="field" role="group" aria-label="Only if">
      <span class="label">Only if</span>
      ${rows ? this.#renderRows(rows) : this.#renderJson()}
      ${this.problem ? html`<p class="problem">${this.problem}</p>` : nothing}
    </div>`;
  }

  #renderRows(rows: Row[]): TemplateResult {
    const free = Object.keys(this.subjects).filter((name) => !rows.some((row) => row.name === name));
    const put = (next: Row[]) => this.onChange(toCondition(next));
    return html`${rows.map((row, index) => this.#renderRow(row, index, (next) => put(next ? rows.with(index, next) : rows.toSpliced(index, 1)), free))}
      <button type="button" class="link" ?disabled=${free.length === 0} @click=${() => put([...rows, { name: free[0]!, test: '$exists', value: '' }])}>
        Add a condition
      </button>`;
  }

  #renderRow(row: Row, index: number, put: (row?: Row) => void, free: string[]): TemplateResult {
    const read = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value;
    const number = index + 1;
    const isValued = row.test !== '$exists' && row.test !== '$missing';
    return html`<div class="condition">
      <select class="input" aria-label="Field of condition ${number}" .value=${live(row.name)} @change=${(event: Event) => put({ ...row, name: read(event) })}>
        ${[row.name, ...free].map((name) => html`<option value=${name} ?selected=${name === row.name}>${this.subjects[name] ?? name}</option>`)}
      </select>
      <select class="input" aria-label="Test of condition ${number}" .value=${live(row.test)} @change=${(event: Event) => put({ ...row, test: read(event) as Test })}>
        ${Object.entries(TESTS).map(([test, words]) => html`<option value=${test} ?selected=${test === row.test}>${words}</option>`)}
      </select>
      ${isValued
        ? html`<input
            class="input"
            aria-label="Value of condition ${number}"
            placeholder=${row.test === '$in' ? 'DE, AT' : ''}
            .value=${live(row.value)}
            @input=${(event: Event) => put({ ...row, value: read(event) })}
          />`
        : nothing}
      <button type="button" class="icon" aria-label="Remove condition ${number}" @click=${() => put()}>${icon('remove')}</button>
    </div>`;
  }

  #renderJson(): TemplateResult {
    const text = this.broken ?? JSON.stringify(this.value, null, 1);
    return html`${isData(this.value) ? html`<p class="hint">${describeCondition(this.value)}</p>` : nothing}
      <details class="advanced" ?open=${Boolean(this.problem)}>
        <summary>Advanced</summary>
        <textarea
          class="input code"
          aria-label="The condition as JSON"
          rows="4"
          spellcheck="false"
          aria-invalid=${this.broken !== undefined || this.problem ? 'true' : nothing}
          .value=${live(text)}
          @input=${this.#handleJson}
        ></textarea>
        ${this.broken !== undefined ? html`<p class="problem">This is not valid JSON yet.</p>` : nothing}
      </details>
      <button type="button" class="link" @click=${() => this.onChange(undefined)}>Ask it always</button>`;
  }

  readonly #handleJson = (event: Event): void => {
    const text = (event.target as HTMLTextAreaElement).value;
    this.broken = undefined;
    try {
      this.onChange(text.trim() === '' ? undefined : (JSON.parse(text) as Condition));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.broken = text;
    }
  };
}

/** Returns the condition as rows, or `undefined` if rows cannot express it. */
function readRows(condition: unknown): Row[] | undefined {
  if (condition === undefined) return [];
  if (!isData(condition)) return undefined;
  const rows = Object.entries(condition).map(([name, test]) => readRow(name, test));
  return rows.every((row) => row !== undefined) ? rows : undefined;
}

function readRow(name: string, condition: unknown): Row | undefined {
  if (name.startsWith('$')) return undefined;
  if (!isData(condition)) return { name, test: '$eq', value: toText(condition) };
  const [[operator, value] = [], ...more] = Object.entries(condition);
  if (operator === undefined || more.length > 0 || !(operator in TESTS)) return undefined;
  if (operator === '$exists') return { name, test: value ? '$exists' : '$missing', value: '' };
  if (Array.isArray(value)) return { name, test: operator as Test, value: value.map(toText).join(', ') };
  return isData(value) ? undefined : { name, test: operator as Test, value: toText(value) };
}

function toCondition(rows: readonly Row[]): Condition | undefined {
  if (rows.length === 0) return undefined;
  return Object.fromEntries(rows.map(({ name, test, value }) => [name, toTest(test, value)]));
}

function toTest(test: Test, value: string): unknown {
  if (test === '$exists' || test === '$missing') return { $exists: test === '$exists' };
  if (test === '$in') return { $in: value.split(',').map((part) => toScalar(part.trimStart())) };
  return test === '$eq' ? toScalar(value) : { [test]: toScalar(value) };
}

/** Converts `12` to a number and `true` to a boolean. A number must turn back into the text that was typed. */
function toScalar(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && String(Number(text)) === text ? Number(text) : text;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
