import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from './controls.styles.ts';
import type { Data } from './draft.ts';
import { PLANS, type ExamplePlan } from './plans.ts';

/** Shown while the studio has no questions. */
export class StudioStart extends LitElement {
  static override properties: PropertyDeclarations = { plan: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host { display: grid; justify-items: center; padding: 2.5rem 1.5rem 0; }
      .page { display: grid; gap: 1.5rem; inline-size: min(62rem, 100%); }
      h2 { font-size: clamp(1.75rem, 4vw, 2.5rem); font-weight: 700; line-height: 1.15; letter-spacing: -0.03em; text-wrap: balance; }
      .lead { max-inline-size: 42rem; margin-block-start: 0.625rem; color: var(--quiet); font-size: 1.0625rem; line-height: 1.5; }
      h3 { font-size: 0.8125rem; }
      .plans { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: 0.75rem; margin-block-start: 0.625rem; }
      .plan { display: grid; gap: 0.25rem; align-content: start; padding: 0.875rem 1rem; border: 1px solid var(--line); border-radius: 0.75rem; background: none; text-align: start; }
      .plan:hover { border-color: var(--edge); background: var(--card); }
      .plan b { font-size: 0.9375rem; font-weight: 600; }
      .plan span { color: var(--quiet); font-size: 0.8125rem; }
      section { padding-block: 1.25rem 2.5rem; border-block-start: 1px solid var(--line); }
      studio-library { --foot: sticky; }
      @media (max-width: 480px) {
        :host { padding: 1.5rem 1rem 0; }
      }
    `,
  ];

  declare plan: unknown;
  onAdd: (fields: Data[]) => void = () => {};
  onOwn: () => void = () => {};
  onPlan: (example: ExamplePlan) => void = () => {};

  protected override render(): TemplateResult {
    return html`<div class="page">
      <div>
        <h2>What do you want to know?</h2>
        <p class="lead">Pick questions about the people who sign up. They are asked one or two at a time, in later visits, and never if the answer is known. Every word can be changed.</p>
      </div>
      <studio-library .plan=${this.plan} .onAdd=${this.onAdd} .onOwn=${this.onOwn}></studio-library>
      <section aria-labelledby="plans">
        <h3 id="plans">Or start with a whole plan</h3>
        <div class="plans">
          ${PLANS.map((example) => html`<button type="button" class="plan" @click=${() => this.onPlan(example)}><b>${example.label}</b><span>${example.description}</span></button>`)}
        </div>
      </section>
    </div>`;
  }
}
