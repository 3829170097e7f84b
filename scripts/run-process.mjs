/** Runs a command with a time limit, and ends it together with everything that it started. */
import { spawn } from 'node:child_process';
import { root } from './set-up.mjs';

/** How long a process may take to end after a request, for example to close a browser or remove a folder. */
const GRACE_MS = 5000;

const running = new Set();

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ limitMs: number, env?: Record<string, string>, onLimit?: () => void }} options `onLimit`: called before the limit
 * ends it
 * @returns {Promise<{ isGood: boolean, isLate: boolean, output: string }>} its output, and whether the limit ended it
 */
export function runProcess(command, args, { limitMs, env, onLimit }) {
  return new Promise((resolve) => {
    // In its own group, so that the processes that it started end with it.
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    let isLate = false;
    const limit = setTimeout(() => {
      isLate = true;
      onLimit?.();
      end(child);
    }, limitMs);
    const finish = (isGood) => {
      clearTimeout(limit);
      running.delete(child);
      kill(child, 'SIGKILL');
      resolve({ isGood: isGood && !isLate, isLate, output: Buffer.concat(output).toString() });
    };
    running.add(child);
    child.on('error', (error) => {
      output.push(Buffer.from(String(error)));
      finish(false);
    });
    // Not "close": a grandchild that still runs keeps the pipes open.
    child.on('exit', (status) => finish(status === 0));
  });
}

function end(child) {
  kill(child, 'SIGTERM');
  setTimeout(() => running.has(child) && kill(child, 'SIGKILL'), GRACE_MS);
}

function kill({ pid }, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // All of them have ended.
  }
}

for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 143]]) {
  process.once(signal, () => {
    for (const child of running) kill(child, 'SIGTERM');
    setTimeout(() => {
      for (const child of running) kill(child, 'SIGKILL');
      process.exit(status);
    }, 1000);
  });
}
