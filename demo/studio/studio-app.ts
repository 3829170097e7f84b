import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { textIn } from '../../src/plan/text.ts';
import { controls } from './controls.styles.ts';
import { dependentsOf, removeAll, removeAlone, removeAt } from './dependents.ts';
import { newDesign, type Design, type View } from './design.ts';
import { DesignAddress } from './design-address.ts';
import { DesignHistory, type Made } from './design-history.ts';
import { fieldsOf, textAt, wordsAt, type Data } from './draft.ts';
import type { StudioEmbed } from './embed-dialog.ts';
import type { Shown, StudioExperiments } from './experiments/experiments-editor.ts';
import type { LogEntry } from './event-log.ts';
import { renderFindings } from './findings.ts';
import type { StudioLibraryDialog } from './library/library-dialog.ts';
import { renderPacing } from './pacing-editor.ts';
import type { StudioPlan } from './plan-editor.ts';
import { readPlanFile, savePlanFile } from './plan-file.ts';
import { EMPTY_PLAN, type ExamplePlan } from './plans.ts';
import { withEditedText, type EditedText } from './edited-text.ts';
import type { ExplainedReport, PreviewReport } from './preview-messages.ts';
import type { Removal, StudioRemoval } from './removal-dialog.ts';
import type { StudioAddress } from './share/address-dialog.ts';
import type { Version } from './share/versions.ts';
import type { StudioVersions } from './share/versions-dialog.ts';
import type { StudioBoard } from './states/states-board.ts';
import { ShownDesign } from './shown-design.ts';
import { renderHeader, type Part } from './studio-header.ts';
import { studioAppStyles } from './studio-app.styles.ts';
import type { Wording } from './words/table-rows.ts';

const MAX_LOG = 100;

/** The whole studio. It stores the design, and gives each column its part. */
export class StudioApp extends LitElement {
  static override properties: PropertyDeclarations = {
    design: { state: true },
    text: { state: true },
    syntaxProblem: { state: true },
    tab: { state: true },
    log: { state: true },
    message: { state: true },
    run: { state: true },
    explained: { state: true },
  };
  static override styles = [controls, studioAppStyles];

  declare design: Design;
  /** The plan as JSON, as typed in its editor. */
  declare text: string;
  declare syntaxProblem: string | undefined;
  declare tab: Part;
  declare log: readonly LogEntry[];
  /** Reports the last action. */
  declare message: string;
  declare run: number;
  /**
   * The decisions of the element in the preview about every field: at the moment of time travel, and after actions in the
   * preview.
   */
  declare explained: { begin?: ExplainedReport; now?: ExplainedReport };

  readonly #shown = new ShownDesign();
  readonly #history = new DesignHistory();
  readonly #address = new DesignAddress({
    handleDesign: (design) => {
      this.text = toText(design.plan);
      this.syntaxProblem = undefined;
      this.design = design;
    },
    handleProblem: (message) => (this.message = message),
  });

  constructor() {
    super();
    this.design = newDesign(EMPTY_PLAN, innerWidth < 600 ? 'phone' : innerWidth < 1100 ? 'tablet' : 'desktop');
    this.text = toText(EMPTY_PLAN);
    this.tab = 'questions';
    this.log = [];
    this.message = '';
    this.run = 0;
    this.explained = {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#address.connect();
    addEventListener('keydown', this.#handleKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#address.disconnect();
    removeEventListener('keydown', this.#handleKey);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.get('design')) this.#address.writeSoon(this.design);
    if (this.#shown.take(this.design, this.run)) this.explained = {};
  }

  protected override render(): TemplateResult {
    const { design, tab: part } = this;
    const { problems } = this.#shown.checked;
    const isEmpty = this.#isEmpty && part !== 'code';
    return html`${this.#renderHeader()}
      <p class="message" role="status">${this.message}</p>
      <main>
        <h1>Studio</h1>
        <studio-start
          ?hidden=${!isEmpty}
          .plan=${design.plan}
          .onAdd=${(fields: Data[]) => this.#add(fields)}
          .onOwn=${() => this.#plan?.addOwn()}
          .onPlan=${(example: ExamplePlan) => this.#startFrom(example.label, example.plan)}
        ></studio-start>
        <div class="columns" data-part=${part} ?hidden=${isEmpty}>${this.#renderParts()}${this.#renderPreview()}</div>
      </main>
      <studio-library-dialog .plan=${design.plan} .onAdd=${(fields: Data[]) => this.#add(fields)} .onOwn=${() => this.#plan?.addOwn()}></studio-library-dialog>
      <studio-removal
        .onAlone=${({ name, index }: Removal) => this.#remove(removeAlone(this.design.plan, name), index)}
        .onAll=${({ name, index }: Removal) => this.#remove(removeAll(this.design.plan, name), index)}
      ></studio-removal>
      <studio-board .request=${this.#shown.request} .onView=${(change: Partial<View>) => this.#setView(change)}></studio-board>
      <studio-versions .design=${design} .onOpen=${(version: Version) => this.#openVersion(version)}></studio-versions>
      <studio-address
        .onPlan=${(plan: unknown, address: string) => {
          this.#setPlan(plan, '');
          this.message = `Imported ${address}.`;
        }}
      ></studio-address>
      <studio-embed .design=${design} .isSound=${problems.length === 0 && !this.syntaxProblem}></studio-embed>`;
  }

  #renderHeader(): TemplateResult {
    return renderHeader({
      part: this.tab,
      isEmpty: this.#isEmpty,
      canUndo: this.#history.canUndo,
      canRedo: this.#history.canRedo,
      onPart: (part) => (this.tab = part),
      onUndo: () => this.#step('undo'),
      onRedo: () => this.#step('redo'),
      onNew: () => this.#startFrom('An empty plan', EMPTY_PLAN),
      onExample: (label, plan) => this.#startFrom(label, plan),
      onImport: (event) => void this.#handleImport(event),
      onAddress: () => this.#dialog<StudioAddress>('studio-address').show(),
      onExport: this.#handleExport,
      onVersions: () => this.#dialog<StudioVersions>('studio-versions').show(),
      onShare: () => void this.#handleShare(),
      onEmbed: () => this.#dialog<StudioEmbed>('studio-embed').show(),
    });
  }

  #renderParts(): TemplateResult {
    const { design, tab: part } = this;
    const { view } = design;
    const { problems, warnings, plan: { experiments = [] } } = this.#shown.checked;
    const panel = (name: Part, content: TemplateResult) =>
      html`<section class="part ${name}" id="panel-${name}" role="tabpanel" aria-labelledby="tab-${name}" ?hidden=${part !== name}>${content}</section>`;
    const findings = renderFindings({ syntaxProblem: this.syntaxProblem, problems, warnings, onOpen: (index) => this.#openField(index) });
    return html`${panel(
      'questions',
      html`<h2>Questions</h2>
        ${part === 'questions' ? findings : nothing}
        <studio-plan
          .plan=${design.plan}
          .problems=${problems}
          .language=${view.language}
          .onChange=${(plan: unknown, place: string) => this.#setPlan(plan, place)}
          .onOpen=${(field: Data | undefined) => this.#showField(field)}
          .onRemove=${(name: string, index: number) => this.#askToRemove(name, index)}
          .onLibrary=${() => this.#dialog<StudioLibraryDialog>('studio-library-dialog').show()}
          .onTry=${(name: string) => this.#dialog<StudioExperiments>('studio-experiments').tryWording(name)}
        ></studio-plan>
        <studio-experiments
          .plan=${design.plan}
          .problems=${problems}
          .shown=${design.moment.variants ?? {}}
          .language=${view.language}
          .onChange=${(plan: unknown, place: string) => this.#setPlan(plan, place)}
          .onShow=${(shown: Shown) => this.#showVariant(shown)}
        ></studio-experiments>`,
    )}
    ${panel(
      'brand',
      html`<studio-look .look=${design.look} .scheme=${view.scheme} .onChange=${(look: Design['look'], place = '') => this.#set({ look }, place && `look ${place}`)}></studio-look>`,
    )}
    ${panel(
      'timing',
      html`<section class="pacing" aria-labelledby="pacing">
          <h2 id="pacing">How often</h2>
          ${renderPacing(design.plan, problems, (plan) => this.#setPlan(plan, 'pacing'))}
        </section>
        <studio-travel
          .plan=${this.#shown.plan}
          .experiments=${experiments}
          .moment=${design.moment}
          .trip=${this.#shown.tripAt(this.explained.now ?? this.explained.begin)}
          .isLater=${this.explained.now !== undefined}
          .language=${view.language}
          .onChange=${(moment: Design['moment']) => this.#travel(moment)}
        ></studio-travel>`,
    )}
    ${panel(
      'words',
      html`<studio-words
        .wording=${design}
        .language=${view.language}
        .onChange=${({ plan, dictionaries }: Wording, place: string) => this.#setPlan(plan, place, { dictionaries })}
        .onLook=${(change: Partial<View>) => this.#look(change)}
      ></studio-words>`,
    )}
    ${panel(
      'code',
      html`<h2>Code</h2>
        ${part === 'code' ? findings : nothing}
        <studio-code .text=${this.text} .isWrong=${Boolean(this.syntaxProblem) || problems.length > 0} .onText=${this.#handleText}></studio-code>
        <studio-log .entries=${this.log} .onClear=${() => (this.log = [])}></studio-log>`,
    )}`;
  }

  #renderPreview(): TemplateResult {
    return html`<section class="preview" id="panel-preview" aria-label="Preview">
      <studio-stage
        .request=${this.#shown.request}
        .note=${this.#shown.note(this.explained.begin)}
        .onView=${(change: Partial<View>) => this.#setView(change)}
        .onReplay=${() => (this.run += 1)}
        .onBoard=${() => this.#dialog<StudioBoard>('studio-board').show()}
        .onReport=${this.#handleReport}
      ></studio-stage>
      ${this.tab === 'timing'
        ? html`<studio-timeline .plan=${this.#shown.plan} .moment=${this.design.moment} .now=${this.#shown.now} .language=${this.design.view.language} .onChange=${(moment: Design['moment']) => this.#travel(moment)}></studio-timeline>`
        : nothing}
    </section>`;
  }

  get #isEmpty(): boolean {
    return fieldsOf(this.design.plan).length === 0;
  }

  get #plan(): StudioPlan | null {
    return this.renderRoot.querySelector<StudioPlan>('studio-plan');
  }

  #dialog<T extends Element>(tag: string): T {
    return this.renderRoot.querySelector<T>(tag)!;
  }

  /** `place`: what is changed, as in `DesignHistory.remember`. */
  #set(change: Partial<Design>, place: string): void {
    this.#history.remember(this.design, place);
    this.message = '';
    this.design = { ...this.design, ...change };
  }

  /** Changes the view. This is not a step of the history. */
  #setView(change: Partial<View>): void {
    this.message = '';
    this.design = { ...this.design, view: { ...this.design.view, ...change } };
  }

  /** Changes the view only if it differs. */
  #look(change: Partial<View>): void {
    if (JSON.stringify({ ...this.design.view, ...change }) !== JSON.stringify(this.design.view)) this.#setView(change);
  }

  #setPlan(plan: unknown, place: string, change: Partial<Design> = {}): void {
    this.text = toText(plan);
    this.syntaxProblem = undefined;
    this.#set({ plan, ...change }, place);
  }

  #step(way: 'undo' | 'redo'): void {
    const made: Made | undefined = this.#history[way](this.design);
    if (!made) return;
    this.text = toText(made.plan);
    this.syntaxProblem = undefined;
    this.design = { ...this.design, ...made };
    const { only } = this.design.view;
    if (only !== undefined && !fieldsOf(made.plan).some(({ name }) => name === only)) {
      this.#plan?.close();
      this.#setView({ only: undefined });
    }
    this.message = way === 'undo' ? 'Undone.' : 'Done again.';
  }

  #travel(moment: Design['moment']): void {
    this.#set({ moment, view: { ...this.design.view, only: undefined } }, 'moment');
  }

  #add(fields: Data[]): void {
    this.#plan?.add(fields);
    this.message = fields.length === 1 ? 'Added. Change its words as you like.' : `${fields.length} questions added.`;
  }

  #startFrom(label: string, plan: unknown): void {
    this.#setPlan(plan, '');
    this.#plan?.openField(undefined);
    this.design = { ...this.design, view: { ...this.design.view, only: undefined, scene: 'question' }, moment: { ...this.design.moment, activity: '', pasts: {} } };
    this.message = `Started from “${label}”.`;
  }

  #openVersion({ name, design }: Version): void {
    this.#plan?.openField(undefined);
    this.#setPlan(design.plan, '');
    this.design = design;
    this.message = `Opened “${name}”. Undo goes back.`;
  }

  /** Shows the open question in the preview. A question of the sign-up form appears in that form. */
  #showField(field: Data | undefined): void {
    const { scene } = this.design.view;
    const isInForm = scene === 'sign-up' || scene === 'review';
    if (field?.ask === 'signup') this.#setView({ only: undefined, scene: 'sign-up' });
    else this.#setView({ only: field && textAt(field, 'name'), scene: isInForm ? 'question' : scene });
  }

  /** Shows a variant. This is not a step of the history, so that an undo reverts the wording that was written. */
  #showVariant({ experiment, variant, field }: Shown): void {
    const { moment, view } = this.design;
    this.design = { ...this.design, moment: { ...moment, variants: { ...moment.variants, [experiment]: variant } }, view: { ...view, only: field ?? view.only, scene: 'question' } };
  }

  #openField(index: number): void {
    this.tab = 'questions';
    this.#plan?.openField(index);
  }

  #askToRemove(name: string, index: number): void {
    const { plan, view } = this.design;
    const label = (field: Data) => textIn(wordsAt(field, 'label'), view.language) || textAt(field, 'name');
    const dependents = dependentsOf(plan, name).map(label);
    const fields = fieldsOf(plan);
    if (dependents.length === 0) this.#remove(removeAt(plan, index), index);
    else this.#dialog<StudioRemoval>('studio-removal').show({ name, index, label: label(fields[index]!), dependents });
  }

  #remove(plan: unknown, index: number): void {
    this.#setPlan(plan, '');
    this.#plan?.focusAfterRemoval(index);
    this.message = 'Removed. Undo brings it back.';
  }

  readonly #handleText = (text: string): void => {
    this.text = text;
    try {
      const plan = JSON.parse(text) as unknown;
      this.syntaxProblem = undefined;
      this.#set({ plan }, 'code');
    } catch (error) {
      this.syntaxProblem = (error as Error).message;
    }
  };

  /** Applies words that were changed in the preview. */
  #edit(edited: EditedText): void {
    const { plan, dictionaries } = withEditedText(this.design, edited);
    this.#setPlan(plan, '', { dictionaries });
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    const isRedo = (key === 'z' && event.shiftKey) || (key === 'y' && !event.shiftKey);
    if (!isRedo && (key !== 'z' || event.shiftKey)) return;
    // Also in inputs: the studio sets their values, so the browser's own undo does not have all changes.
    event.preventDefault();
    this.#step(isRedo ? 'redo' : 'undo');
  };

  readonly #handleImport = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    try {
      this.#setPlan(await readPlanFile(file), '');
      this.message = `Imported ${file.name}.`;
    } catch (error) {
      this.message = (error as Error).message;
    }
    // Allows the same file to be chosen again.
    input.value = '';
  };

  readonly #handleExport = (): void => {
    savePlanFile(this.design.plan);
    if (this.syntaxProblem) this.message = 'The text is not valid JSON yet. The last valid plan was exported.';
  };

  readonly #handleShare = async (): Promise<void> => {
    if (!(await this.#address.write(this.design))) return;
    try {
      await navigator.clipboard.writeText(location.href);
      this.message = 'The link is copied; it holds the whole design.';
    } catch {
      // Refused, or no clipboard: the address is up to date.
      this.message = 'The browser does not allow it. Copy the address of this page: it holds the whole design.';
    }
  };

  readonly #handleReport = (report: PreviewReport): void => {
    if (report.type === 'explained' && report.version === this.#shown.version) {
      // After "Undo", the questions are shown again, as at the beginning.
      this.explained = report.isBegin ? { begin: this.explained.begin ?? report } : { ...this.explained, now: report };
    }
    if (report.type === 'edited') this.#edit(report.edited);
    if (report.type === 'event') this.log = [{ at: new Date(), type: report.name, detail: report.detail }, ...this.log].slice(0, MAX_LOG);
  };
}

function toText(plan: unknown): string {
  return JSON.stringify(plan, null, 2);
}
