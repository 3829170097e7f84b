/** What a developer's machine loads: as little as possible at first, so that what asks for it names no other file. */
import type { ReactiveElement } from '@lit/reactive-element';
import type { AskHost } from './ask-host.ts';
import type { AskSubject } from './ask-subject.ts';

const loadMistakes = () => import('./find-mistakes.ts');

/** Says on the console what is wrong with an element. */
export async function checkElement(element: ReactiveElement): Promise<void> {
  const { findMistakes, warnOnce } = await loadMistakes();
  warnOnce(await findMistakes(element));
}

type PagePart = Pick<AskSubject, 'user' | 'clientId' | 'plan'> & { host: AskHost; signal: AbortSignal };

/** What asks on this page. */
const parts = new Set<PagePart>();

/** Says on the console what is wrong with what asks, and with its plan beside those of others. */
export async function checkPage(part: PagePart): Promise<void> {
  const { host, signal } = part;
  if (host instanceof HTMLElement) await checkElement(host as unknown as ReactiveElement);
  const { findSharedIds, warnOnce } = await loadMistakes();
  if (signal.aborted) return;
  parts.add(part);
  signal.addEventListener('abort', () => parts.delete(part), { once: true });
  warnOnce(findSharedIds([...parts]));
}
