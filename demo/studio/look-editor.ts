import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { StudioBrandDialog } from './brand/brand-dialog.ts';
import { readHex } from './brand/colour.ts';
import { legibility, mend } from './brand/legibility.ts';
import { PRESETS } from './brand/presets.ts';
import { controls } from './controls.styles.ts';
import { icon } from './icons.ts';
import { renderSelect, renderText } from './inputs.ts';
import { BUTTONS, COLOURS, DEFAULT_RADIUS, FONTS, MAX_LOGO, readFontFamily, readLogo, type ColourPair, type Look } from './look.ts';
import { lookEditorStyles } from './look-editor.styles.ts';

const OWN = 'own';
const FONT_CHOICES = { '': 'Default', ...Object.fromEntries(Object.entries(FONTS).map(([key, { label }]) => [key, label])), [OWN]: 'The site’s own …' };
const BUTTON_CHOICES: Record<keyof typeof BUTTONS | '', string> = { '': 'As the corners', pill: 'Pills', square: 'Square' };

/** Edits the panel's look, in light and dark. */
export class StudioLook extends LitElement {
  static override properties: PropertyDeclarations = { look: { attribute: false }, scheme: {}, isOwnFont: { state: true }, typed: { state: true }, problem: { state: true } };
  static override styles = [controls, lookEditorStyles];

  declare look: Look;
  declare scheme: 'light' | 'dark';
  /** The person has not typed the name of the font yet. */
  declare isOwnFont: boolean;
  /** Typed texts that are not valid values yet, by input. */
  declare typed: Record<string, string>;
  declare problem: string;
  /** `place`: what is typed or dragged. Without it, the change is a separate step. */
  onChange: (look: Look, place?: string) => void = () => {};

  constructor() {
    super();
    this.isOwnFont = false;
    this.typed = {};
    this.problem = '';
  }

  protected override render(): TemplateResult {
    const { look } = this;
    const radius = look.radius ?? DEFAULT_RADIUS;
    return html`<header class="row spread">
        <h2>Brand</h2>
        <button type="button" class="button" @click=${() => this.renderRoot.querySelector<StudioBrandDialog>('studio-brand-dialog')?.show()}>Import a brand …</button>
      </header>
      ${this.#renderPresets()}
      <section class="colours" aria-label="Colours">
        <span></span><span class="label" aria-hidden="true">Light</span><span class="label" aria-hidden="true">Dark</span><span></span>
        ${COLOURS.map((colour) => this.#renderColour(colour))}
      </section>
      <div class="pair">
        ${renderSelect({
          id: 'font',
          label: 'Font',
          value: look.fontFamily || this.isOwnFont ? OWN : (look.font ?? ''),
          choices: FONT_CHOICES,
          onChange: (font) => {
            this.isOwnFont = font === OWN;
            this.#set({ font: font && font !== OWN ? (font as Look['font']) : undefined, fontFamily: undefined });
          },
        })}
        ${renderSelect({ id: 'buttons', label: 'Buttons', value: look.buttons ?? '', choices: BUTTON_CHOICES, onChange: (shape) => this.#set({ buttons: shape ? (shape as Look['buttons']) : undefined }) })}
      </div>
      ${look.fontFamily || this.isOwnFont
        ? renderText({
            id: 'font-name',
            label: 'Name of the font',
            hint: 'As the site’s own style sheet calls it. The preview has it if it is on this computer.',
            placeholder: 'Inter',
            value: this.typed.font ?? look.fontFamily ?? '',
            problem: this.typed.font ? 'Letters, digits and blanks only.' : '',
            onInput: (text) => this.#type('font', text, readFontFamily(text), (fontFamily) => this.#set({ fontFamily }, 'font')),
          })
        : nothing}
      <div class="field">
        <label for="radius">Corners: ${radius} px</label>
        <input
          id="radius"
          type="range"
          min="0"
          max="32"
          .value=${live(String(radius))}
          @input=${(event: Event) => this.#set({ radius: (event.target as HTMLInputElement).valueAsNumber }, 'radius')}
        />
      </div>
      ${this.#renderLogo()} ${this.#renderLegibility()}
      <studio-brand-dialog .onTake=${(found: Look) => this.#set(found)}></studio-brand-dialog>`;
  }

  #renderPresets(): TemplateResult {
    return html`<div class="field" role="group" aria-label="Begin with">
      <span class="label">Begin with</span>
      <div class="presets">
        ${Object.entries(PRESETS).map(([name, preset]) => {
          const [accent, background, text] = COLOURS.map((colour) => preset[colour.name]?.[this.scheme] ?? colour[this.scheme]) as [string, string, string];
          const isChosen = JSON.stringify(preset) === JSON.stringify(this.look);
          return html`<button type="button" class="preset" aria-pressed=${isChosen ? 'true' : 'false'} @click=${() => this.onChange(preset)}>
            <span class="sample" style=${styleMap({ background, color: text, borderRadius: `${Math.min(12, preset.radius ?? DEFAULT_RADIUS)}px`, fontFamily: FONTS[preset.font ?? 'system'].family })} aria-hidden="true">Aa<i style=${styleMap({ background: accent, borderRadius: preset.buttons ? BUTTONS[preset.buttons] : '4px' })}></i></span>
            ${name}
          </button>`;
        })}
      </div>
    </div>`;
  }

  #renderColour({ name, label, ...defaults }: (typeof COLOURS)[number]): TemplateResult {
    const pair = this.look[name];
    const picker = (scheme: keyof ColourPair) => {
      const key = `${name} ${scheme}`;
      const value = pair?.[scheme] ?? defaults[scheme];
      const put = (colour: string) => this.#set({ [name]: { ...pair, [scheme]: colour } }, key);
      return html`<span class="colour">
        <input type="color" aria-label="${label}, ${scheme}" .value=${live(value)} @input=${(event: Event) => this.#type(key, undefined, (event.target as HTMLInputElement).value, put)} />
        <input
          class="input code"
          aria-label="${label}, ${scheme}, as hex"
          maxlength="7"
          spellcheck="false"
          .value=${live(this.typed[key] ?? value)}
          aria-invalid=${this.typed[key] === undefined ? nothing : 'true'}
          @input=${(event: Event) => {
            const text = (event.target as HTMLInputElement).value;
            // Three digits may be the first half of six.
            this.#type(key, text, text.replace('#', '').length === 6 ? readHex(text) : undefined, put);
          }}
          @change=${(event: Event) => this.#type(key, undefined, readHex((event.target as HTMLInputElement).value), put)}
        />
      </span>`;
    };
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

  #renderLogo(): TemplateResult {
    const { logo } = this.look;
    return html`<div class="field">
      <label for="logo">Logo in the sign-up form</label>
      <div class="logo">
        ${logo ? html`<img src=${logo} alt="The logo" referrerpolicy="no-referrer" />` : nothing}
        <input id="logo" class="input" placeholder="https://example.com/logo.svg" autocomplete="off" .value=${live(this.typed.logo ?? (logo?.startsWith('data:') ? 'A file of this computer' : (logo ?? '')))} aria-invalid=${this.typed.logo ? 'true' : nothing} @input=${(event: Event) => {
          const text = (event.target as HTMLInputElement).value;
          this.#type('logo', text, text ? readLogo(text) : '', (next) => this.#set({ logo: next || undefined }, 'logo'));
        }} />
        <label class="button file"><input type="file" accept="image/png,image/svg+xml,image/webp,image/jpeg" @change=${this.#handleLogo} /><span>File …</span></label>
      </div>
      ${this.problem ? html`<p class="problem" role="status">${this.problem}</p>` : nothing}
    </div>`;
  }

  #renderLegibility(): TemplateResult {
    return html`<section aria-labelledby="contrast">
      <h3 id="contrast">Contrast in ${this.scheme}</h3>
      <ul class="contrast">
        ${legibility(this.look, this.scheme).map(({ what, ratio, needed }) => {
          const isEnough = ratio >= needed;
          // Rounded down: 4.49 is not 4.5.
          const shown = (Math.floor(ratio * 10) / 10).toFixed(1);
          return html`<li class=${isEnough ? '' : 'problem'}>
            <span>${what}</span><span>${shown}:1 ${isEnough ? '✓' : `– needs ${needed}`}</span>
            ${isEnough ? nothing : html`<button type="button" class="link" aria-label="Fix this: ${what}" @click=${() => this.onChange(mend(this.look, this.scheme, what))}>Fix this</button>`}
          </li>`;
        })}
      </ul>
    </section>`;
  }

  /** Applies `value` if there is one. Otherwise, keeps the typed text visible. */
  #type<T>(key: string, text: string | undefined, value: T | undefined, put: (value: T) => void): void {
    const typed = { ...this.typed };
    delete typed[key];
    if (value === undefined && text !== undefined) typed[key] = text;
    this.typed = typed;
    if (value !== undefined) put(value);
  }

  readonly #handleLogo = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    const reader = new FileReader();
    const logo = await new Promise<string>((resolve) => {
      reader.onload = () => resolve(reader.result as string);
      reader.readAsDataURL(file);
    });
    this.problem = logo.length > MAX_LOGO ? 'This file is too large to travel in a link: at most 20 kB. Use the address of the logo.' : readLogo(logo) ? '' : 'Expected an image: PNG, SVG, WebP or JPEG.';
    if (!this.problem) this.#set({ logo });
  };

  #set(change: Look, place?: string): void {
    const look = Object.entries({ ...this.look, ...change }).filter(([, value]) => value !== undefined);
    this.onChange(Object.fromEntries(look), place);
  }
}
