import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { controls } from './controls.styles.ts';

/** Edits the plan as JSON, for developers. */
export class StudioCode extends LitElement {
  static override properties: PropertyDeclarations = { text: { attribute: false }, isWrong: { attribute: false } };
  static override styles = [
    controls,
    css`
      textarea { display: block; inline-size: 100%; min-height: 26rem; padding: 0.875rem; border: 1px solid var(--edge); border-radius: 0.75rem; background: var(--card); resize: vertical; white-space: pre; tab-size: 2; line-height: 1.5; }
    `,
  ];

  /** The text as typed. It may be invalid. */
  declare text: string;
  declare isWrong: boolean;
  onText: (text: string) => void = () => {};

  protected override render(): TemplateResult {
    return html`<textarea
      class="code"
      aria-label="The plan as JSON"
      spellcheck="false"
      aria-invalid=${this.isWrong ? 'true' : nothing}
      .value=${live(this.text)}
      @input=${(event: Event) => this.onText((event.target as HTMLTextAreaElement).value)}
    ></textarea>`;
  }
}
