import { html, type TemplateResult } from 'lit';

interface TabsOptions<T extends string> {
  label: string;
  tabs: Readonly<Record<T, string>>;
  selected: T;
  onSelect: (tab: T) => void;
}

/** Renders a row of tabs. The panel of each has the ID `panel-KEY`. Arrow keys, Home and End move the focus and select. */
export function renderTabs<T extends string>({ label, tabs, selected, onSelect }: TabsOptions<T>): TemplateResult {
  const keys = Object.keys(tabs) as T[];
  const handleKeydown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const target = Number.isFinite(step) ? (keys.indexOf(selected) + step + keys.length) % keys.length : step < 0 ? 0 : keys.length - 1;
    const row = event.currentTarget as HTMLElement;
    onSelect(keys[target]!);
    row.querySelectorAll<HTMLElement>('[role=tab]')[target]?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} @keydown=${handleKeydown}>
    ${keys.map(
      (key) =>
        html`<button
          type="button"
          role="tab"
          id="tab-${key}"
          aria-controls="panel-${key}"
          aria-selected=${key === selected ? 'true' : 'false'}
          tabindex=${key === selected ? 0 : -1}
          @click=${() => onSelect(key)}
        >
          ${tabs[key]}
        </button>`,
    )}
  </div>`;
}
