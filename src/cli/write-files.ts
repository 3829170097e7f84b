/** Writes a command's files, and overwrites no file that it did not write. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CommandError } from './command-error.ts';

/** A file that a command makes. */
export interface MadeFile {
  path: string;
  text: string;
  /** Decides by its contents what happens to an existing file. */
  judge: (existing: string) => 'replace' | 'refuse';
}

/**
 * Writes `files`, or none of them. `isForced`: whatever is there.
 * @throws {CommandError} when a file that is there is none of the command's own, or cannot be written
 */
export async function writeFiles(files: readonly MadeFile[], isForced: boolean): Promise<void> {
  const due: MadeFile[] = [];
  for (const file of files) {
    const existing = isForced ? undefined : await readExisting(file.path);
    const verdict = existing === undefined ? 'replace' : file.judge(existing);
    if (verdict === 'refuse') throw new CommandError(`${file.path} exists already and was not written by this command. Choose another path, or add --force.`);
    if (verdict === 'replace') due.push(file);
  }
  for (const { path, text } of due) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    } catch (error) {
      throw cannot('write', path, error);
    }
  }
}

async function readExisting(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cannot('write', path, error);
  }
}

function cannot(what: string, path: string, error: unknown): CommandError {
  return new CommandError(`Cannot ${what} ${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`, { cause: error });
}
