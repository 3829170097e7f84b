/** Renders the inputs of the studio's forms, each with its label and its problem. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

interface InputOptions {
  /** Unique in its shadow root. */
  id: string;
  label: string;
  problem?: string;
  hint?: string;
}

interface TextOptions extends InputOptions {
  value: string;
  type?: 'text' | 'number' | 'url';
  placeholder?: string;
  /** The least value of a number input. */
  min?: number;
  /** The ID of a `datalist`. */
  list?: string;
  isCode?: boolean;
  onInput: (value: string) => void;
}

export function renderText(options: TextOptions): TemplateResult {
  const { id, value, type = 'text', placeholder, min, list, isCode, problem, onInput } = options;
  return renderLabelled(
    options,
    html`<input
      id=${id}
      class=${isCode ? 'code' : nothing}
      type=${type}
      .value=${live(value)}
      placeholder=${placeholder ?? nothing}
      min=${min ?? nothing}
      list=${list ?? nothing}
      autocomplete="off"
      aria-invalid=${problem ? 'true' : nothing}
      aria-describedby=${describedBy(options)}
      @input=${(event: Event) => onInput((event.target as HTMLInputElement).value)}
    />`,
  );
}

interface SelectOptions extends InputOptions {
  value: string;
  choices: Readonly<Record<string, string>>;
  onChange: (value: string) => void;
}

export function renderSelect(options: SelectOptions): TemplateResult {
  const { id, value, choices, problem, onChange } = options;
  return renderLabelled(
    options,
    html`<select
      id=${id}
      .value=${live(value)}
      aria-invalid=${problem ? 'true' : nothing}
      aria-describedby=${describedBy(options)}
      @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}
    >
      ${Object.entries(choices).map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
    </select>`,
  );
}

interface TickOptions extends InputOptions {
  isTicked: boolean;
  onChange: (isTicked: boolean) => void;
}

export function renderTick(options: TickOptions): TemplateResult {
  const { id, label, isTicked, onChange } = options;
  return html`<div class="field">
    <label class="tick">
      <input
        id=${id}
        type="checkbox"
        .checked=${live(isTicked)}
        aria-describedby=${describedBy(options)}
        @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
      />
      <span>${label}</span>
    </label>
    ${renderNotes(options)}
  </div>`;
}

interface ChoiceOptions<T extends string> {
  legend: string;
  choices: Readonly<Record<T, string>>;
  /** `undefined`: none of them. */
  value: T | undefined;
  /** Longer names of the choices, for tooltips and screen readers. */
  titles?: Partial<Record<T, string>>;
  onChoose: (value: T) => void;
}

/** Renders radio buttons as a row of chips, so that every choice takes only one click or one arrow key. */
export function renderChoices<T extends string>({ legend, choices, value, titles, onChoose }: ChoiceOptions<T>): TemplateResult {
  const entries = Object.entries(choices) as [T, string][];
  return html`<fieldset class="choices">
    <legend>${legend}</legend>
    <div>
      ${entries.map(
        ([key, text]) =>
          html`<label title=${titles?.[key] ?? nothing}>
            <input
              type="radio"
              name=${legend}
              value=${key}
              aria-label=${titles?.[key] ?? nothing}
              .checked=${live(key === value)}
              @change=${() => onChoose(key)}
            />
            <span>${text}</span>
          </label>`,
      )}
    </div>
  </fieldset>`;
}

function renderLabelled(options: InputOptions, input: TemplateResult): TemplateResult {
  return html`<div class="field">
    <label for=${options.id}>${options.label}</label>
    ${input} ${renderNotes(options)}
  </div>`;
}

function renderNotes({ id, hint, problem }: InputOptions): TemplateResult {
  return html`${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
  ${problem ? html`<p class="problem" id="${id}-problem">${problem}</p>` : nothing}`;
}

function describedBy({ id, hint, problem }: InputOptions): string | typeof nothing {
  return [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ') || nothing;
}

/** Reads a number. Returns `undefined` for a blank or invalid input. */
export function toNumber(text: string): number | undefined {
  return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}
