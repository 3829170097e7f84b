import { whenIdle } from '../../src/platform/when-idle.ts';

/** Resolves after all that waits for an idle page: what was asked for first comes first. */
export const idle = (): Promise<void> => new Promise((resolve) => whenIdle(resolve));
