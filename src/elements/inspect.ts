import { openBrowserStorage } from '../person/person-storage.ts';
import type { Inspectable } from './inspector/inspectable.ts';

/** Loads the inspector for an element that wants it. Pages without one do not load it. */
export async function inspect(element: Inspectable): Promise<void> {
  if (!element.debug && !openBrowserStorage().getItem('progressiveLockDebug')) return;
  await import('./inspector/inspector.ts').then(({ inspectElement }) => inspectElement(element)).catch(console.error);
}
