/** Checks the page on a developer's machine. Everything else is loaded from here, so that its callers import one small file. */
import type { ReactiveElement } from '@lit/reactive-element';
import type { AskHost } from './ask-host.ts';
import type { AskSubject } from './ask-subject.ts';

const loadMistakes = () => import('./find-mistakes.ts');

/** Writes the mistakes of an element to the console. */
export async function checkElement(element: ReactiveElement): Promise<void> {
  const { findMistakes, warnOnce } = await loadMistakes();
  warnOnce(await findMistakes(element));
}

type PagePart = Pick<AskSubject, 'user' | 'clientId' | 'plan'> & { host: AskHost; signal: AbortSignal };

/** The parts of this page that ask. */
const parts = new Set<PagePart>();

/** Writes the mistakes of a part of the page to the console, also conflicts with the plans of other parts. */
export async function checkPage(part: PagePart): Promise<void> {
  const { host, signal } = part;
  if (host instanceof HTMLElement) await checkElement(host as unknown as ReactiveElement);
  const { findSharedIds, warnOnce } = await loadMistakes();
  if (signal.aborted) return;
  parts.add(part);
  signal.addEventListener('abort', () => parts.delete(part), { once: true });
  warnOnce(findSharedIds([...parts]));
}
