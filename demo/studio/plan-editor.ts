import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { PlanProblem } from '../../src/plan/parse-plan.ts';
import type { Text } from '../../src/plan/plan.ts';
import { textIn } from '../../src/plan/text.ts';
import { WELL_KNOWN } from '../../src/plan/well-known.ts';
import { controls } from './controls.styles.ts';
import { fieldsOf, freeName, moved, textAt, withFields, wordsAt, type Data } from './draft.ts';
import { icon } from './icons.ts';
import { renderPacing } from './pacing-editor.ts';
import { planEditorStyles } from './plan-editor.styles.ts';
import { renderTabs } from './tabs.ts';
import { count } from './travel-words.ts';

/** A plan from a link or a file may have any number of fields. */
const MAX_ROWS = 200;

const TABS = { form: 'Form', json: 'JSON' } as const;

/** The plan, as a form and as JSON, with what is wrong with it. */
export class StudioPlan extends LitElement {
  static override properties: PropertyDeclarations = {
    plan: { attribute: false },
    text: { attribute: false },
    syntaxProblem: { attribute: false },
    problems: { attribute: false },
    warnings: { attribute: false },
    language: {},
    only: {},
    tab: { state: true },
    open: { state: true },
  };
  static override styles = [controls, planEditorStyles];

  declare plan: unknown;
  /** The plan's JSON as it is typed; it may be broken. */
  declare text: string;
  declare syntaxProblem: string | undefined;
  declare problems: readonly PlanProblem[];
  declare warnings: readonly PlanProblem[];
  declare language: string;
  /** The field that the preview shows by itself. */
  declare only: string | undefined;
  declare tab: keyof typeof TABS;
  /** The index of the field that is being edited. */
  declare open: number | undefined;
  /** `isStep`: worth a step of its own when undoing, as opposed to another letter typed. */
  onChange: (plan: unknown, isStep: boolean) => void = () => {};
  onText: (text: string) => void = () => {};
  onShow: (name: string | undefined) => void = () => {};

  constructor() {
    super();
    this.tab = 'form';
  }

  protected override render(): TemplateResult {
    return html`<header>
        <h2>Plan</h2>
        ${renderTabs({ label: 'The plan as', tabs: TABS, selected: this.tab, onSelect: (tab) => (this.tab = tab) })}
      </header>
      ${this.#renderFindings()}
      <div id="panel-form" role="tabpanel" aria-labelledby="tab-form" ?hidden=${this.tab !== 'form'}>${this.#renderForm()}</div>
      <div id="panel-json" role="tabpanel" aria-labelledby="tab-json" ?hidden=${this.tab !== 'json'}>
        <textarea
          class="code"
          aria-label="The plan as JSON"
          spellcheck="false"
          aria-invalid=${this.syntaxProblem || this.problems.length > 0 ? 'true' : nothing}
          aria-describedby="findings"
          .value=${live(this.text)}
          @input=${(event: Event) => this.onText((event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </div>`;
  }

  #renderFindings(): TemplateResult {
    const { syntaxProblem, problems, warnings } = this;
    const isSound = !syntaxProblem && problems.length === 0;
    return html`<div id="findings" class="findings ${isSound ? 'sound' : 'wrong'}">
      <p role="status">
        ${isSound
          ? `The plan is in order.${warnings.length > 0 ? ` ${count(warnings.length, 'remark')}:` : ''}`
          : syntaxProblem
            ? 'This is no JSON yet; the form and the preview show the last that was.'
            : `${count(problems.length, 'problem')}; the preview goes on without what is wrong.`}
      </p>
      <ul>
        ${syntaxProblem ? html`<li>${syntaxProblem}</li>` : [...problems, ...warnings].map((finding) => this.#renderFinding(finding))}
      </ul>
    </div>`;
  }

  #renderFinding({ path, message }: PlanProblem): TemplateResult {
    const index = /^fields\[(\d+)\]/.exec(path)?.[1];
    const place = path || 'plan';
    return html`<li>
      ${index === undefined
        ? html`<code>${place}</code>`
        : html`<button type="button" class="link code" @click=${() => this.#openField(Number(index))}>${place}</button>`}
      ${message}
    </li>`;
  }

  #renderForm(): TemplateResult {
    const fields = fieldsOf(this.plan);
    return html`<ol class="fields">
        ${fields.slice(0, MAX_ROWS).map((field, index) => this.#renderField(fields, field, index))}
      </ol>
      ${fields.length > MAX_ROWS ? html`<p class="hint">And ${fields.length - MAX_ROWS} more, in the JSON.</p>` : nothing}
      <button type="button" class="button add" @click=${this.#handleAdd}>${icon('add')} Add a field</button>
      <section aria-labelledby="pacing">
        <h3 id="pacing">Pacing</h3>
        ${renderPacing(this.plan, this.problems, (plan) => this.onChange(plan, false))}
      </section>`;
  }

  #renderField(fields: Data[], field: Data, index: number): TemplateResult {
    const name = textAt(field, 'name');
    const label = this.#labelOf(field, index);
    const isOpen = this.open === index;
    const isWrong = this.problems.some(({ path }) => path === `fields[${index}]` || path.startsWith(`fields[${index}].`));
    const own = this.problems.find(({ path }) => path === `fields[${index}]`)?.message;
    return html`<li class=${isWrong ? 'wrong' : ''} data-field=${index}>
      <div class="bar">
        <h3>
          <button type="button" class="toggle" aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => (this.open = isOpen ? undefined : index)}>
            <span>${label}</span>
            <small>${isWrong ? html`<b class="mark">Has a problem</b> · ` : nothing}<code>${name}</code> ${textAt(field, 'type') || 'text'} · ${describeAsk(field)}</small>
          </button>
        </h3>
        <div class="tools">
          <button type="button" class="icon" aria-pressed=${this.only === name && name ? 'true' : 'false'} aria-label="Show ${label} in the preview" title="Show in the preview" @click=${() => this.onShow(this.only === name ? undefined : name)}>${icon('show')}</button>
          <button type="button" class="icon" data-move="up" ?disabled=${index === 0} aria-label="Move ${label} up" title="Move up" @click=${() => this.#move(fields, index, index - 1)}>${icon('up')}</button>
          <button type="button" class="icon" data-move="down" ?disabled=${index === fields.length - 1} aria-label="Move ${label} down" title="Move down" @click=${() => this.#move(fields, index, index + 1)}>${icon('down')}</button>
          <button type="button" class="icon" aria-label="Remove ${label}" title="Remove" @click=${() => this.#remove(fields, index)}>${icon('remove')}</button>
        </div>
      </div>
      ${own ? html`<p class="problem own">${own}</p>` : nothing}
      ${isOpen
        ? html`<studio-field
            .field=${field}
            .index=${index}
            .names=${[...new Set([...fields.map((other) => textAt(other, 'name')), ...WELL_KNOWN])].filter((other) => other && other !== name)}
            .problems=${this.problems}
            .onChange=${(next: Data) => this.onChange(withFields(this.plan, fields.with(index, next)), false)}
          ></studio-field>`
        : nothing}
    </li>`;
  }

  #labelOf(field: Data, index: number): string {
    const label: Text = wordsAt(field, 'label');
    return textIn(label, this.language) || textAt(field, 'name') || `Field ${index + 1}`;
  }

  readonly #handleAdd = (): void => {
    const fields = fieldsOf(this.plan);
    const name = freeName(this.plan, 'new_question');
    this.onChange(withFields(this.plan, [...fields, { name, label: 'New question' }]), true);
    this.#openField(fields.length);
  };

  #move(fields: Data[], from: number, to: number): void {
    if (this.open === from) this.open = to;
    else if (this.open === to) this.open = from;
    this.onChange(withFields(this.plan, moved(fields, from, to)), true);
    // The focus stays with the field; at an end of the list on the button that is left.
    const way = to < from ? 'up' : 'down';
    void this.updateComplete.then(() => {
      const tools = this.renderRoot.querySelector(`[data-field="${to}"] .tools`);
      (tools?.querySelector<HTMLElement>(`[data-move=${way}]:enabled`) ?? tools?.querySelector<HTMLElement>('[data-move]:enabled'))?.focus();
    });
  }

  #remove(fields: Data[], index: number): void {
    if (this.open === index) this.open = undefined;
    else if (this.open !== undefined && this.open > index) this.open -= 1;
    this.onChange(withFields(this.plan, fields.toSpliced(index, 1)), true);
    void this.updateComplete.then(() => {
      const next = Math.min(index, fields.length - 2);
      this.renderRoot.querySelector<HTMLElement>(next < 0 ? '.add' : `[data-field="${next}"] .toggle`)?.focus();
    });
  }

  /** Opens the form of a field and moves the focus there. */
  #openField(index: number): void {
    this.tab = 'form';
    this.open = index;
    void this.updateComplete.then(() => {
      const field = this.renderRoot.querySelector(`[data-field="${index}"]`);
      field?.querySelector<HTMLElement>('.toggle')?.focus();
      field?.scrollIntoView({ block: 'nearest' });
    });
  }
}

function describeAsk({ ask }: Data): string {
  if (ask === 'signup') return 'at sign-up';
  if (typeof ask !== 'object' || !ask) return 'later';
  const { on, page, after } = ask as Data;
  if (on) return `on ${[on].flat().map(String).join(', ')}`;
  if (typeof page === 'string') return `on ${page}`;
  const [kind, number] = Object.entries((after ?? {}) as Data)[0] ?? [];
  return kind ? `from ${kind.replace(/s$/, '')} ${String(number)}` : 'later';
}
