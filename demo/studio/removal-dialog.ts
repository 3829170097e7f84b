import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from './controls.styles.ts';
import { dialogStyles } from './dialog.styles.ts';
import { count } from '../../src/plan/reason-words.ts';

export interface Removal {
  /** The name of the question to remove, and its label. */
  name: string;
  label: string;
  index: number;
  /** The labels of the questions that depend on it. */
  dependents: readonly string[];
}

/** Shows which questions depend on one that is removed, and offers what to do with them. */
export class StudioRemoval extends LitElement {
  static override properties: PropertyDeclarations = { removal: { state: true } };
  static override styles = [
    controls,
    dialogStyles,
    css`
      li { padding-block: 0.25rem; font-weight: 600; }
      li::before { content: '· '; color: var(--quiet); }
      p { line-height: 1.5; }
    `,
  ];

  declare removal: Removal | undefined;
  onAlone: (removal: Removal) => void = () => {};
  onAll: (removal: Removal) => void = () => {};

  show(removal: Removal): void {
    this.removal = removal;
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  protected override render(): TemplateResult {
    const { label = '', dependents = [] } = this.removal ?? {};
    const them = dependents.length === 1 ? 'it' : 'them';
    return html`<dialog class="narrow" aria-labelledby="heading">
      <div class="top"><h2 id="heading">Remove “${label}”?</h2></div>
      <p>${dependents.length === 1 ? 'One other question is' : `${count(dependents.length, 'other question')} are`} asked only for some answers to it:</p>
      <ul>${dependents.map((one) => html`<li>${one}</li>`)}</ul>
      <p class="hint">Without this question nobody would ever be asked ${them}.</p>
      <form class="foot" method="dialog">
        <button class="button">Keep everything</button>
        <button class="button" @click=${() => this.removal && this.onAll(this.removal)}>Remove ${them}, too</button>
        <button class="button main" @click=${() => this.removal && this.onAlone(this.removal)}>Ask ${them} of everyone</button>
      </form>
    </dialog>`;
  }
}
