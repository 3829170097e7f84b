/// <reference types="mocha" />
import { expect } from '@open-wc/testing';
import { asking, questions, showPanel } from './panel-fixture.ts';

/** Shares of red, green and blue, from 0 to 1, of a computed colour. */
function channels(colour: string): number[] {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => value / 255);
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [lighter, darker] = [one, other]
    .map((colour) => channels(colour).map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4)))
    .map(([red, green, blue]) => 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!)
    .sort((a, b) => b - a);
  return (lighter! + 0.05) / (darker! + 0.05);
}

const LEVELS = [0, 51, 102, 153, 204, 255];

describe('the accent', () => {
  it('may be any colour: what stands on it has the contrast that text needs', async () => {
    const { host, find } = await showPanel({ ...asking(questions.text, questions.radio), placement: 'inline' });
    find('input[type=radio]').click();
    const surfaces = [find('[part=save]'), find('.chip:has(:checked)')];
    const poor: string[] = [];
    for (const red of LEVELS) {
      for (const green of LEVELS) {
        for (const blue of LEVELS) {
          const accent = `rgb(${red}, ${green}, ${blue})`;
          host.style.setProperty('--tell-us-more-accent', accent);
          for (const surface of surfaces) {
            const { color, backgroundColor } = getComputedStyle(surface);
            // What is chosen has a tint of it only.
            if (surface === surfaces[0]) expect(backgroundColor).to.equal(accent);
            if (contrast(color, backgroundColor) < 4.5) poor.push(`${color} on ${accent}`);
          }
        }
      }
    }
    expect(poor).to.deep.equal([]);
  });

  it('shows what is chosen also where it is as light as the panel: with an edge that has the contrast of a control', async () => {
    const scale = { field: { ...questions.rating.field, name: 'scale', min: 0, max: 10 } };
    const state = { ...asking(questions.radio, questions.rating, scale), placement: 'inline' as const, accent: '#ffd400', step: { index: 1, count: 2 } };
    const { root, find, panel } = await showPanel(state);
    for (const input of root.querySelectorAll<HTMLInputElement>('label:first-child input')) input.click();
    const { backgroundColor } = getComputedStyle(find('.panel'));
    const edges = [
      getComputedStyle(find('.chip:has(:checked)')).borderTopColor,
      getComputedStyle(find('.star svg')).stroke,
      /(rgb|color|oklab)\([^)]*\)/.exec(getComputedStyle(find('.number:has(:checked)')).boxShadow)![0],
      getComputedStyle(find('.steps .done')).backgroundColor,
    ];
    await panel.update({ ...state, phase: 'thanks' });
    edges.push(getComputedStyle(find('.thanks svg')).stroke);
    for (const edge of edges) expect(contrast(edge, backgroundColor), edge).to.be.at.least(3);
  });

  it('is a colour and nothing else: no address in it is fetched', async () => {
    const address = `${location.origin}/not-to-be-fetched.png`;
    const others = [
      `var(--x, url(${address}))`,
      `var(--x, url(${address}`,
      `env(x, url(${address}))`,
      `v\\61r(--x, url(${address}))`,
      `/**/var(--x,url(${address}))`,
      `attr(data-x type(<color>), url(${address}))`,
      `if(else: url(${address}))`,
      `color-mix(in srgb, var(--x, red), blue)`,
      `url(${address})`,
      `image-set("${address}" 1x)`,
      'red; background: blue',
      'red}',
      'var(--x',
    ];
    for (const accent of others) {
      const { find, panel } = await showPanel({ ...asking(questions.text, questions.radio), accent });
      const before = getComputedStyle(find('.panel')).getPropertyValue('--accent');
      expect(before, accent).not.to.contain('url');
      find('input[type=radio]').click();
      panel.destroy();
    }
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(performance.getEntriesByType('resource').map(({ name }) => name)).not.to.include(address);
  });

  it('is Lock\'s primary colour where the page names none, in every way to write a colour', async () => {
    for (const accent of ['#eb5424', 'rebeccapurple', 'hsl(200 80% 40%)', 'oklch(70% .2 150)']) {
      const { find, panel } = await showPanel({ ...asking(questions.text), accent });
      const { color, backgroundColor } = getComputedStyle(find('[part=save]'));
      expect(channels(backgroundColor)).to.deep.equal(channels(accent));
      expect(contrast(color, backgroundColor), accent).to.be.at.least(4.5);
      panel.destroy();
    }
  });
});
