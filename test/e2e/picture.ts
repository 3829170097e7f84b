import type { Page, PageScreenshotOptions } from 'playwright-core';

/**
 * Saves a screenshot in test-results/ for people to look at. Only with PICTURES=1, because some journeys take a fifth longer with
 * it.
 */
export async function takePicture(page: Page, path: string, options: PageScreenshotOptions = {}): Promise<void> {
  if (process.env.PICTURES) await page.screenshot({ path: `test-results/${path}.png`.replaceAll(' ', '-'), ...options });
}
