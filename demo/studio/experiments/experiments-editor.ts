import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { MAX_EXPERIMENTS, MAX_VARIANTS } from '../../../src/plan/limits.ts';
import type { PlanProblem } from '../../../src/plan/parse-plan.ts';
import type { Text } from '../../../src/plan/plan.ts';
import { textIn } from '../../../src/plan/text.ts';
import { problemsAt } from '../check-draft.ts';
import { controls } from '../controls.styles.ts';
import { textAt, withKey, wordsAt, type Data } from '../draft.ts';
import { icon } from '../icons.ts';
import { renderText, toNumber } from '../inputs.ts';
import {
  changedTexts,
  experimentsOf,
  hasOtherChanges,
  newExperiment,
  sharesOf,
  triableFields,
  TRIED_TEXTS,
  variantsOf,
  weightOf,
  withChangedText,
  withExperiments,
  withVariant,
  withVariantAt,
  type ChangedText,
  type TriedText,
  type Variants,
} from './draft-experiments.ts';
import { experimentsEditorStyles } from './experiments-editor.styles.ts';

/** The variant of an experiment to show, and the question to show it with. */
export interface Shown {
  experiment: string;
  variant: string;
  field?: string;
}

/** Experiments, in a designer's words: some people read one wording, the rest another. */
export class StudioExperiments extends LitElement {
  static override properties: PropertyDeclarations = { plan: { attribute: false }, problems: { attribute: false }, shown: { attribute: false }, language: {} };
  static override styles = [controls, experimentsEditorStyles];

  declare plan: unknown;
  declare problems: readonly PlanProblem[];
  /** What the preview shows. */
  declare shown: Variants;
  declare language: string;
  onChange: (plan: unknown, place: string) => void = () => {};
  onShow: (shown: Shown) => void = () => {};

  /** Tries other words for a question, and moves the focus there. */
  tryWording(name: string): void {
    const field = triableFields(this.plan).find((one) => one.name === name);
    const experiments = experimentsOf(this.plan);
    if (!field || experiments.length >= MAX_EXPERIMENTS) return;
    const experiment = newExperiment(this.plan, field);
    this.onChange(withExperiments(this.plan, [...experiments, experiment]), '');
    this.onShow({ experiment: textAt(experiment, 'name'), variant: 'other', field: name });
    void this.#focusLast();
  }

  protected override render(): TemplateResult {
    const experiments = experimentsOf(this.plan);
    const fields = triableFields(this.plan);
    const [first] = fields;
    return html`<h2>Two wordings</h2>
      <p class="hint">Some people read one, the rest another. The report tells which of them is answered more often.</p>
      ${experiments.map((experiment, index) => this.#renderExperiment(experiment, index, fields))}
      <button type="button" class="button begin" ?disabled=${!first || experiments.length >= MAX_EXPERIMENTS} @click=${() => first && this.tryWording(textAt(first, 'name'))}>Try two wordings</button>`;
  }

  #renderExperiment(experiment: Data, index: number, fields: readonly Data[]): TemplateResult {
    const name = textAt(experiment, 'name');
    const variants = variantsOf(experiment);
    const shares = sharesOf(experiment);
    const shown = variants.find((variant) => variant.name === this.shown[name]) ?? variants[0];
    return html`<section class="experiment" aria-label="Experiment ${name}">
      <div class="head">
        ${renderText({
          id: `name-${index}`,
          label: 'Name in the report',
          value: name,
          isCode: true,
          problem: problemsAt(this.problems, `experiments[${index}].name`),
          onInput: (text) => this.#rename(experiment, index, toCaption(text), shown),
        })}
        <button type="button" class="icon" aria-label="Remove experiment ${name}" title="Remove" @click=${() => this.#remove(index)}>${icon('remove')}</button>
      </div>
      ${variants.map((variant, at) => this.#renderVariant(experiment, variant, { experiment: index, variant: at }, { share: shares[at] ?? 0, isShown: variant === shown, fields }))}
      <button type="button" class="link" ?disabled=${variants.length >= MAX_VARIANTS} @click=${() => this.#putExperiment(index, withVariant(experiment))}>Add a wording</button>
    </section>`;
  }

  #renderVariant(
    experiment: Data,
    variant: Data,
    at: { experiment: number; variant: number },
    { share, isShown, fields }: { share: number; isShown: boolean; fields: readonly Data[] },
  ): TemplateResult {
    const number = at.variant + 1;
    const name = textAt(variant, 'name');
    const texts = changedTexts(variant);
    const path = `experiments[${at.experiment}].variants[${at.variant}]`;
    const put = (next: Data, field = texts[0]?.field) => this.#putVariant(experiment, at, next, field);
    return html`<div class="variant ${isShown ? 'shown' : ''}" role="group" aria-label="Wording ${number}">
      <div class="names">
        ${renderText({ id: `variant-${at.experiment}-${number}`, label: `Wording ${number}`, value: name, isCode: true, problem: problemsAt(this.problems, `${path}.name`), onInput: (text) => put({ ...variant, name: toCaption(text) }) })}
        ${renderText({ id: `weight-${at.experiment}-${number}`, label: 'Parts', type: 'number', min: 0, value: String(weightOf(variant)), problem: problemsAt(this.problems, `${path}.weight`), onInput: (text) => put(withKey({ ...variant }, 'weight', toNumber(text))) })}
      </div>
      <p class="hint">${share} % of people${texts.length === 0 ? ' read the question’s own words.' : ' read:'}</p>
      ${texts.map((text) => this.#renderText(variant, text, path, put))}
      ${hasOtherChanges(variant) ? html`<p class="hint">It also changes when or how often is asked: see “Code”.</p>` : nothing}
      <div class="bar">
        ${this.#renderChange(variant, texts, fields, number, put)}
        <span class="row">
          <button type="button" class="button" aria-pressed=${isShown ? 'true' : 'false'} aria-label="Show wording ${number}" @click=${() => this.#show(experiment, variant, texts[0]?.field ?? this.#fieldOf(experiment))}>Show</button>
          <button type="button" class="icon" ?disabled=${variantsOf(experiment).length < 2} aria-label="Remove wording ${number}" title="Remove" @click=${() => this.#putExperiment(at.experiment, { ...experiment, variants: variantsOf(experiment).toSpliced(at.variant, 1) })}>${icon('close')}</button>
        </span>
      </div>
    </div>`;
  }

  #renderText(variant: Data, { field, key, value }: ChangedText, path: string, put: (variant: Data, field?: string) => void): TemplateResult {
    const label = `${TRIED_TEXTS[key]}: ${this.#labelOf(field)}`;
    return html`<div class="text">
      <studio-text
        .label=${label}
        .language=${this.language}
        .value=${value}
        .problem=${problemsAt(this.problems, `${path}.changes.fields.${field}.${key}`)}
        .onChange=${(next: Text) => put(withChangedText(variant, field, key, next), field)}
      ></studio-text>
      <button type="button" class="link" aria-label="${label}: use the question’s own words" @click=${() => put(withChangedText(variant, field, key, undefined))}>Use the question’s own words</button>
    </div>`;
  }

  #renderChange(variant: Data, texts: readonly ChangedText[], fields: readonly Data[], number: number, put: (variant: Data, field?: string) => void): TemplateResult {
    const isChanged = (field: string, key: string) => texts.some((text) => text.field === field && text.key === key);
    return html`<select
      class="change"
      aria-label="Other words in wording ${number} for"
      .value=${live('')}
      @change=${(event: Event) => {
        const [field = '', key = ''] = (event.target as HTMLSelectElement).value.split('.');
        const own = wordsAt(fields.find((one) => one.name === field) ?? {}, key);
        put(withChangedText(variant, field, key as TriedText, own), field);
      }}
    >
      <option value="">+ other words</option>
      ${fields.map((field) => {
        const name = textAt(field, 'name');
        const keys = (Object.keys(TRIED_TEXTS) as TriedText[]).filter((key) => !isChanged(name, key));
        return html`<optgroup label=${this.#labelOf(name)}>${keys.map((key) => html`<option value="${name}.${key}">${TRIED_TEXTS[key]}</option>`)}</optgroup>`;
      })}
    </select>`;
  }

  #labelOf(name: string): string {
    const field = triableFields(this.plan).find((one) => one.name === name);
    return (field && textIn(wordsAt(field, 'label'), this.language)) || name;
  }

  /** The question that an experiment is about. */
  #fieldOf(experiment: Data): string | undefined {
    return variantsOf(experiment).flatMap(changedTexts)[0]?.field;
  }

  #show(experiment: Data, variant: Data, field: string | undefined): void {
    this.onShow({ experiment: textAt(experiment, 'name'), variant: textAt(variant, 'name'), ...(field !== undefined && { field }) });
  }

  /** Also shows the wording that is being written. */
  #putVariant(experiment: Data, at: { experiment: number; variant: number }, variant: Data, field: string | undefined): void {
    this.onChange(withVariantAt(this.plan, at, variant), `experiment ${at.experiment} ${at.variant}`);
    this.#show(experiment, variant, field ?? this.#fieldOf(experiment));
  }

  #putExperiment(index: number, experiment: Data): void {
    this.onChange(withExperiments(this.plan, experimentsOf(this.plan).with(index, experiment)), '');
  }

  #rename(experiment: Data, index: number, name: string, shown: Data | undefined): void {
    const renamed = { ...experiment, name };
    this.onChange(withExperiments(this.plan, experimentsOf(this.plan).with(index, renamed)), `experiment ${index}`);
    if (shown) this.#show(renamed, shown, this.#fieldOf(renamed));
  }

  #remove(index: number): void {
    this.onChange(withExperiments(this.plan, experimentsOf(this.plan).toSpliced(index, 1)), '');
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.begin')?.focus());
  }

  async #focusLast(): Promise<void> {
    await this.updateComplete;
    const text = [...this.renderRoot.querySelectorAll<LitElement>('studio-text')].at(-1);
    await text?.updateComplete;
    text?.renderRoot.querySelector('input')?.focus();
    text?.scrollIntoView({ block: 'nearest' });
  }
}

/** What can name an experiment or a variant, of what is typed. */
function toCaption(text: string): string {
  return text.replaceAll(/[^\w-]+/g, '_').replace(/^[_-]+/, '');
}
