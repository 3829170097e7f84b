import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from './command-error.ts';

/** Reads a file that the build writes: next to the built command line or, if the sources run, in `dist/`. */
export async function readBuilt(name: string): Promise<string> {
  const folders = [import.meta.dirname, join(import.meta.dirname, '..'), join(import.meta.dirname, '../../dist')];
  for (const folder of folders) {
    try {
      return await readFile(join(folder, name), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new CommandError(`dist/${name} is missing. Build the package first: npm run build.`);
}
