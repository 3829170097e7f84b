import { html, type TemplateResult } from 'lit/html.js';
import { addPanelStyles } from './panel.styles.ts';

/** Draws the minimised panel: a button that restores it. */
export function renderPill(text: string, handlePress: () => void): TemplateResult {
  addPanelStyles(css);
  return html`<button type="button" class="pill" part="restore" aria-expanded="false" @click=${() => handlePress()}>${text}</button>`;
}

/** The same condition as in the panel's style sheet. */
const PHONE = '(max-width: 480px)';

/** A finger that moves down this far (CSS pixels), or this fast (CSS pixels per millisecond), minimises the sheet. */
const FAR = 72;
const FAST = 0.4;

/**
 * Moves the sheet with the finger on its head. Returns true if the finger moved far or fast enough. `end` resolves with the event
 * that ends the gesture, which may have fired already.
 */
export async function followSwipe(panel: HTMLElement, start: PointerEvent, end: Promise<PointerEvent>): Promise<boolean> {
  if (start.pointerType === 'mouse' || !panel.matches('.corner') || !matchMedia(PHONE).matches) return false;
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const isSame = ({ pointerId }: PointerEvent) => pointerId === start.pointerId;
  const handleMove = (event: PointerEvent) => {
    if (isSame(event)) panel.style.translate = `0 ${Math.max(0, event.clientY - start.clientY)}px`;
  };
  if (!isStill) panel.addEventListener('pointermove', handleMove);
  const last = await end;
  panel.removeEventListener('pointermove', handleMove);
  const before = panel.style.translate;
  panel.style.translate = '';
  const way = last.clientY - start.clientY;
  const isDown = last.type === 'pointerup' && (way > FAR || (way > 16 && way / (last.timeStamp - start.timeStamp) > FAST));
  // Released too early, it returns to its place.
  if (!isDown && before) panel.animate({ translate: [before, '0'] }, { duration: 160, easing: 'ease-out' });
  return isDown;
}

const css = `
.panel.minimised { inset-inline: auto 1em; inset-block-end: calc(1em + env(safe-area-inset-bottom)); inline-size: auto; padding: 0; border-width: 1px; border-radius: 1.5em; }
.minimised > :not(.pill) { display: none; }
.pill { display: block; min-block-size: 3em; padding: .5em 1.25em; border: 0; background: none; font-weight: 600; cursor: pointer; }
@media (prefers-reduced-motion: no-preference) {
  .panel.minimised { animation: shrink .18s ease-out; }
  @keyframes shrink { from { opacity: 0; transform: translateY(-.5em) scale(1.04); } }
}
`;
