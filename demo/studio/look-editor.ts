import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { controls } from './controls.styles.ts';
import { icon } from './icons.ts';
import { renderSelect } from './inputs.ts';
import { COLOURS, DEFAULT_RADIUS, FONTS, legibility, type ColourPair, type Look } from './look.ts';
import { lookEditorStyles } from './look-editor.styles.ts';

const UNSET = { '': 'As it comes', ...Object.fromEntries(Object.entries(FONTS).map(([key, { label }]) => [key, label])) };

/** The panel's look, in light and dark. */
export class StudioLook extends LitElement {
  static override properties: PropertyDeclarations = { look: { attribute: false }, scheme: {} };
  static override styles = [controls, lookEditorStyles];

  declare look: Look;
  declare scheme: 'light' | 'dark';
  onChange: (look: Look) => void = () => {};

  protected override render(): TemplateResult {
    const { look } = this;
    const isPlain = Object.keys(look).length === 0;
    const radius = look.radius ?? DEFAULT_RADIUS;
    return html`<header class="row spread">
        <h2>Look</h2>
        <button type="button" class="link" ?disabled=${isPlain} @click=${() => this.onChange({})}>Reset</button>
      </header>
      <div class="colours">
        <span></span><span class="label" aria-hidden="true">Light</span><span class="label" aria-hidden="true">Dark</span><span></span>
        ${COLOURS.map((colour) => this.#renderColour(colour))}
      </div>
      ${renderSelect({
        id: 'font',
        label: 'Font',
        value: look.font ?? '',
        choices: UNSET,
        onChange: (font) => this.#set({ font: font ? (font as Look['font']) : undefined }),
      })}
      <div class="field">
        <label for="radius">Corners: ${radius} px</label>
        <input
          id="radius"
          type="range"
          min="0"
          max="32"
          .value=${live(String(radius))}
          @input=${(event: Event) => this.#set({ radius: (event.target as HTMLInputElement).valueAsNumber })}
        />
      </div>
      ${this.#renderLegibility()}`;
  }

  #renderColour({ name, label, ...defaults }: (typeof COLOURS)[number]): TemplateResult {
    const pair = this.look[name];
    const picker = (scheme: keyof ColourPair) =>
      html`<input
        type="color"
        aria-label="${label}, ${scheme}"
        .value=${live(pair?.[scheme] ?? defaults[scheme])}
        @input=${(event: Event) => this.#set({ [name]: { ...pair, [scheme]: (event.target as HTMLInputElement).value } })}
      />`;
    return html`<span>${label}</span>
      ${picker('light')} ${picker('dark')}
      <span>
        ${pair
          ? html`<button type="button" class="icon" aria-label="Reset ${label}" title="Reset" @click=${() => this.#set({ [name]: undefined })}>
              ${icon('again')}
            </button>`
          : nothing}
      </span>`;
  }

  #renderLegibility(): TemplateResult {
    return html`<div>
      <h3>Contrast in ${this.scheme}</h3>
      <ul class="contrast">
        ${legibility(this.look, this.scheme).map(({ what, ratio, needed }) => {
          const isEnough = ratio >= needed;
          // Rounded down: 4.49 is not 4.5.
          const shown = (Math.floor(ratio * 10) / 10).toFixed(1);
          return html`<li class=${isEnough ? '' : 'problem'}>
            <span>${what}</span><span>${shown}:1 ${isEnough ? '✓' : `– needs ${needed}`}</span>
          </li>`;
        })}
      </ul>
    </div>`;
  }

  #set(change: Look): void {
    const look = Object.entries({ ...this.look, ...change }).filter(([, value]) => value !== undefined);
    this.onChange(Object.fromEntries(look));
  }
}
