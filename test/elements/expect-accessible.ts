import { expect } from '@open-wc/testing';
import { isStill } from './panel-fixture.ts';

/** Lets axe look at what `host` shows once it has come to rest: halfway through a fade no text has its contrast. */
export async function expectAccessible(host: HTMLElement): Promise<void> {
  await isStill(host.shadowRoot!);
  await expect(host).to.be.accessible();
}
