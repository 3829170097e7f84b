import { SingleBar } from 'cli-progress';

/** A bar that is gone at its end. The cursor stays: Ctrl+C would leave the terminal without one. */
export function openBar(format: string, stream: NodeJS.WritableStream = process.stderr): SingleBar {
  return new SingleBar({ format, stream, clearOnComplete: true });
}
