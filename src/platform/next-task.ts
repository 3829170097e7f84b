/**
 * Goes on in a task of its own: what takes long on a slow phone is cut by it into pieces, so that the page reacts to its
 * owner in between. https://web.dev/articles/optimize-long-tasks
 */
export function nextTask(): Promise<void> {
  // Comes back before other work that waits, where a browser has it.
  const scheduler = globalThis.scheduler as Partial<Scheduler> | undefined;
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}
