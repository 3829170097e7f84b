/**
 * Resolves in a new task. It splits long work on slow phones, so that the page responds to the person in between.
 * https://web.dev/articles/optimize-long-tasks
 */
export function nextTask(): Promise<void> {
  // In browsers that have it, it continues before other waiting work.
  const scheduler = globalThis.scheduler as Partial<Scheduler> | undefined;
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}
