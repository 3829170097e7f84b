/** An error that the person at the terminal can fix. Only its message is shown, and the exit code is 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
