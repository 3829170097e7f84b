import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from './controls.styles.ts';
import type { Design } from './design.ts';
import { embedCode, EMBEDS, type Embed } from './embed.ts';
import { embedDialogStyles } from './embed-dialog.styles.ts';
import { renderTabs } from './tabs.ts';

/** Shows the code to copy in a dialog. */
export class StudioEmbed extends LitElement {
  static override properties: PropertyDeclarations = {
    design: { attribute: false },
    isSound: { attribute: false },
    kind: { state: true },
    feedback: { state: true },
  };
  static override styles = [controls, embedDialogStyles];

  declare design: Design;
  /** True if the plan has no problems. */
  declare isSound: boolean;
  declare kind: Embed;
  declare feedback: string;

  constructor() {
    super();
    this.kind = 'script';
    this.feedback = '';
  }

  /** Opens the dialog. */
  show(): void {
    this.feedback = '';
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  protected override render(): TemplateResult {
    const { kind } = this;
    return html`<dialog aria-labelledby="heading">
      <div class="row spread">
        <h2 id="heading">Embed code</h2>
        <form method="dialog"><button class="button">Close</button></form>
      </div>
      ${renderTabs({ label: 'Way to embed', tabs: EMBEDS, selected: kind, onSelect: (next) => this.#choose(next) })}
      <div id="panel-${kind}" role="tabpanel" aria-labelledby="tab-${kind}">
        ${this.isSound ? nothing : html`<p class="problem">The plan still has problems; see the left column.</p>`}
        <pre tabindex="0" role="region" aria-label="${EMBEDS[kind]} code"><code>${embedCode(this.design, kind)}</code></pre>
      </div>
      <div class="row">
        <button type="button" class="button main" @click=${this.#handleCopy}>Copy</button>
        <span role="status">${this.feedback}</span>
      </div>
    </dialog>`;
  }

  #choose(kind: Embed): void {
    this.kind = kind;
    this.feedback = '';
  }

  readonly #handleCopy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(embedCode(this.design, this.kind));
      this.feedback = 'Copied.';
    } catch {
      // Refused by the browser, or no clipboard outside of secure contexts. The person can copy the selected code.
      const code = this.renderRoot.querySelector('pre');
      if (code) getSelection()?.selectAllChildren(code);
      this.feedback = 'The browser does not allow it. The code is selected: press Ctrl+C or ⌘C.';
    }
  };
}
