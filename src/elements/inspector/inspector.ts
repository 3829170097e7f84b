/** What `debug` loads: as little as possible at first, so that what asks for it names no other file. */
import type { Inspectable } from './inspectable.ts';

const loadPanel = () => import('./inspector-panel.ts');

/** Shows what `element` does and waits for; to be called before each of its updates. */
export async function inspectElement(element: Inspectable): Promise<void> {
  const { openInspector } = await loadPanel();
  openInspector().inspect(element);
}
