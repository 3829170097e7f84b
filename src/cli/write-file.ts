/** Writes a command's file. Without `--force`, it overwrites only files that a command wrote. */
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { GENERATOR } from '../report/html.ts';
import { CommandError } from './command-error.ts';
import { fileError } from './file-error.ts';

/** A file that a command writes. */
export interface Target {
  path: string;
  /** Returns whether this command wrote the existing file, judged by its content. */
  isOwn: (existing: string) => boolean;
  /** Overwrites any file. */
  isForced: boolean | undefined;
  /** The permissions of the file. Default: the system's. */
  mode?: number;
}

/** Returns the target of a page. An existing page may come from any of the commands. */
export function pageTarget(path: string, isForced: boolean | undefined): Target {
  return { path, isForced, isOwn: (existing) => existing.includes(GENERATOR.text) };
}

/** Checks that the file may be written. @throws {CommandError} if there is a file that is not the command's own */
export async function checkTarget({ path, isOwn, isForced }: Target): Promise<void> {
  const existing = isForced ? undefined : await readExisting(path);
  // An empty file has nothing to lose.
  if (existing && !isOwn(existing)) throw new CommandError(`${path} exists already and was not written by this command. Choose another path, or add --force.`);
}

/** Writes the file. @throws {CommandError} if there is a file that is not the command's own, or it cannot be written */
export async function writeTo(target: Target, text: string): Promise<void> {
  await checkTarget(target);
  const { path, mode } = target;
  try {
    await mkdir(dirname(path), { recursive: true });
    // `writeFile` sets the mode of a new file only.
    if (mode !== undefined && (await isFile(path))) await chmod(path, mode);
    await writeFile(path, text, { mode });
  } catch (error) {
    throw fileError('write', path, error);
  }
}

async function readExisting(path: string): Promise<string | undefined> {
  try {
    return (await isFile(path)) ? await readFile(path, 'utf8') : undefined;
  } catch (error) {
    throw fileError('write', path, error);
  }
}

/** Whether `path` is a file. Terminals and pipes have no content to compare. */
async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
