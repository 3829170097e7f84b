import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Experiment, ProfilePlan } from '../../src/plan/plan.ts';
import { textIn } from '../../src/plan/text.ts';
import { controls } from './controls.styles.ts';
import { ORIGINS, PASTS, type FieldPast, type Moment, type Past } from './design.ts';
import { renderSelect, renderText, renderTick } from './inputs.ts';
import { sampleAnswer } from './samples.ts';
import { travelEditorStyles } from './travel-editor.styles.ts';
import { activitiesOf, explainVerdict, pastOf, type Trip, type Verdict } from './travel.ts';

/** Edits the moment of time travel, and shows why each field is asked then or not. */
export class StudioTravel extends LitElement {
  static override properties: PropertyDeclarations = {
    plan: { attribute: false },
    experiments: { attribute: false },
    moment: { attribute: false },
    trip: { attribute: false },
    isLater: { attribute: false },
    language: {},
  };
  static override styles = [controls, travelEditorStyles];

  declare plan: ProfilePlan;
  /** The plan's experiments, with all of their variants. */
  declare experiments: Experiment[];
  declare moment: Moment;
  declare trip: Trip;
  /** A question was answered or put off in the preview after this moment. */
  declare isLater: boolean;
  declare language: string;
  onChange: (moment: Moment) => void = () => {};

  /** Renders explicit roles: on phones, the rows are blocks, which removes the roles of a table in some browsers. */
  protected override render(): TemplateResult {
    return html`<h2>Time travel</h2>
      ${this.#renderMoment()}
      <p class="hint" role="status">${this.isLater ? 'This is after what was done in the preview. “Show it again” goes back.' : nothing}</p>
      <div class="scroll" tabindex="0" role="region" aria-label="Why each field is asked or not">
        <table role="table">
          <thead>
            <tr role="row">
              <th scope="col" role="columnheader">Field</th>
              <th scope="col" role="columnheader">So far</th>
              <th scope="col" role="columnheader">Asked</th>
              <th scope="col" role="columnheader">Why</th>
            </tr>
          </thead>
          <tbody>
            ${this.trip.verdicts.map((verdict) => this.#renderVerdict(verdict))}
          </tbody>
        </table>
      </div>`;
  }

  #renderMoment(): TemplateResult {
    const { session, daysSinceSignUp, origin, activity, page, wasAsked } = this.moment;
    const set = (change: Partial<Moment>) => this.onChange({ ...this.moment, ...change });
    return html`<div class="moment">
        ${renderText({ id: 'session', label: 'Session', type: 'number', min: 1, value: String(session), onInput: (text) => set({ session: wholeNumber(text, 1, 1000) }) })}
        ${renderText({
          id: 'days',
          label: 'Days since sign-up',
          type: 'number',
          min: 0,
          value: String(daysSinceSignUp),
          onInput: (text) => set({ daysSinceSignUp: wholeNumber(text, 0, 3650) }),
        })}
        ${renderSelect({ id: 'origin', label: 'Came by', value: origin, choices: ORIGINS, onChange: (next) => set({ origin: next as Moment['origin'] }) })}
        ${renderText({ id: 'activity', label: 'Activity', list: 'activities', placeholder: 'none', value: activity, onInput: (text) => set({ activity: text }) })}
        ${renderText({ id: 'page', label: 'Page', value: page, isCode: true, onInput: (text) => set({ page: text }) })}
        ${renderTick({ id: 'was-asked', label: 'Asked before in this session', isTicked: wasAsked, onChange: (isTicked) => set({ wasAsked: isTicked }) })}
        ${this.experiments.map(({ name, variants }) =>
          renderSelect({
            id: `variant-${name}`,
            label: `Variant of ${name}`,
            value: this.moment.variants?.[name] ?? variants[0]!.name,
            choices: Object.fromEntries(variants.map((variant) => [variant.name, variant.name])),
            onChange: (variant) => set({ variants: { ...this.moment.variants, [name]: variant } }),
          }),
        )}
      </div>
      <datalist id="activities">${activitiesOf(this.plan).map((name) => html`<option value=${name}></option>`)}</datalist>`;
  }

  #renderVerdict(verdict: Verdict): TemplateResult {
    const { field, asked } = verdict;
    const label = textIn(field.label, this.language) || field.name;
    const past = pastOf(this.moment.pasts, field.name);
    const isKnown = past?.past === 'answered' || past?.past === 'elsewhere';
    return html`<tr role="row" class=${asked ? 'asked' : ''}>
      <th scope="row" role="rowheader">${label} <code>${field.name}</code></th>
      <td role="cell">
        <select class="input" aria-label="So far, ${label}" .value=${live(past?.past ?? 'nothing')} @change=${(event: Event) => this.#setPast(field.name, { past: (event.target as HTMLSelectElement).value as Past })}>
          ${Object.entries(PASTS).map(([key, words]) => html`<option value=${key} ?selected=${key === (past?.past ?? 'nothing')}>${words}</option>`)}
        </select>
        ${isKnown
          ? html`<input
              class="input"
              aria-label="Known value, ${label}"
              placeholder=${String(sampleAnswer(field))}
              .value=${live(past.value ?? '')}
              @input=${(event: Event) => this.#setPast(field.name, { past: past.past, value: (event.target as HTMLInputElement).value })}
            />`
          : nothing}
      </td>
      <td role="cell"><span class="verdict">${asked ? 'Yes' : 'No'}</span></td>
      <td role="cell">${explainVerdict(this.plan, this.trip, verdict)}</td>
    </tr>`;
  }

  #setPast(name: string, past: FieldPast): void {
    const pasts = new Map(Object.entries(this.moment.pasts));
    if (past.past === 'nothing' && !this.#isInForm(name)) pasts.delete(name);
    else pasts.set(name, past);
    this.onChange({ ...this.moment, pasts: Object.fromEntries(pasts) });
  }

  /** Whether the field is in the sign-up form. There, "nothing" means that it was left blank. */
  #isInForm(name: string): boolean {
    return this.plan.fields.some((field) => field.name === name && field.ask === 'signup');
  }
}

/** Returns the nearest whole number within bounds, or the least one for an invalid input. */
function wholeNumber(text: string, min: number, max: number): number {
  const number = Math.round(Number(text));
  return Number.isFinite(number) ? Math.min(max, Math.max(min, number)) : min;
}
