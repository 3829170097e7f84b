import type { Browser, Page } from 'playwright-core';
import { PATIENCE_MS } from '../e2e/harness.ts';

/** Opens a new page. `troubles` lists its uncaught exceptions so far. */
export async function openWatchedPage(browser: Browser): Promise<{ page: Page; troubles: string[] }> {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  return { page, troubles };
}
