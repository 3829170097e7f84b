import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from '../controls.styles.ts';
import { dialogStyles } from '../dialog.styles.ts';
import type { Data } from '../draft.ts';
import { icon } from '../icons.ts';

/** The library in a dialog, for a plan that has questions already. */
export class StudioLibraryDialog extends LitElement {
  static override properties: PropertyDeclarations = { plan: { attribute: false } };
  static override styles = [controls, dialogStyles];

  declare plan: unknown;
  onAdd: (fields: Data[]) => void = () => {};
  onOwn: () => void = () => {};

  show(): void {
    this.#dialog?.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading">
      <div class="top">
        <h2 id="heading">Add questions</h2>
        <button type="button" class="icon" aria-label="Close" @click=${() => this.#dialog?.close()}>${icon('close')}</button>
      </div>
      <studio-library
        .plan=${this.plan}
        .onAdd=${(fields: Data[]) => {
          this.#dialog?.close();
          this.onAdd(fields);
        }}
        .onOwn=${() => {
          this.#dialog?.close();
          this.onOwn();
        }}
      ></studio-library>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }
}
