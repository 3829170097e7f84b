import { applyVariants } from '../../src/plan/experiments.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { indexPlan } from '../../src/plan/plan-index.ts';
import { textIn } from '../../src/plan/text.ts';
import { checkDraft, type CheckedPlan } from './check-draft.ts';
import type { Design } from './design.ts';
import { lookProperties } from './look.ts';
import type { ExplainedReport, PreviewRequest } from './preview-messages.ts';
import { travel, verdictsOf, type Trip } from './travel.ts';

/** The visible state of a design: the plan for a person with the chosen variants, at the moment of time travel. */
export class ShownDesign {
  /** Set at the start, so that the same design always gives the same result. */
  readonly now = new Date();
  #design!: Design;
  #checked!: CheckedPlan;
  #plan: ProfilePlan = { fields: [] };
  #trip!: Trip;
  #run = 0;
  /** What the preview shows from its beginning, and how often that has changed. */
  #begun = '';
  #version = 0;

  get checked(): CheckedPlan {
    return this.#checked;
  }

  /** With one variant chosen for each experiment, the plan is the same for everyone. */
  get plan(): ProfilePlan {
    return this.#plan;
  }

  /** The version in `PreviewRequest`. */
  get version(): number {
    return this.#version;
  }

  /** Stores the design. `run`: grows to show the same again. Returns whether the preview restarts. */
  take(design: Design, run: number): boolean {
    const before: Design | undefined = this.#design;
    const { plan, moment, view } = design;
    this.#design = design;
    this.#run = run;
    if (before?.plan !== plan || this.#checked === undefined) this.#checked = checkDraft(plan);
    if (before?.plan !== plan || before?.moment !== moment) {
      this.#plan = applyVariants(this.#checked.plan, moment.variants ?? {});
      this.#trip = travel(this.#plan, moment, this.now);
    }
    const begun = JSON.stringify([run, view.scene, view.placement, view.only, moment, this.#plan]);
    if (begun === this.#begun) return false;
    this.#begun = begun;
    this.#version += 1;
    return true;
  }

  get request(): PreviewRequest {
    const { look, view, moment, dictionaries } = this.#design;
    return {
      type: 'show',
      run: this.#run,
      version: this.#version,
      view,
      plan: this.#plan,
      moment,
      dictionary: dictionaries[view.language],
      properties: lookProperties(look),
      buttons: look.buttons,
      accent: look.accent?.[view.scheme],
      logo: look.logo,
    };
  }

  /** Returns the trip with the decisions of the preview's element. Until they arrive, it has the engine's decisions. */
  tripAt(explained: ExplainedReport | undefined): Trip {
    if (!explained) return this.#trip;
    const verdicts = verdictsOf(this.#plan, explained.rows);
    const asked = new Set(verdicts.filter((verdict) => verdict.asked).map(({ field }) => field));
    const byUrgency = indexPlan(this.#plan).fields.map(({ field }) => field);
    return { ...this.#trip, verdicts, profile: explained.profile, asked: byUrgency.filter((field) => asked.has(field)) };
  }

  /** Returns a note if the preview shows something unexpected. `explained`: the decisions at the beginning of the scene. */
  note(explained: ExplainedReport | undefined): string {
    const { scene, only, language } = this.#design.view;
    if (scene === 'sign-up' || scene === 'review') return '';
    const field = this.#plan.fields.find(({ name }) => name === only);
    if (only !== undefined) return `“${field ? textIn(field.label, language) : only}” by itself, whenever it is due.`;
    if (this.tripAt(explained).asked.length > 0) return '';
    return scene === 'question' ? 'At this moment nothing would be asked. “Timing” says why.' : 'At this moment nothing would be asked; these are the first questions of the plan.';
  }
}
