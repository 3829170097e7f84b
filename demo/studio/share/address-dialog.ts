import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { controls } from '../controls.styles.ts';
import { dialogStyles } from '../dialog.styles.ts';
import { icon } from '../icons.ts';
import { fetchPlan } from '../plan-file.ts';

/** Brings a plan from an address. */
export class StudioAddress extends LitElement {
  static override properties: PropertyDeclarations = { address: { state: true }, problem: { state: true } };
  static override styles = [controls, dialogStyles];

  declare address: string;
  declare problem: string;
  onPlan: (plan: unknown, address: string) => void = () => {};

  constructor() {
    super();
    this.address = this.problem = '';
  }

  show(): void {
    this.problem = '';
    this.#dialog?.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog class="narrow" aria-labelledby="heading">
      <div class="top">
        <h2 id="heading">Import a plan from an address</h2>
        <button type="button" class="icon" aria-label="Close" @click=${() => this.#dialog?.close()}>${icon('close')}</button>
      </div>
      <form class="body" @submit=${this.#handleFetch}>
        <div class="field">
          <label for="address">Address of the plan</label>
          <input id="address" class="input" inputmode="url" autocomplete="off" placeholder="https://example.com/profile-plan.json" aria-describedby="problem" .value=${live(this.address)} @input=${(event: Event) => (this.address = (event.target as HTMLInputElement).value)} />
          <p class="problem" id="problem" role="status">${this.problem}</p>
        </div>
        <div class="foot"><button class="button main" ?disabled=${!this.address.trim()}>Import</button></div>
      </form>
    </dialog>`;
  }

  readonly #handleFetch = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      const plan = await fetchPlan(this.address);
      this.#dialog?.close();
      this.onPlan(plan, this.address);
    } catch (error) {
      this.problem = (error as Error).message;
    }
  };

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }
}
