import { SingleBar } from 'cli-progress';

/** Creates a bar that disappears at its end. It does not hide the cursor, because the cursor would stay hidden after Ctrl+C. */
export function openBar(format: string, stream: NodeJS.WritableStream = process.stderr): SingleBar {
  return new SingleBar({ format, stream, clearOnComplete: true });
}
