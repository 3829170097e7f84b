import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { isDeveloperPage } from '../../src/platform/developer-page.ts';

describe('a page', () => {
  afterEach(() => void Reflect.deleteProperty(globalThis, 'location'));

  for (const [address, expected] of [
    ['http://localhost:5173/', true],
    ['https://app.localhost/', true],
    ['http://127.0.0.1:4400/', true],
    ['http://[::1]:4400/', true],
    ['https://app.example/', false],
    ['https://localhost.example/', false],
    ['https://127.example/', false],
    ['https://notlocalhost/', false],
  ] as const) {
    it(`of ${address} is ${expected ? '' : 'not '}a developer's`, () => {
      Object.defineProperty(globalThis, 'location', { value: new URL(address), configurable: true });
      assert.equal(isDeveloperPage(), expected);
    });
  }
});
