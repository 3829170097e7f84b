import { openBrowserStorage } from '../person/person-storage.ts';
import type { Inspectable } from './inspector/inspector.ts';

/** Loads the inspector for an element that wants it; of no other element it is in the page. */
export async function inspect(element: Inspectable): Promise<void> {
  if (!element.debug && !openBrowserStorage().getItem('progressiveLockDebug')) return;
  await import('./inspector/inspector.ts').then(({ inspectElement }) => inspectElement(element)).catch(console.error);
}
