import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { styleMap } from 'lit/directives/style-map.js';
import { LANGUAGES } from '../../src/locales/pick-language.ts';
import { controls } from './controls.styles.ts';
import { DEVICES, PLACEMENTS, SCENES, SCHEMES, type View } from './design.ts';
import { icon } from './icons.ts';
import { renderChoices } from './inputs.ts';
import { isPreviewReport, type PreviewReport, type PreviewRequest } from './preview-messages.ts';
import { stageStyles } from './stage.styles.ts';

/** CSS pixels; a height is at most what is left of the screen's. */
const SIZES = { phone: { width: 390, height: 844 }, tablet: { width: 820, height: 1180 }, desktop: { width: 1120, height: 860 } };

/** The height of the line under the frame. */
const CAPTION = 28;

const NAMES = Object.fromEntries(
  LANGUAGES.map((language) => [language, new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language]),
);
const TAGS = Object.fromEntries(LANGUAGES.map((language) => [language, language]));

/** The live preview in a frame of a device's width, scaled down to fit, and the choices of what it shows. */
export class StudioStage extends LitElement {
  static override properties: PropertyDeclarations = {
    request: { attribute: false },
    note: {},
    room: { state: true },
  };
  static override styles = [controls, stageStyles];

  declare request: PreviewRequest;
  /** Said over the preview when it shows something else than one may expect. */
  declare note: string;
  /** What there is for the frame, in pixels. */
  declare room: { width: number; height: number };
  onView: (change: Partial<View>) => void = () => {};
  onReplay: () => void = () => {};
  onReport: (report: PreviewReport) => void = () => {};

  readonly #observer = new ResizeObserver(([entry]) => {
    if (entry) this.room = { width: entry.contentRect.width, height: entry.contentRect.height };
  });
  #isFrameReady = false;
  /** The request that the frame has, as JSON. */
  #sent: string | undefined;
  /** What had the focus before the preview took it. */
  #focused: HTMLElement | undefined;

  constructor() {
    super();
    this.room = { width: 800, height: 600 };
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
    if (changed.has('request')) this.#send();
  }

  protected override render(): TemplateResult {
    const { view } = this.request;
    const { scene, placement } = view;
    const isPlaced = scene !== 'sign-up' && scene !== 'review';
    return html`<header>
        <h2>Preview</h2>
        <button type="button" class="icon" aria-label="Show it again" title="Show it again" @click=${() => this.onReplay()}>${icon('again')}</button>
      </header>
      <div class="choosers">
        ${renderChoices({ legend: 'State', choices: SCENES, value: scene, onChoose: (next) => this.onView({ scene: next }) })}
        ${renderChoices({
          legend: 'Place',
          choices: PLACEMENTS,
          value: isPlaced ? placement : undefined,
          onChoose: (next) => this.onView(isPlaced ? { placement: next } : { placement: next, scene: 'question' }),
        })}
        ${renderChoices({ legend: 'Screen', choices: DEVICES, value: view.device, onChoose: (device) => this.onView({ device }) })}
        ${renderChoices({ legend: 'Colours', choices: SCHEMES, value: view.scheme, onChoose: (scheme) => this.onView({ scheme }) })}
        ${renderChoices({ legend: 'Language', choices: TAGS, titles: NAMES, value: view.language, onChoose: (language) => this.onView({ language }) })}
        <label class="tick">
          <input type="checkbox" .checked=${live(view.isMirrored)} @change=${(event: Event) => this.onView({ isMirrored: (event.target as HTMLInputElement).checked })} />
          <span>Right to left</span>
        </label>
      </div>
      <p class="note" role="status">${this.note}</p>
      <div class="room">${this.#renderFrame(view)}</div>`;
  }

  #renderFrame(view: View): TemplateResult {
    const size = SIZES[view.device];
    const room = { width: this.room.width, height: this.room.height - CAPTION };
    const scale = Math.min(1, room.width / size.width, room.height / Math.min(size.height, 640));
    const height = Math.min(size.height, Math.floor(room.height / scale));
    const style = { width: `${size.width}px`, height: `${height}px`, transform: `scale(${scale})` };
    const outer = { width: `${size.width * scale}px`, height: `${height * scale}px` };
    return html`<div class="device" style=${styleMap(outer)}>
        <iframe title="Preview, ${view.device}" src="./preview.html" style=${styleMap(style)}></iframe>
      </div>
      <p class="size">${size.width} px wide${scale < 1 ? html`, at ${Math.round(scale * 100)} %` : nothing}</p>`;
  }

  #send(): void {
    const frame = this.renderRoot.querySelector('iframe');
    if (!this.#isFrameReady || !frame?.contentWindow) return;
    const sent = JSON.stringify(this.request);
    if (sent === this.#sent) return;
    this.#sent = sent;
    const active = deepActive();
    this.#focused = active === frame ? undefined : active;
    frame.contentWindow.postMessage(this.request, location.origin);
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
    this.onReport(data);
  };

  /** A dialog takes the focus, also out of a frame; who works in the studio must keep it. */
  #giveFocusBack(frame: HTMLIFrameElement): void {
    if (this.#focused?.isConnected && deepActive() === frame) this.#focused.focus({ preventScroll: true });
  }
}

/** What has the focus, through shadow roots. */
function deepActive(): HTMLElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : undefined;
}
