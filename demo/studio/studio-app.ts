import { html, LitElement, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { applyVariants } from '../../src/plan/experiments.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { indexPlan } from '../../src/plan/plan-index.ts';
import club from '../plans/club.json';
import saas from '../plans/saas.json';
import shop from '../plans/shop.json';
import { checkDraft, type CheckedPlan } from './check-draft.ts';
import { controls } from './controls.styles.ts';
import { newDesign, type Design, type View } from './design.ts';
import { DesignAddress } from './design-address.ts';
import type { StudioEmbed } from './embed-dialog.ts';
import type { LogEntry } from './event-log.ts';
import { lookProperties } from './look.ts';
import { readPlanFile, savePlanFile } from './plan-file.ts';
import type { ExplainedReport, PreviewReport, PreviewRequest } from './preview-messages.ts';
import { studioAppStyles } from './studio-app.styles.ts';
import { renderTabs } from './tabs.ts';
import { travel, verdictsOf, type Trip } from './travel.ts';

/** Where a project that has the package finds the schema. */
const $schema = './node_modules/progressive-lock/dist/profile-plan.schema.json';

const EXAMPLES: Record<string, { label: string; plan: object }> = {
  saas: { label: 'A service for teams', plan: { ...saas, $schema } },
  shop: { label: 'A shop', plan: { ...shop, $schema } },
  club: { label: 'A club', plan: { ...club, $schema } },
  empty: { label: 'An empty plan', plan: { $schema, fields: [] } },
};
const FIRST = EXAMPLES.saas!.plan;
const TABS = { plan: 'Plan', preview: 'Preview', travel: 'Time travel', look: 'Look' } as const;

const MAX_LOG = 100;
const MAX_UNDO = 50;
/** Typing with shorter pauses than this is undone at once. */
const PAUSE_MS = 1000;

/** The studio as a whole: holds the design, and gives each column its part. */
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
  /** The plan as JSON, as it stands in its editor. */
  declare text: string;
  declare syntaxProblem: string | undefined;
  /** The part that is shown where there is no room for all. */
  declare tab: keyof typeof TABS;
  declare log: readonly LogEntry[];
  /** What was done just now. */
  declare message: string;
  declare run: number;
  /** What the element in the preview says of every field: at the moment of time travel, and after what was done there. */
  declare explained: { begin?: ExplainedReport; now?: ExplainedReport };

  #checked!: CheckedPlan;
  /** The plan as a person with the chosen variants sees it. */
  #shown: ProfilePlan = { fields: [] };
  #trip!: Trip;
  /** What the preview shows from the beginning, and how often that has changed. */
  #begun = '';
  #version = 0;
  /** Set at the start, so that a repeated look gives the same answer. */
  readonly #now = new Date();
  #past: unknown[] = [];
  /** When a key was last typed into the plan; 0 after anything else. */
  #typedAt = 0;
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
    this.design = newDesign(FIRST, innerWidth < 600 ? 'phone' : innerWidth < 1100 ? 'tablet' : 'desktop');
    this.text = toText(FIRST);
    this.tab = 'preview';
    this.log = [];
    this.message = '';
    this.run = 0;
    this.explained = {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#address.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#address.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('design')) this.#takeDesign(changed);
    const { view, moment } = this.design;
    const begun = JSON.stringify([this.run, view.scene, view.placement, view.only, moment, this.#shown]);
    if (begun === this.#begun) return;
    this.#begun = begun;
    this.#version += 1;
    this.explained = {};
  }

  #takeDesign(changed: PropertyValues): void {
    const before = changed.get('design') as Design | undefined;
    const { plan, moment } = this.design;
    if (!before || before.plan !== plan) this.#checked = checkDraft(plan);
    if (!before || before.plan !== plan || before.moment !== moment) {
      // With one variant chosen for each experiment, the plan is the same for everyone.
      this.#shown = applyVariants(this.#checked.plan, moment.variants ?? {});
      this.#trip = travel(this.#shown, moment, this.#now);
    }
    if (before) this.#address.writeSoon(this.design);
  }

  protected override render(): TemplateResult {
    const { design, tab } = this;
    const { view } = design;
    const { problems, warnings, plan: { experiments = [] } } = this.#checked;
    const plan = this.#shown;
    return html`${this.#renderHeader()}
      <main>
        <h1>Studio</h1>
        <div class="parts">${renderTabs({ label: 'Parts of the studio', tabs: TABS, selected: tab, onSelect: (next) => (this.tab = next) })}</div>
        <div class="columns" data-tab=${tab}>
          <section class="plan" id="panel-plan" aria-label="Plan">
            <studio-plan
              .plan=${design.plan}
              .text=${this.text}
              .syntaxProblem=${this.syntaxProblem}
              .problems=${problems}
              .warnings=${warnings}
              .language=${view.language}
              .only=${view.only}
              .onChange=${this.#handlePlan}
              .onText=${this.#handleText}
              .onShow=${(only: string | undefined) => this.#show(only)}
            ></studio-plan>
          </section>
          <div class="middle">
            <section class="preview" id="panel-preview" aria-label="Preview">
              <studio-stage
                .request=${this.#request(plan)}
                .note=${this.#note()}
                .onView=${(change: Partial<View>) => this.#setView(change)}
                .onReplay=${() => (this.run += 1)}
                .onReport=${this.#handleReport}
              ></studio-stage>
            </section>
            <section class="travel" id="panel-travel" aria-label="Time travel">
              <studio-travel
                .plan=${plan}
                .experiments=${experiments}
                .moment=${design.moment}
                .trip=${this.#tripAt(this.explained.now ?? this.explained.begin)}
                .isLater=${this.explained.now !== undefined}
                .language=${view.language}
                .onChange=${(moment: Design['moment']) => this.#set({ moment, view: { ...this.design.view, only: undefined } })}
              ></studio-travel>
            </section>
          </div>
          <section class="look" id="panel-look" aria-label="Look and events">
            <studio-look .look=${design.look} .scheme=${view.scheme} .onChange=${(look: Design['look']) => this.#set({ look })}></studio-look>
            <studio-log .entries=${this.log} .onClear=${() => (this.log = [])}></studio-log>
          </section>
        </div>
      </main>
      <studio-embed .design=${design} .isSound=${problems.length === 0 && !this.syntaxProblem}></studio-embed>`;
  }

  #renderHeader(): TemplateResult {
    return html`<header>
      <a class="brand" href="/">progressive-lock <span>Studio</span></a>
      <select class="button" aria-label="Start from an example" .value=${live('')} @change=${this.#handleExample}>
        <option value="">Start from …</option>
        ${Object.entries(EXAMPLES).map(([key, { label }]) => html`<option value=${key}>${label}</option>`)}
      </select>
      <button type="button" class="button" ?disabled=${this.#past.length === 0} @click=${this.#handleUndo}>Undo</button>
      <span class="message" role="status">${this.message}</span>
      <label class="button file">
        <input type="file" accept="application/json,.json" @change=${this.#handleImport} />
        <span>Import</span>
      </label>
      <button type="button" class="button" @click=${this.#handleExport}>Export</button>
      <button type="button" class="button" @click=${this.#handleShare}>Copy link</button>
      <button type="button" class="button main" @click=${this.#handleEmbed}>Embed code</button>
    </header>`;
  }

  #request(plan: PreviewRequest['plan']): PreviewRequest {
    const { look, view } = this.design;
    const accent = look.accent?.[view.scheme];
    return {
      type: 'show',
      run: this.run,
      version: this.#version,
      view,
      plan,
      moment: this.design.moment,
      properties: lookProperties(look),
      accent,
    };
  }

  #note(): string {
    const { scene, only } = this.design.view;
    if (scene === 'sign-up' || scene === 'review') return '';
    if (only !== undefined) return `Only ${only}, whenever it may be due. Press its eye again to see what is due.`;
    const isNothingDue = this.#tripAt(this.explained.begin).asked.length === 0;
    if (!isNothingDue) return '';
    return scene === 'question' ? 'At this moment nothing would be asked. Time travel says why.' : 'At this moment nothing would be asked; these are the first questions of the plan.';
  }

  /** The trip as the element in the preview tells it; until it does, as the engine alone does. */
  #tripAt(explained: ExplainedReport | undefined): Trip {
    if (!explained) return this.#trip;
    const verdicts = verdictsOf(this.#shown, explained.rows);
    const asked = new Set(verdicts.filter((verdict) => verdict.asked).map(({ field }) => field));
    const byUrgency = indexPlan(this.#shown).fields.map(({ field }) => field);
    return { ...this.#trip, verdicts, profile: explained.profile, asked: byUrgency.filter((field) => asked.has(field)) };
  }

  #set(change: Partial<Design>): void {
    this.message = '';
    this.design = { ...this.design, ...change };
  }

  #setView(change: Partial<View>): void {
    this.#set({ view: { ...this.design.view, ...change } });
  }

  #show(only: string | undefined): void {
    const { scene } = this.design.view;
    this.#setView({ only, scene: scene === 'sign-up' || scene === 'review' ? 'question' : scene });
  }

  #setPlan(plan: unknown, isStep: boolean): void {
    this.#remember(isStep);
    this.#showPlan(plan);
  }

  #showPlan(plan: unknown): void {
    this.text = toText(plan);
    this.syntaxProblem = undefined;
    this.#set({ plan });
  }

  /** Keeps the plan that is about to be changed, unless this goes on with what was typed just before. */
  #remember(isStep: boolean): void {
    const now = Date.now();
    if (isStep || now - this.#typedAt > PAUSE_MS) this.#past = [...this.#past, this.design.plan].slice(-MAX_UNDO);
    this.#typedAt = isStep ? 0 : now;
  }

  readonly #handlePlan = (plan: unknown, isStep: boolean): void => this.#setPlan(plan, isStep);

  readonly #handleText = (text: string): void => {
    this.text = text;
    try {
      const plan = JSON.parse(text) as unknown;
      this.syntaxProblem = undefined;
      this.#remember(false);
      this.#set({ plan });
    } catch (error) {
      this.syntaxProblem = (error as Error).message;
    }
  };

  readonly #handleExample = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const example = EXAMPLES[select.value];
    select.value = '';
    if (!example) return;
    this.#setPlan(example.plan, true);
    this.#set({ view: { ...this.design.view, only: undefined }, moment: { ...this.design.moment, activity: '', pasts: {} } });
    this.message = `Started from “${example.label}”.`;
  };

  readonly #handleUndo = (): void => {
    const plan = this.#past.at(-1);
    if (plan === undefined) return;
    this.#past = this.#past.slice(0, -1);
    this.#typedAt = 0;
    this.#showPlan(plan);
    this.message = 'Undone.';
  };

  readonly #handleImport = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    try {
      this.#setPlan(await readPlanFile(file), true);
      this.message = `Imported ${file.name}.`;
    } catch (error) {
      this.message = (error as Error).message;
    }
    // The same file can be chosen again.
    input.value = '';
  };

  readonly #handleExport = (): void => {
    savePlanFile(this.design.plan);
    if (this.syntaxProblem) this.message = 'What stands here is no JSON yet. Exported is the plan as it was before.';
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

  readonly #handleEmbed = (): void => this.renderRoot.querySelector<StudioEmbed>('studio-embed')?.show();

  readonly #handleReport = (report: PreviewReport): void => {
    if (report.type === 'explained' && report.version === this.#version) {
      // Asked again, by "Undo": as at the beginning.
      this.explained = report.isBegin ? { begin: this.explained.begin ?? report } : { ...this.explained, now: report };
    }
    if (report.type === 'event') this.log = [{ at: new Date(), type: report.name, detail: report.detail }, ...this.log].slice(0, MAX_LOG);
  };
}

function toText(plan: unknown): string {
  return JSON.stringify(plan, null, 2);
}
