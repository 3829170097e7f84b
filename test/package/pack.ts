/** Packs what `npm publish` would send, from the current `dist/`. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export interface Packed {
  /** The path of the tarball. */
  tarball: string;
  /** What is in it, as paths within the package. */
  files: string[];
}

/** Packs into `folder`. */
export function pack(folder: string): Packed {
  // Without scripts: `prepack` would build everything again.
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: root, encoding: 'utf8' });
  const [packed] = Object.values(JSON.parse(output) as Record<string, { filename: string; files: { path: string }[] }>);
  return { tarball: join(folder, packed!.filename), files: packed!.files.map(({ path }) => path) };
}
