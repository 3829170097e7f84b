/** The changes to Lock from outside, loaded with it. */
export { patchLockAccessibility } from './lock-accessibility.ts';
export { styleLock } from './lock-style.ts';
