/** Loaded by `debug`. Everything else is loaded from here, so that its callers import one small file. */
import type { Inspectable } from './inspectable.ts';

const loadPanel = () => import('./inspector-panel.ts');

/** Shows what `element` does and waits for. Call it before each of its updates. */
export async function inspectElement(element: Inspectable): Promise<void> {
  const { openInspector } = await loadPanel();
  openInspector().inspect(element);
}
