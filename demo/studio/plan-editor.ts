import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { PlanProblem } from '../../src/plan/parse-plan.ts';
import { textIn } from '../../src/plan/text.ts';
import { WELL_KNOWN } from '../../src/plan/well-known.ts';
import { controls } from './controls.styles.ts';
import { renameField } from './dependents.ts';
import { beginDrag } from './drag-order.ts';
import { fieldsOf, freeName, moved, textAt, withFields, wordsAt, type Data } from './draft.ts';
import { nameFromText } from './field-name.ts';
import { icon } from './icons.ts';
import { planEditorStyles } from './plan-editor.styles.ts';
import { describeAsk, describeType } from './question-words.ts';

/** The most rows, because a plan from a link or a file may have any number of fields. */
const MAX_ROWS = 200;

const NEW_LABEL = 'New question';

/** Lists the questions of a plan. One of them can be open. */
export class StudioPlan extends LitElement {
  static override properties: PropertyDeclarations = {
    plan: { attribute: false },
    problems: { attribute: false },
    language: {},
    open: { state: true },
  };
  static override styles = [controls, planEditorStyles];

  declare plan: unknown;
  declare problems: readonly PlanProblem[];
  declare language: string;
  /** The index of the open field. */
  declare open: number | undefined;
  /** `place`: what is changed, as in `DesignHistory.remember`. */
  onChange: (plan: unknown, place: string) => void = () => {};
  /** Called with the open field. */
  onOpen: (field: Data | undefined) => void = () => {};
  onRemove: (name: string, index: number) => void = () => {};
  onLibrary: () => void = () => {};
  /** Called to try two wordings of the field with this name. */
  onTry: (name: string) => void = () => {};

  /** Names of questions that were created here. They have no answers yet, so their names follow their labels. */
  readonly #fresh = new Set<string>();

  /** Adds a question with default words, and opens it. */
  addOwn(): void {
    const name = freeName(this.plan, nameFromText(NEW_LABEL));
    this.#fresh.add(name);
    this.add([{ name, label: NEW_LABEL }]);
  }

  /** Adds fields. A single field is opened. */
  add(fields: readonly Data[]): void {
    const before = fieldsOf(this.plan);
    this.onChange(withFields(this.plan, [...before, ...fields]), '');
    if (fields.length === 1) this.openField(before.length, fields[0]);
  }

  /** Opens the form of a field and moves the focus there. `field`: a field that was only just added to the plan. */
  openField(index: number | undefined, field?: Data): void {
    this.#setOpen(index, field);
    void this.updateComplete.then(() => {
      const row = this.renderRoot.querySelector(index === undefined ? '.add' : `[data-field="${index}"]`);
      (row?.querySelector<HTMLElement>('.toggle') ?? (row as HTMLElement | null))?.focus();
      row?.scrollIntoView({ block: 'nearest' });
    });
  }

  /** Closes the open form. */
  close(): void {
    if (this.open !== undefined) this.#setOpen(undefined);
  }

  /** Moves the focus after the field at `index` was removed. */
  focusAfterRemoval(index: number): void {
    this.#setOpen(undefined);
    void this.updateComplete.then(() => {
      const next = Math.min(index, fieldsOf(this.plan).length - 1);
      this.renderRoot.querySelector<HTMLElement>(next < 0 ? '.add' : `[data-field="${next}"] .toggle`)?.focus();
    });
  }

  protected override render(): TemplateResult {
    const fields = fieldsOf(this.plan);
    return html`<ol class="fields">
        ${fields.slice(0, MAX_ROWS).map((field, index) => this.#renderField(fields, field, index))}
      </ol>
      ${fields.length > MAX_ROWS ? html`<p class="hint">And ${fields.length - MAX_ROWS} more, in the code.</p>` : nothing}
      <button type="button" class="add" @click=${() => this.onLibrary()}>${icon('add')} Add a question</button>`;
  }

  #renderField(fields: Data[], field: Data, index: number): TemplateResult {
    const name = textAt(field, 'name');
    const label = this.#labelOf(field, index);
    const isOpen = this.open === index;
    const isWrong = this.problems.some(({ path }) => path === `fields[${index}]` || path.startsWith(`fields[${index}].`));
    const own = this.problems.find(({ path }) => path === `fields[${index}]`)?.message;
    return html`<li class="${isWrong ? 'wrong' : ''} ${isOpen ? 'open' : ''}" data-field=${index}>
      <div class="bar">
        <span class="grip" title="Drag to move" @pointerdown=${(event: PointerEvent) => this.#beginDrag(event, fields, index)}>${icon('grip')}</span>
        <h3>
          <button type="button" class="toggle" aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => this.#setOpen(isOpen ? undefined : index)}>
            <span>${label}</span>
            <small>${isWrong ? html`<b class="mark">Has a problem</b> · ` : nothing}${describeType(field)} · ${describeAsk(field)}</small>
          </button>
        </h3>
        <div class="tools">
          <button type="button" class="icon" data-move="up" ?disabled=${index === 0} aria-label="Move ${label} up" title="Move up" @click=${() => this.#move(fields, index, index - 1)}>${icon('up')}</button>
          <button type="button" class="icon" data-move="down" ?disabled=${index === fields.length - 1} aria-label="Move ${label} down" title="Move down" @click=${() => this.#move(fields, index, index + 1)}>${icon('down')}</button>
          <button type="button" class="icon" aria-label="Duplicate ${label}" title="Duplicate" @click=${() => this.#duplicate(fields, index)}>${icon('copy')}</button>
          <button type="button" class="icon" aria-label="Remove ${label}" title="Remove" @click=${() => this.onRemove(name, index)}>${icon('remove')}</button>
        </div>
      </div>
      ${own ? html`<p class="problem own">${own}</p>` : nothing}
      ${isOpen
        ? html`<studio-field
            .field=${field}
            .index=${index}
            .language=${this.language}
            .subjects=${this.#subjects(fields, name)}
            .problems=${this.problems}
            .onChange=${(next: Data) => this.#change(fields, field, next, index)}
            .onTry=${() => this.onTry(name)}
          ></studio-field>`
        : nothing}
    </li>`;
  }

  /** Returns the names that a condition can use, with their labels. */
  #subjects(fields: readonly Data[], name: string): Record<string, string> {
    const known = Object.fromEntries([...WELL_KNOWN].map((claim) => [claim, claim]));
    const others = Object.fromEntries(fields.map((field, index) => [textAt(field, 'name'), this.#labelOf(field, index)]));
    return Object.fromEntries(Object.entries({ ...others, ...known, ...others }).filter(([key]) => key && key !== name));
  }

  #change(fields: Data[], field: Data, next: Data, index: number): void {
    const before = textAt(field, 'name');
    const changed = next.label !== field.label && this.#fresh.has(before) ? { ...next, name: freeName(withFields(this.plan, fields.toSpliced(index, 1)), nameFromText(wordsAt(next, 'label'))) } : next;
    const after = textAt(changed, 'name');
    let plan = withFields(this.plan, fields.with(index, changed));
    if (after !== before) {
      this.#fresh.delete(before);
      // A typed name stays as it is.
      if (next.name === field.name) {
        this.#fresh.add(after);
        plan = renameField(plan, before, after);
      }
    }
    this.onChange(plan, `field ${index}`);
    if (after !== before || changed.ask !== field.ask) this.onOpen(changed);
  }

  #labelOf(field: Data, index: number): string {
    return textIn(wordsAt(field, 'label'), this.language) || textAt(field, 'name') || `Question ${index + 1}`;
  }

  #setOpen(index: number | undefined, field = index === undefined ? undefined : fieldsOf(this.plan)[index]): void {
    this.open = index;
    this.onOpen(field);
  }

  #duplicate(fields: Data[], index: number): void {
    const field = fields[index]!;
    const name = freeName(this.plan, textAt(field, 'name') || 'question');
    const twin = { ...structuredClone(field), name };
    this.onChange(withFields(this.plan, fields.toSpliced(index + 1, 0, twin)), '');
    this.openField(index + 1, twin);
  }

  #beginDrag(event: PointerEvent, fields: Data[], from: number): void {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('.fields > li')];
    beginDrag(event, { rows, from, onDrop: (to) => this.#reorder(fields, from, to) });
  }

  #move(fields: Data[], from: number, to: number): void {
    this.#reorder(fields, from, to);
    // The focus stays with the field. At an end of the list, it moves to the remaining button.
    const way = to < from ? 'up' : 'down';
    void this.updateComplete.then(() => {
      const tools = this.renderRoot.querySelector(`[data-field="${to}"] .tools`);
      (tools?.querySelector<HTMLElement>(`[data-move=${way}]:enabled`) ?? tools?.querySelector<HTMLElement>('[data-move]:enabled'))?.focus();
    });
  }

  #reorder(fields: Data[], from: number, to: number): void {
    const order = moved(fields, from, to);
    if (this.open !== undefined) this.open = order.indexOf(fields[this.open]!);
    this.onChange(withFields(this.plan, order), '');
  }
}
