/** The page in the frame. It shows what the studio requests, and reports the events that a page would receive. */
import '../../src/define.ts';
import { MemoryStorage } from '../../src/person/person-storage.ts';
import { directionOf } from '../../src/locales/direction.ts';
import { BUTTONS } from './look.ts';
import { isPreviewRequest, type PreviewReport, type PreviewRequest } from './preview-messages.ts';
import { PreviewLock } from './preview-lock.ts';
import { PreviewPanel } from './preview-panel.ts';
import { PreviewEdit } from './preview-edit.ts';
import { PlaceWatch } from './preview-place.ts';
import { PreviewReview } from './preview-review.ts';

// Separates the frame from the browser: stored data ends with the frame, and the scene decides whether it is online.
Object.defineProperty(window, 'localStorage', { value: new MemoryStorage() });
Object.defineProperty(navigator, 'onLine', { get: () => document.body.dataset.scene !== 'offline' });

const ADDRESS = location.href;
// If people return to the studio through the browser's history, the frame must load the preview, not the path that it showed.
addEventListener('pagehide', () => history.replaceState(null, '', ADDRESS));

const send = (report: PreviewReport) => parent.postMessage(report, location.origin);
const report = (name: string, detail: string) => send({ type: 'event', name, detail });

const place = (id: string) => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`Expected an element "${id}" in preview.html.`);
  return element;
};
const panel = new PreviewPanel(place('panel'), report, send);
const lock = new PreviewLock(place('lock'), report);
const review = new PreviewReview(place('review'), report);

const properties = new CSSStyleSheet();
properties.replaceSync(':root {}');
document.adoptedStyleSheets.push(properties);

const placeWatch = new PlaceWatch((box) => send({ type: 'placed', box }));
/** The current request. */
let latest: PreviewRequest | undefined;
const edit = new PreviewEdit({ current: () => latest, onEdit: (edited) => send({ type: 'edited', edited }) });

/** The version that was last started. A new colour must not restart the scene. */
let begun: number | undefined;

addEventListener('message', ({ origin, source, data }: MessageEvent<unknown>) => {
  if (origin !== location.origin || source !== parent || !isPreviewRequest(data)) return;
  void show(data).catch((error: Error) => report('error', error.message));
});
send({ type: 'ready' });

async function show(request: PreviewRequest): Promise<void> {
  const { view, version, moment } = request;
  latest = request;
  applyLook(request);
  document.documentElement.lang = view.language;
  document.documentElement.dir = view.isMirrored ? 'rtl' : directionOf(view.language);
  document.body.dataset.scene = view.scene;
  goTo(moment.page);
  const isNew = version !== begun;
  begun = version;
  const shown = view.scene === 'sign-up' ? lock : view.scene === 'review' ? review : panel;
  for (const part of [panel, review, lock]) if (part !== shown) part.close();
  await (isNew ? shown.start(request) : shown.adjust(request));
  await edit.prepare(request);
  placeWatch.refresh();
  send({ type: 'shown' });
}

function applyLook({ view, properties: wanted, buttons }: PreviewRequest): void {
  document.documentElement.toggleAttribute('data-buttons', buttons !== undefined);
  const [rule] = properties.cssRules as unknown as [CSSStyleRule];
  rule.style.cssText = '';
  rule.style.setProperty('color-scheme', view.scheme);
  if (buttons) rule.style.setProperty('--button-radius', BUTTONS[buttons]);
  for (const [name, value] of Object.entries(wanted)) rule.style.setProperty(name, value);
}

/** Sets the path of the page, because rules of a plan depend on it. Uses only the path of `page`. */
function goTo(page: string): void {
  const url = new URL(location.origin);
  url.pathname = page;
  if (url.pathname !== location.pathname) history.replaceState(null, '', url);
}
