/** Finds barriers in a page with axe. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What a change of colours alone can break. */
export const CONTRAST = ['color-contrast'];

/** In both of the system's colours, which change nothing but contrast. `handleLooked` is called in each. */
export async function barriersInBothColours(page: Page, handleLooked?: (colorScheme: string) => Promise<void>): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const barriers = await barriersIn(page.mainFrame(), { rules: colorScheme === 'dark' ? CONTRAST : undefined });
    found.push(...barriers.map((barrier) => `${colorScheme}: ${barrier}`));
    await handleLooked?.(colorScheme);
  }
  return found;
}

interface Axe {
  run(context: object, options: object): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }>;
}

/** Each a rule and where it is broken. Lock's own insides count only `withLock`; `rules`: no others than these. */
export async function barriersIn(frame: Frame, { withLock = false, rules }: { withLock?: boolean; rules?: string[] } = {}): Promise<string[]> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe);
  return frame.evaluate(async ([runOnly, isExcluded]) => {
    const { axe } = window as unknown as { axe: Axe };
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
    // Halfway through a fade no text has its contrast. What goes round for ever is not waited for.
    const fades = roots.flatMap((root) => root.getAnimations()).filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(fades.map(({ finished }) => finished));
    // Without "resultTypes", axe would also describe where every other element is. Style sheets are loaded for experimental rules only.
    const options = { iframes: false, runOnly, resultTypes: ['violations'], preload: { assets: ['media'] } };
    const { violations } = await axe.run(isExcluded ? { exclude: ['.auth0-lock'] } : document, options);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => JSON.stringify(target)).join(' ')}`);
  }, [rules ?? TAGS, !withLock] as const);
}
