/**
 * Stores the progress of a command that can be resumed. The file contains IDs or counts of users, so only its owner may read it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileError } from './file-error.ts';

/**
 * Returns the JSON value in the file, `null` if it is not JSON, or `undefined` if there is no file.
 * @throws {CommandError} if it cannot be read
 */
export async function readProgress(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileError('read', path, error);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Another program wrote the file.
    return null;
  }
}

/** Writes the progress. @throws {CommandError} if that fails */
export async function writeProgress(path: string, progress: unknown): Promise<void> {
  try {
    await writeFile(path, JSON.stringify(progress), { mode: 0o600 });
  } catch (error) {
    throw fileError('write', path, error);
  }
}
