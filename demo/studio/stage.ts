import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { styleMap } from 'lit/directives/style-map.js';
import { LANGUAGES } from '../../src/locales/pick-language.ts';
import { controls } from './controls.styles.ts';
import { DEVICES, PLACEMENTS, SCHEMES, type View } from './design.ts';
import { SCENES } from './scenes.ts';
import { icon, type IconName } from './icons.ts';
import { isPreviewReport, type PreviewReport, type PreviewRequest } from './preview-messages.ts';
import type { Box } from './preview-place.ts';
import { stageStyles } from './stage.styles.ts';

/** In CSS pixels. The remaining height of the screen limits the height. */
const SIZES = { phone: { width: 390, height: 844 }, tablet: { width: 820, height: 1180 }, desktop: { width: 1120, height: 860 } };

/** The height of the line under the frame. */
const CAPTION = 28;
/** How much of the page around a zoomed panel is visible, and the largest zoom. */
const MARGIN = 24;
const MAX_ZOOM = 1.5;

const NAMES = Object.fromEntries(
  LANGUAGES.map((language) => [language, new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language]),
);

/** Shows the live preview in a frame with a device's width, scaled down to fit, and the choices of what it shows. */
export class StudioStage extends LitElement {
  static override properties: PropertyDeclarations = {
    request: { attribute: false },
    note: {},
    only: {},
    room: { state: true },
    isZoomed: { state: true },
    isEditing: { state: true },
    panel: { state: true },
  };
  static override styles = [controls, stageStyles];

  declare request: PreviewRequest;
  /** Shown over the preview if it shows something unexpected. */
  declare note: string;
  /** The space for the frame, in pixels. */
  declare room: { width: number; height: number };
  declare isZoomed: boolean;
  /** True if a click on a button, a link or a choice edits its words. */
  declare isEditing: boolean;
  /** The panel's position in the frame. */
  declare panel: Box | undefined;
  onView: (change: Partial<View>) => void = () => {};
  onReplay: () => void = () => {};
  onBoard: () => void = () => {};
  onReport: (report: PreviewReport) => void = () => {};

  readonly #observer = new ResizeObserver(([entry]) => {
    if (entry) this.room = { width: entry.contentRect.width, height: entry.contentRect.height };
  });
  #isFrameReady = false;
  /** The request that was last sent to the frame, as JSON. */
  #sent: string | undefined;
  /** The element that had the focus before the preview took it. */
  #focused: HTMLElement | undefined;

  constructor() {
    super();
    this.room = { width: 800, height: 600 };
    this.isZoomed = false;
    this.isEditing = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('message', this.#handleMessage);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('message', this.#handleMessage);
    this.#observer.disconnect();
  }

  protected override firstUpdated(): void {
    const room = this.renderRoot.querySelector('.room');
    if (room) this.#observer.observe(room);
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('request') || changed.has('isEditing')) this.#send();
  }

  protected override render(): TemplateResult {
    const { view } = this.request;
    const { scene, placement } = view;
    const isPlaced = scene !== 'sign-up' && scene !== 'review';
    return html`<div class="choosers" role="toolbar" aria-label="What the preview shows">
        ${renderMenu('State', SCENES, scene, (next) => this.onView({ scene: next }))}
        ${renderMenu('Place', PLACEMENTS, placement, (next) => this.onView(isPlaced ? { placement: next } : { placement: next, scene: 'question' }))}
        ${renderMenu('Language', NAMES, view.language, (language) => this.onView({ language }))}
        <span class="group">
          ${renderIcons('Screen', DEVICES, DEVICES_ICONS, view.device, (device) => this.onView({ device }))}
          ${renderIcons('Colours', SCHEMES, SCHEMES_ICONS, view.scheme, (scheme) => this.onView({ scheme }))}
        </span>
        <span class="group">
          <button type="button" class="button board" aria-pressed=${this.isEditing ? 'true' : 'false'} title="A click on a button, a link or a choice changes its words" @click=${() => (this.isEditing = !this.isEditing)}>${icon('edit')} <span>Edit words</span></button>
          ${this.#renderToggle('Right to left', 'mirror', view.isMirrored, () => this.onView({ isMirrored: !view.isMirrored }))}
          ${this.#renderToggle('Zoom to the panel', 'zoom', this.isZoomed, () => (this.isZoomed = !this.isZoomed))}
          <button type="button" class="icon" aria-label="Show it again" title="Show it again" @click=${() => this.onReplay()}>${icon('again')}</button>
          <button type="button" class="button board" title="All states" @click=${() => this.onBoard()}>${icon('board')} <span>All states</span></button>
        </span>
      </div>
      <p class="note ${this.note ? '' : 'empty'}" role="status">
        ${this.note}${view.only !== undefined ? html` <button type="button" class="link" @click=${() => this.onView({ only: undefined })}>Show what is due</button>` : nothing}
      </p>
      <div class="room">${this.#renderFrame(view)}</div>`;
  }

  #renderToggle(label: string, name: IconName, isOn: boolean, onClick: () => void): TemplateResult {
    return html`<button type="button" class="icon" aria-pressed=${isOn ? 'true' : 'false'} aria-label=${label} title=${label} @click=${onClick}>${icon(name)}</button>`;
  }

  #renderFrame(view: View): TemplateResult {
    const size = SIZES[view.device];
    const room = { width: this.room.width - 2, height: this.room.height - CAPTION };
    const scale = Math.min(1, room.width / size.width, room.height / Math.min(size.height, 640));
    const height = Math.min(size.height, Math.floor(room.height / scale));
    const outer = { width: size.width * scale, height: height * scale };
    const zoom = this.isZoomed && this.panel ? zoomTo(this.panel, outer) : undefined;
    const transform = zoom ? `translate(${zoom.left}px, ${zoom.top}px) scale(${zoom.scale})` : `scale(${scale})`;
    const shown = zoom?.scale ?? scale;
    return html`<div class="device ${view.device}" style=${styleMap({ width: `${outer.width}px`, height: `${outer.height}px` })}>
        <iframe title="Preview, ${view.device}" src="./preview.html" style=${styleMap({ width: `${size.width}px`, height: `${height}px`, transform })}></iframe>
      </div>
      <p class="size">${DEVICES[view.device]}, ${size.width} px wide${Math.round(shown * 100) === 100 ? nothing : html`, at ${Math.round(shown * 100)} %`}</p>`;
  }

  #send(): void {
    const frame = this.renderRoot.querySelector('iframe');
    if (!this.#isFrameReady || !frame?.contentWindow) return;
    const request: PreviewRequest = { ...this.request, isEditing: this.isEditing };
    const sent = JSON.stringify(request);
    if (sent === this.#sent) return;
    this.#sent = sent;
    const active = deepActive();
    this.#focused = active === frame ? undefined : active;
    frame.contentWindow.postMessage(request, location.origin);
  }

  readonly #handleMessage = ({ origin, source, data }: MessageEvent<unknown>): void => {
    const frame = this.renderRoot.querySelector('iframe');
    if (origin !== location.origin || !frame || source !== frame.contentWindow || !isPreviewReport(data)) return;
    if (data.type === 'ready') {
      this.#isFrameReady = true;
      this.#sent = undefined;
      this.#send();
    }
    if (data.type === 'shown') this.#giveFocusBack(frame);
    if (data.type === 'placed') this.panel = data.box;
    this.onReport(data);
  };

  /**
   * Returns the focus to the studio. A dialog takes it, even from inside a frame, but people who work in the studio must keep it.
   */
  #giveFocusBack(frame: HTMLIFrameElement): void {
    if (this.#focused?.isConnected && deepActive() === frame) this.#focused.focus({ preventScroll: true });
  }
}

const DEVICES_ICONS = { phone: 'phone', tablet: 'tablet', desktop: 'desktop' } as const satisfies Record<keyof typeof DEVICES, IconName>;
const SCHEMES_ICONS = { light: 'light', dark: 'dark' } as const satisfies Record<keyof typeof SCHEMES, IconName>;

function renderMenu<T extends string>(label: string, choices: Readonly<Record<T, string>>, value: T, onChoose: (value: T) => void): TemplateResult {
  return html`<label class="menu">
    <span aria-hidden="true">${label}</span>
    <select aria-label=${label} .value=${live(value)} @change=${(event: Event) => onChoose((event.target as HTMLSelectElement).value as T)}>
      ${(Object.entries(choices) as [T, string][]).map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
    </select>
  </label>`;
}

function renderIcons<T extends string>(legend: string, choices: Readonly<Record<T, string>>, icons: Readonly<Record<T, IconName>>, value: T, onChoose: (value: T) => void): TemplateResult {
  return html`<fieldset class="choices">
    <legend class="quiet">${legend}</legend>
    <div>
      ${(Object.keys(choices) as T[]).map(
        (key) => html`<label title=${choices[key]}>
          <input type="radio" name=${legend} value=${key} aria-label=${choices[key]} .checked=${live(key === value)} @change=${() => onChoose(key)} />
          <span>${icon(icons[key])}</span>
        </label>`,
      )}
    </div>
  </fieldset>`;
}

/** Returns the position and scale of the frame that put `box` in the middle of `room`, as large as possible. */
function zoomTo(box: Box, room: { width: number; height: number }): { left: number; top: number; scale: number } {
  const scale = Math.min(MAX_ZOOM, room.width / (box.width + 2 * MARGIN), room.height / (box.height + 2 * MARGIN));
  return {
    scale,
    left: room.width / 2 - (box.left + box.width / 2) * scale,
    top: room.height / 2 - (box.top + box.height / 2) * scale,
  };
}

/** Returns the focused element, also inside shadow roots. */
function deepActive(): HTMLElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : undefined;
}
