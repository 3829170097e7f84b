/** The one way out: what comes from a tenant, a plan or a file is shown as text, and nothing in it acts on the terminal. */
import { visible } from '../plan/visible.ts';

export function print(text: string): void {
  process.stdout.write(visible(text));
}

/** Beside the result: warnings, and what was done. */
export function printAside(text: string): void {
  process.stderr.write(visible(text));
}
