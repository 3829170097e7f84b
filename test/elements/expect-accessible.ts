import { expect } from '@open-wc/testing';
import { isStill } from './panel-fixture.ts';

/** Checks `host` with axe after its animations end, because text does not have its full contrast during a fade. */
export async function expectAccessible(host: HTMLElement): Promise<void> {
  await isStill(host.shadowRoot!);
  await expect(host).to.be.accessible();
}
