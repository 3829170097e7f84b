import type { Page, PageScreenshotOptions } from 'playwright-core';

/** Saves what is on the screen in test-results/, for people who look at it: with PICTURES=1, because some journeys take a fifth longer with them. */
export async function takePicture(page: Page, path: string, options: PageScreenshotOptions = {}): Promise<void> {
  if (process.env.PICTURES) await page.screenshot({ path: `test-results/${path}.png`.replaceAll(' ', '-'), ...options });
}
