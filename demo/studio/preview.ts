/** The page in the frame: shows what the studio asks for, and tells what a page would have heard. */
import { directionOf } from '../../src/locales/direction.ts';
import { isPreviewRequest, type PreviewReport, type PreviewRequest } from './preview-messages.ts';
import { PreviewLock } from './preview-lock.ts';
import { PreviewPanel } from './preview-panel.ts';
import { PreviewReview } from './preview-review.ts';

const send = (report: PreviewReport) => parent.postMessage(report, location.origin);
const report = (name: string, detail: string) => send({ type: 'event', name, detail });

const place = (id: string) => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`Expected an element "${id}" in preview.html.`);
  return element;
};
const panel = new PreviewPanel(place('panel'), report);
const lock = new PreviewLock(place('lock'), report);
const review = new PreviewReview(place('review'), report);

const properties = new CSSStyleSheet();
properties.replaceSync(':root {}');
document.adoptedStyleSheets.push(properties);

/** What was shown last, the look aside: a new colour must not start the scene anew. */
let shown: string | undefined;

addEventListener('message', ({ origin, source, data }: MessageEvent<unknown>) => {
  if (origin !== location.origin || source !== parent || !isPreviewRequest(data)) return;
  void show(data).catch((error: Error) => report('error', error.message));
});
send({ type: 'ready' });

async function show(request: PreviewRequest): Promise<void> {
  const { view, plan, asked, run } = request;
  applyLook(request);
  document.documentElement.lang = view.language;
  document.documentElement.dir = view.isMirrored ? 'rtl' : directionOf(view.language);
  document.body.dataset.scene = view.scene;
  const key = JSON.stringify([run, { ...view, scheme: '', device: '' }, plan, asked]);
  if (view.scene !== 'sign-up') lock.hide();
  if (view.scene !== 'review') review.hide();
  if (view.scene === 'sign-up' || view.scene === 'review') await panel.close();
  if (view.scene === 'sign-up') await lock.show(request);
  else if (key !== shown) await (view.scene === 'review' ? review : panel).start(request);
  shown = key;
  send({ type: 'shown' });
}

function applyLook({ view, properties: wanted }: PreviewRequest): void {
  const [rule] = properties.cssRules as unknown as [CSSStyleRule];
  rule.style.cssText = '';
  rule.style.setProperty('color-scheme', view.scheme);
  for (const [name, value] of Object.entries(wanted)) rule.style.setProperty(name, value);
}
