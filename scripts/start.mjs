/** `npm start`: sets up what is missing, and serves the demo and the local tenant. */
import { spawn } from 'node:child_process';
import { ensureBuilt, ensurePackages, root } from './set-up.mjs';

try {
  ensurePackages();
  ensureBuilt();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const demo = spawn(process.execPath, ['--import=tsx', 'demo/start.ts'], { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => demo.kill(signal));
demo.on('exit', (code) => process.exit(code ?? 0));
