/// <reference types="mocha" />
/** How the panel changes on the screen, and that nothing moves for people who want less of it. */
import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import type { PanelState, Placement } from '../../src/elements/panel/panel-state.ts';
import { waitUntil } from '../wait-until.ts';
import { itWith } from './driven.ts';
import { asking, isStill, questions, showPanel, type ShownPanel } from './panel-fixture.ts';

const changes: Record<string, Partial<PanelState>> = {
  'another step': { questions: [questions.textarea, questions.email] },
  thanks: { phase: 'thanks', questions: [] },
  nothing: { phase: 'closed', questions: [] },
};

/** Shown, and with what moves it loaded. */
async function showMoving(placement: Placement): Promise<ShownPanel> {
  const shown = await showPanel({ ...asking(questions.text), placement });
  shown.find('.panel').dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
  await import('../../src/elements/panel/motion.ts');
  await isStill(shown.root);
  return shown;
}

const leaving = (root: ShadowRoot) => root.getAnimations().filter(({ id }) => id === 'leaving');

describe('what leaves the panel', () => {
  for (const placement of ['corner', 'dialog', 'inline', 'bar'] as const) {
    for (const [name, change] of Object.entries(changes)) {
      it(`goes before ${name} comes, as ${placement}`, async () => {
        const { panel, root, find } = await showMoving(placement);
        const height = find('.panel').offsetHeight;
        const updating = panel.update({ ...asking(), placement, ...change });
        await waitUntil(() => leaving(root).length > 0, 'expected something to leave');
        expect(find('[data-index="0"] input').id).to.equal('q0');
        await updating;
        expect(leaving(root)).to.deep.equal([]);
        if (change.phase === 'closed') return expect(root.querySelector('.panel')).to.equal(null);
        // The new height begins with the old one.
        const growing = root.getAnimations().find((animation) => (animation.effect as KeyframeEffect).getKeyframes().some((frame) => 'blockSize' in frame));
        const [first] = (growing!.effect as KeyframeEffect).getKeyframes();
        expect(first!.blockSize).to.equal(`${height}px`);
      });
    }
  }

  it('cannot be answered any more', async () => {
    const { panel, root, find, calls } = await showMoving('corner');
    find<HTMLInputElement>('input').value = 'ACME';
    const updating = panel.update(asking(questions.email));
    await waitUntil(() => leaving(root).length > 0, 'expected something to leave');
    find('[part=save]').click();
    await updating;
    expect(calls).to.deep.equal([]);
    find('[part=save]').click();
    expect(find('.notice').textContent).to.contain('Give an answer');
  });

  it('comes back where that is what comes next', async () => {
    const { panel, root, find } = await showMoving('corner');
    const updating = panel.update({ ...asking(), phase: 'closed' });
    await waitUntil(() => leaving(root).length > 0, 'expected something to leave');
    await panel.update(asking(questions.text));
    await updating;
    await isStill(root);
    expect([leaving(root), getComputedStyle(find('.panel')).opacity]).to.deep.equal([[], '1']);
  });

  itWith('media features', 'is gone at once where less motion is wanted', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      for (const placement of ['corner', 'dialog', 'inline', 'bar'] as const) {
        for (const change of Object.values(changes)) {
          const { panel, root } = await showMoving(placement);
          const moved: Animation[] = [];
          const { animate } = Element.prototype;
          Element.prototype.animate = function (...how) {
            moved.push(animate.apply(this, how));
            return moved.at(-1)!;
          };
          try {
            await panel.update({ ...asking(), placement, ...change });
          } finally {
            Element.prototype.animate = animate;
          }
          expect([moved, root.getAnimations()]).to.deep.equal([[], []]);
          panel.destroy();
        }
      }
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });
});

describe('the layout', () => {
  // A change that follows a press is no shift by the metric's own rule; what comes and goes by itself has to keep still.
  itWith('media features', 'does not shift when the panel, or its thanks, come and go', async () => {
    const shifts: number[] = [];
    const note = (entries: PerformanceEntryList) => shifts.push(...(entries as (PerformanceEntry & { value: number })[]).map(({ value }) => value));
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    await fixture(html`<div style="height: 3000px"><p>${'All of this stays where it is. '.repeat(200)}</p></div>`);
    const isDrawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    await isDrawn();
    observer.observe({ type: 'layout-shift' });
    for (const placement of ['corner', 'dialog', 'bar'] as const) {
      for (const state of [asking(questions.text), { ...asking(), phase: 'thanks' as const, canUndo: true }]) {
        const { panel, root, find } = await showPanel({ ...state, placement });
        find('.panel').dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
        await isStill(root);
        await panel.update({ ...asking(), phase: 'closed', placement });
        await isDrawn();
      }
    }
    note(observer.takeRecords());
    observer.disconnect();
    expect(shifts).to.deep.equal([]);
  });
});
