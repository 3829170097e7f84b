/// <reference types="mocha" />
/**
 * Features of a browser's driver that tests need and that not every driver has: see `npm run test:browsers` in CONTRIBUTING.md.
 */
type Ability = 'accessibility tree' | 'media features' | 'window size' | 'held keys' | 'active window';

const abilities: readonly Ability[] = navigator.userAgent.includes('Chrome/')
  ? ['accessibility tree', 'media features', 'window size', 'held keys', 'active window']
  : navigator.userAgent.includes('Firefox/')
    ? ['window size', 'held keys']
    : ['active window'];

/** `it` for a test that needs an ability; where the driver lacks it there is no such test. */
export function itWith(needed: Ability, title: string, test: () => Promise<void>): void {
  if (abilities.includes(needed)) it(title, test);
}
