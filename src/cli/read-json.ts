import { readFile } from 'node:fs/promises';
import { CommandError } from './command-error.ts';
import { fileError } from './file-error.ts';

/**
 * Returns the JSON value in the file at `path`: UTF-8, or UTF-16 as `>` in Windows PowerShell writes it.
 * @throws {CommandError} if the file is missing or is not valid JSON
 */
export async function readJson(path: string): Promise<unknown> {
  const bytes = await readBytes(path);
  // The decoder removes a byte order mark.
  const decoder = new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8');
  try {
    return JSON.parse(decoder.decode(bytes)) as unknown;
  } catch (error) {
    throw new CommandError(`${path} is not valid JSON: ${(error as Error).message}`, { cause: error });
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw fileError('read', path, error);
  }
}
