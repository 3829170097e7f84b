/** Writes a command's file, and overwrites no file that the command did not write. */
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { GENERATOR } from '../report/html.ts';
import { CommandError } from './command-error.ts';
import { fileError } from './file-error.ts';

/** Where a command writes. */
export interface Target {
  path: string;
  /** Decides by its contents whether this command wrote an existing file. */
  isOwn: (existing: string) => boolean;
  /** Overwrites any file. */
  isForced: boolean | undefined;
  /** Who may read and write the file. Default: as the system has it. */
  mode?: number;
}

/** Where a page goes. Of an existing page it does not matter which command wrote it. */
export function pageTarget(path: string, isForced: boolean | undefined): Target {
  return { path, isForced, isOwn: (existing) => existing.includes(GENERATOR.text) };
}

/** @throws {CommandError} if there is a file that is not the command's own */
export async function checkTarget({ path, isOwn, isForced }: Target): Promise<void> {
  const existing = isForced ? undefined : await readExisting(path);
  // An empty file has nothing to lose.
  if (existing && !isOwn(existing)) throw new CommandError(`${path} exists already and was not written by this command. Choose another path, or add --force.`);
}

/** @throws {CommandError} if there is a file that is not the command's own, or it cannot be written */
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

/** Neither a terminal nor a pipe, which have no contents to compare. */
async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
