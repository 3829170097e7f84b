import { Worker } from 'node:worker_threads';

/** The loader of TypeScript, which a thread does not inherit. */
const LOADER = import.meta.resolve('tsx/esm/api');

/**
 * Runs a file in a thread of its own, with `data` as its `workerData`. Node's test runner follows every promise of the thread it
 * runs in, which is a third of the processor time of a test that makes millions of them.
 * @throws what the file throws
 */
export function runInThread(file: URL, data: unknown, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const start = `import { register } from ${JSON.stringify(LOADER)}; register(); await import(${JSON.stringify(file.href)});`;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(start)}`), { workerData: data });
    worker.once('error', reject);
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The thread ended with ${code}.`))));
    signal.addEventListener('abort', () => void worker.terminate());
  });
}
