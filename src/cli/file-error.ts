/** Describes errors of the file system in words. */
import { CommandError } from './command-error.ts';

const REASONS: Record<string, string> = {
  EACCES: 'permission is missing',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EPERM: 'permission is missing',
  EROFS: 'the disk is read-only',
  Z_BUF_ERROR: 'its gzip data ends too early',
  Z_DATA_ERROR: 'its gzip data is damaged',
};

export function fileError(action: 'read' | 'write', path: string, error: unknown): CommandError {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  const reasons = action === 'write' ? { ...REASONS, ENOENT: 'there is no such folder' } : REASONS;
  return new CommandError(`Cannot ${action} ${path}: ${reasons[code] ?? code}.`, { cause: error });
}
