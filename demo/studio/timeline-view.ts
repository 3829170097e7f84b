import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { textIn } from '../../src/plan/text.ts';
import { controls } from './controls.styles.ts';
import type { Moment } from './design.ts';
import { icon } from './icons.ts';
import { timelineOf, type Stop } from './timeline.ts';

/** Draws sessions as points, and what is asked in them as flags. A click on a point travels there. */
export class StudioTimeline extends LitElement {
  static override properties: PropertyDeclarations = { plan: { attribute: false }, moment: { attribute: false }, now: { attribute: false }, language: {} };
  static override styles = [
    controls,
    css`
      :host { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); }
      .scroll { overflow-x: auto; }
      ol { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(6.5rem, 1fr); }
      li { display: grid; grid-template-rows: 1fr auto; min-width: 0; }
      .flags { display: grid; gap: 0.125rem; align-content: end; min-block-size: 2.75rem; padding: 0 0.25rem 0.25rem; font-size: 0.75rem; line-height: 1.25; }
      .flags span { display: flex; gap: 0.125rem; align-items: start; color: var(--accent); }
      .flags b { overflow: hidden; font-weight: 550; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow-wrap: anywhere; }
      .flags svg { flex: none; inline-size: 0.875rem; block-size: 0.875rem; fill: none; stroke: currentColor; stroke-width: 2; }
      .point { position: relative; display: grid; justify-items: center; gap: 0.125rem; padding: 0.375rem 0 0; border: 0; background: none; color: var(--quiet); font-size: 0.75rem; }
      .point::before { content: ''; position: absolute; inset-block-start: 0.75rem; inset-inline: 0; border-block-start: 2px solid var(--line); }
      .point i { position: relative; inline-size: 0.875rem; block-size: 0.875rem; border: 2px solid var(--edge); border-radius: 50%; background: var(--card); }
      .asks i { border-color: var(--accent); background: var(--accent-tint); }
      .point:hover i { border-color: var(--accent); }
      .point[aria-current] i { border-color: var(--accent); background: var(--accent); }
      .point[aria-current] { color: var(--ink); font-weight: 650; }
      .quiet { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    `,
  ];

  declare plan: ProfilePlan;
  declare moment: Moment;
  declare now: Date;
  declare language: string;
  onChange: (moment: Moment) => void = () => {};

  protected override render(): TemplateResult {
    const stops = timelineOf(this.plan, this.moment, this.now);
    const known = new Set(stops.flatMap(({ asked }) => asked)).size;
    return html`<div class="row spread">
        <h2>How it goes</h2>
        <p class="hint">${known === 0 ? 'Nothing is asked in these sessions.' : 'If whatever is asked is answered. Press a session to go there.'}</p>
      </div>
      <div class="scroll"><ol>${stops.map((stop) => this.#renderStop(stop))}</ol></div>`;
  }

  #renderStop({ session, day, asked, pasts }: Stop): TemplateResult {
    const labels = asked.map(({ label, name }) => textIn(label, this.language) || name);
    return html`<li>
      <div class="flags">${labels.map((label) => html`<span>${icon('flag')}<b>${label}</b></span>`)}</div>
      <button
        type="button"
        class="point ${asked.length > 0 ? 'asks' : ''}"
        aria-current=${session === this.moment.session ? 'step' : nothing}
        @click=${() => this.onChange({ ...this.moment, session, daysSinceSignUp: day, wasAsked: false, pasts })}
      >
        <i></i><span><span class="quiet">Session </span>${session}</span><span>day ${day}</span>
      </button>
    </li>`;
  }
}
