/** Uses the studio in journeys. */
import { readFile } from 'node:fs/promises';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { newDesign } from '../../demo/studio/design.ts';
import { toHash } from '../../demo/studio/design-link.ts';
import { barriersIn } from './axe.ts';
import type { Journey, Visitor } from './harness.ts';
import { takePicture } from './picture.ts';

export const saas: unknown = JSON.parse(await readFile('demo/plans/saas.json', 'utf8'));

/** A design that has questions: a studio without one begins with its library. */
export const SAAS = await toHash(newDesign(saas));

export interface Studio extends Visitor {
  preview: FrameLocator;
  panel: Locator;
  /** Requests other than those for files of the demo's own server. */
  sent: string[];
}

export async function openStudio(world: Journey, hash = SAAS, size = { width: 1440, height: 900 }): Promise<Studio> {
  const visitor = await world.visitAgain();
  const sent: string[] = [];
  visitor.page.on('request', (request) => {
    const { origin, protocol, search } = new URL(request.url());
    const isOwnFile = request.method() === 'GET' && origin === world.demo.url && search === '';
    if (!isOwnFile && !['data:', 'blob:'].includes(protocol)) sent.push(`${request.method()} ${request.url()}`);
  });
  await visitor.page.setViewportSize(size);
  // What fades in has its colours only at the end.
  await visitor.page.emulateMedia({ reducedMotion: 'reduce' });
  await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visitor.page.goto(`${world.demo.url}/studio/${hash}`);
  const preview = visitor.page.frameLocator('studio-stage iframe');
  // On phones, and beside the library, it is there and out of sight.
  await preview.locator('body[data-scene]').waitFor({ state: 'attached' });
  // While something is edited the next one is drawn behind it.
  return { ...visitor, sent, preview, panel: preview.locator('tell-us-more:not(.next) [part~="panel"], profile-review [part~="panel"]') };
}

/** Chooses what the preview shows, in one of its menus or by an icon. */
export async function choose(page: Page, name: string): Promise<void> {
  const menu = page.locator('studio-stage select').filter({ has: page.locator('option', { hasText: new RegExp(`^${name}$`) }) });
  if (await menu.count()) await menu.selectOption({ label: name });
  else await page.locator('studio-stage').getByRole('radio', { name, exact: true }).check({ force: true });
}

export async function openPart(page: Page, name: 'Questions' | 'Brand' | 'Timing' | 'Words' | 'Code' | 'Preview'): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
}

export async function openQuestion(page: Page, label: string): Promise<void> {
  await openPart(page, 'Questions');
  await page.locator('studio-plan .toggle').filter({ hasText: label }).click();
}

export async function pressInMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('button', { name }).click();
}

/** Replaces the plan by typing JSON. */
export async function typePlan(page: Page, plan: unknown): Promise<void> {
  await openPart(page, 'Code');
  await page.getByLabel('The plan as JSON').fill(typeof plan === 'string' ? plan : JSON.stringify(plan));
}

export async function planIn(page: Page): Promise<{ fields: { name: string; [key: string]: unknown }[] }> {
  return JSON.parse(await page.getByLabel('The plan as JSON').inputValue()) as { fields: { name: string }[] };
}

/** What axe finds in the studio and in the preview; Lock's own insides are not ours. */
export async function findBarriers(page: Page): Promise<string[]> {
  const barriers = await Promise.all(page.frames().map((frame) => barriersIn(frame)));
  return barriers.flat();
}

export const picture = (page: Page, name: string): Promise<void> => takePicture(page, `studio/${name.toLowerCase()}`, { animations: 'disabled' });
