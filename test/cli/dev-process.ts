/** Runs `progressive-lock dev` as a separate process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface DevProcess {
  /** Where the tenant says that it is. */
  url: string;
  /** All that it printed so far, on both ways out. */
  said(): string;
  /** Resolves when it has printed this. */
  says(words: RegExp): Promise<void>;
  /** As Ctrl+C does. */
  end(): Promise<void>;
}

/** @param program what Node runs: `dist/cli.js`, or the sources with a loader. Rejects with what it printed if it ends at once. */
export async function startDev(program: string[], args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<DevProcess> {
  const child = spawn(process.execPath, [...program, 'dev', ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const look of [...waiting]) look();
    });
  }
  const ended = once(child, 'exit');
  const says = (words: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!words.test(text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      void ended.then(() => reject(new Error(text)));
      look();
    });
  await says(/Ctrl\+C ends it/);
  return {
    url: /https?:\/\/\S+/.exec(text)![0],
    said: () => text,
    says,
    async end() {
      child.kill('SIGINT');
      await ended;
    },
  };
}
