/** What mends Lock from outside; loaded with it. */
export { mendLockForm } from './lock-accessibility.ts';
export { styleLock } from './lock-style.ts';
