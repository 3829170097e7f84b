import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const SAVE_AFTER_MS = 100;

/** Stores the tenant's state, in memory and optionally in a JSON file. The stores change it in place and then call `save`. */
export class StateFile<State> {
  readonly state: State;
  readonly #path: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string | undefined, state: State) {
    this.#path = path;
    this.state = state;
  }

  /** Reads the file, or starts with `empty` if there is none. Rejects if it contains something else. */
  static async open<State extends { version: number }>(path: string | undefined, empty: State): Promise<StateFile<State>> {
    return new StateFile(path, { ...empty, ...(path && (await read<State>(path, empty.version))) });
  }

  /** Writes soon; changes in quick succession are written once. */
  save(): void {
    if (!this.#path || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.flush().catch((error: unknown) => console.error('The tenant could not save its state:', error));
    }, SAVE_AFTER_MS);
  }

  /** Writes pending changes. */
  async flush(): Promise<void> {
    const path = this.#path;
    if (!path || !this.#timer) return this.#writing;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = JSON.stringify(this.state, null, 2);
    // A failed write must not prevent the next one.
    this.#writing = this.#writing.then(
      () => writeWhole(path, text),
      () => writeWhole(path, text),
    );
    return this.#writing;
  }
}

async function read<State extends { version: number }>(path: string, version: number): Promise<Partial<State> | undefined> {
  let text;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  let state: Partial<State> | null;
  try {
    state = JSON.parse(text) as Partial<State> | null;
  } catch (cause) {
    throw new Error(`Expected the tenant's data in ${path}, but it is not JSON. Delete it to start afresh.`, { cause });
  }
  if (state?.version !== version) {
    throw new Error(`Expected the tenant's data (version ${version}) in ${path}, but it is something else.`);
  }
  return state;
}

/** Replaces the file atomically. */
async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, path);
}
