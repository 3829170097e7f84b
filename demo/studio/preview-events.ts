/** Reports the events that a page would receive from the elements. */

/** Reports an event: its type and a short description. */
export type Report = (name: string, detail: string) => void;

const TYPES = ['before-ask', 'asked', 'answered', 'saved', 'snoozed', 'declined', 'erased', 'profile-changed', 'error'];

export function reportEvents(element: HTMLElement, report: Report): void {
  for (const type of TYPES) {
    element.addEventListener(type, (event) => {
      const { names = [], error } = ((event as CustomEvent<unknown>).detail ?? {}) as { names?: string[]; error?: Error };
      report(type, error?.message ?? names.join(', '));
    });
  }
}

export function nextEvent(element: HTMLElement, type: string): Promise<Event> {
  return new Promise((resolve) => element.addEventListener(type, resolve, { once: true }));
}
