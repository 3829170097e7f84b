/**
 * Prints all output. Text from a tenant, a plan or a file is shown as text, so control characters in it do not act on the
 * terminal.
 */
import { visible } from '../plan/visible.ts';

export function print(text: string): void {
  process.stdout.write(visible(text));
}

/** Prints to stderr, so that the result stays separate: warnings, and what was done. */
export function printAside(text: string): void {
  process.stderr.write(visible(text));
}
