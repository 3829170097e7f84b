/** What axe finds in a page. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Axe {
  run(context: object, options: object): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }>;
}

/** Each a rule and where it is broken. Lock's own insides count only `withLock`. */
export async function barriersIn(frame: Frame, { withLock = false } = {}): Promise<string[]> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe);
  return frame.evaluate(async ([tags, isExcluded]) => {
    const { axe } = window as unknown as { axe: Axe };
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
    // Halfway through a fade no text has its contrast. What goes round for ever is not waited for.
    const fades = roots.flatMap((root) => root.getAnimations()).filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(fades.map(({ finished }) => finished));
    // Without "resultTypes", axe would also describe where every other element is.
    const { violations } = await axe.run(isExcluded ? { exclude: ['.auth0-lock'] } : document, { iframes: false, runOnly: tags, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => JSON.stringify(target)).join(' ')}`);
  }, [TAGS, !withLock] as const);
}
