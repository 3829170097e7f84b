/** Renders the line above the columns of the studio: its parts, and the actions for the whole design. */
import { html, type TemplateResult } from 'lit';
import { icon } from './icons.ts';
import { PLANS } from './plans.ts';
import { renderTabs } from './tabs.ts';

/** The last part is only shown if there is no room for it next to the others. */
export const PARTS = { questions: 'Questions', brand: 'Brand', timing: 'Timing', words: 'Words', code: 'Code', preview: 'Preview' } as const;
export type Part = keyof typeof PARTS;

interface Header {
  part: Part;
  /** Nothing is designed yet, so there are no parts to open. */
  isEmpty: boolean;
  canUndo: boolean;
  canRedo: boolean;
  onPart: (part: Part) => void;
  onUndo: () => void;
  onRedo: () => void;
  onNew: () => void;
  onExample: (label: string, plan: unknown) => void;
  onImport: (event: Event) => void;
  onAddress: () => void;
  onExport: () => void;
  onVersions: () => void;
  onShare: () => void;
  onEmbed: () => void;
}

export function renderHeader(header: Header): TemplateResult {
  return html`<header>
    <a class="site" href="/">progressive-lock <span>Studio</span></a>
    <div class="parts" ?hidden=${header.isEmpty && header.part !== 'code'}>
      ${renderTabs({ label: 'Parts of the studio', tabs: PARTS, selected: header.part, onSelect: header.onPart })}
    </div>
    <div class="actions">
      <button type="button" class="icon" aria-label="Undo" title="Undo (Ctrl+Z)" ?disabled=${!header.canUndo} @click=${header.onUndo}>${icon('undo')}</button>
      <button type="button" class="icon" aria-label="Redo" title="Redo (Ctrl+Shift+Z)" ?disabled=${!header.canRedo} @click=${header.onRedo}>${icon('redo')}</button>
      <studio-menu .label=${'File'}>
        <button type="button" class="item" @click=${header.onNew}>New, without questions</button>
        ${PLANS.map(({ label, plan }) => html`<button type="button" class="item" @click=${() => header.onExample(label, plan)}>Start from “${label}”</button>`)}
        <hr />
        <label class="item file"><input type="file" accept="application/json,.json" @change=${header.onImport} /><span>Import a plan …</span></label>
        <button type="button" class="item" @click=${header.onAddress}>Import from an address …</button>
        <button type="button" class="item" @click=${header.onExport}>Export the plan</button>
        <hr />
        <button type="button" class="item" @click=${header.onVersions}>Versions …</button>
      </studio-menu>
      <button type="button" class="button" @click=${header.onShare}>Copy link</button>
      <button type="button" class="button main" @click=${header.onEmbed}>Embed code</button>
    </div>
  </header>`;
}
