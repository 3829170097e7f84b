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
  await frame.evaluate(axe);
  return frame.evaluate(async ([tags, isExcluded]) => {
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run(isExcluded ? { exclude: ['.auth0-lock'] } : document, { iframes: false, runOnly: tags });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => JSON.stringify(target)).join(' ')}`);
  }, [TAGS, !withLock] as const);
}
