/** Reads and changes the folder of Auth0's deploy CLI on the disk. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { TenantFolderError, type FolderChanges, type ReadFile } from '../universal-login/tenant-folder.ts';
import { CommandError } from './command-error.ts';
import { fileError } from './file-error.ts';

/** Returns a function that reads the files of `folder`, which need not exist. */
export function readerOf(folder: string): ReadFile {
  return (path) => {
    try {
      return readFileSync(join(folder, path), 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw fileError('read', join(folder, path), error);
    }
  };
}

/** Describes `changes` as a patch. */
export function describeChanges(read: ReadFile, changes: FolderChanges): string {
  return [...changes]
    .filter(([path, text]) => read(path) !== text)
    .map(([path, text]) => {
      const before = read(path);
      const [from, to] = [before === undefined ? '/dev/null' : `a/${path}`, text === undefined ? '/dev/null' : `b/${path}`];
      return createTwoFilesPatch(from, to, before ?? '', text ?? '', undefined, undefined, { headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true } });
    })
    .join('');
}

/** Applies `changes` to `folder` and returns the paths of changed files. */
export function makeChanges(folder: string, changes: FolderChanges): string[] {
  const read = readerOf(folder);
  const due = [...changes].filter(([path, text]) => read(path) !== text);
  for (const [path, text] of due) {
    const file = join(folder, path);
    try {
      if (text === undefined) rmSync(file, { force: true });
      else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    } catch (error) {
      throw fileError('write', file, error);
    }
  }
  return due.map(([path]) => path);
}

/** Converts errors of the plan or the folder, which the person can fix, to a `CommandError`. */
export function asCommandError(error: unknown): unknown {
  const isTheirs = error instanceof RangeError || error instanceof TypeError || error instanceof TenantFolderError;
  return isTheirs ? new CommandError(error.message, { cause: error }) : error;
}
