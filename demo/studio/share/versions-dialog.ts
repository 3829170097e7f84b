import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { controls } from '../controls.styles.ts';
import type { Design } from '../design.ts';
import { dialogStyles } from '../dialog.styles.ts';
import { fieldsOf } from '../draft.ts';
import { icon } from '../icons.ts';
import { count } from '../../../src/plan/reason-words.ts';
import { readVersions, removeVersion, saveVersion, type Version } from './versions.ts';

const TIME = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** Puts designs aside under a name, and brings them back. */
export class StudioVersions extends LitElement {
  static override properties: PropertyDeclarations = { design: { attribute: false }, versions: { state: true }, name: { state: true }, message: { state: true } };
  static override styles = [
    controls,
    dialogStyles,
    css`
      form { display: flex; gap: 0.5rem; align-items: end; }
      .field { flex: 1; }
      li { display: flex; gap: 0.5rem; align-items: center; padding-block: 0.5rem; border-block-end: 1px solid var(--line); }
      li p { flex: 1; min-width: 0; }
      b { display: block; font-weight: 600; overflow-wrap: anywhere; }
    `,
  ];

  declare design: Design;
  declare versions: readonly Version[];
  declare name: string;
  declare message: string;
  onOpen: (version: Version) => void = () => {};

  constructor() {
    super();
    this.versions = [];
    this.name = this.message = '';
  }

  show(): void {
    this.versions = readVersions();
    this.message = '';
    this.#dialog?.showModal();
  }

  protected override render(): TemplateResult {
    const { versions } = this;
    return html`<dialog class="narrow" aria-labelledby="heading">
      <div class="top">
        <h2 id="heading">Versions</h2>
        <button type="button" class="icon" aria-label="Close" @click=${() => this.#dialog?.close()}>${icon('close')}</button>
      </div>
      <form @submit=${this.#handleSave}>
        <div class="field">
          <label for="name">Put this design aside as</label>
          <input id="name" class="input" autocomplete="off" maxlength="80" placeholder="Before the interview" .value=${live(this.name)} @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)} />
        </div>
        <button class="button main" ?disabled=${!this.name.trim()}>Save</button>
      </form>
      <p class="hint" role="status">${this.message || 'Versions stay in this browser. A link carries a design to others.'}</p>
      <div class="body">
        ${versions.length === 0 ? html`<p class="hint">There are none yet.</p>` : html`<ul>${versions.map((version) => this.#renderVersion(version))}</ul>`}
      </div>
    </dialog>`;
  }

  #renderVersion(version: Version): TemplateResult {
    const { name, at, design } = version;
    const open = () => {
      this.#dialog?.close();
      this.onOpen(version);
    };
    return html`<li>
      <p><b>${name}</b><span class="hint">${TIME.format(new Date(at))} · ${count(fieldsOf(design.plan).length, 'question')}</span></p>
      <button type="button" class="button" aria-label="Open ${name}" @click=${open}>Open</button>
      <button type="button" class="icon" aria-label="Remove ${name}" title="Remove" @click=${() => this.#change(() => removeVersion(name), `Removed “${name}”.`)}>${icon('remove')}</button>
    </li>`;
  }

  #change(change: () => void, message: string): void {
    try {
      change();
      this.message = message;
    } catch (error) {
      this.message = (error as Error).message;
    }
    this.versions = readVersions();
  }

  readonly #handleSave = (event: Event): void => {
    event.preventDefault();
    const name = this.name.trim();
    if (!name) return;
    this.name = '';
    this.#change(() => saveVersion(name, this.design), `Saved “${name}”.`);
  };

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }
}
