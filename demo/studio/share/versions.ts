/** Designs that were put aside in this browser, by name. They never leave it. */
import { readDesign, type Design } from '../design.ts';
import { isData } from '../../../src/plan/json.ts';

const KEY = 'progressive-lock-studio-versions';
const MOST = 50;

export interface Version {
  name: string;
  /** When it was put aside, as ISO 8601. */
  at: string;
  design: Design;
}

/** The latest first. What cannot be read is left out. */
export function readVersions(): Version[] {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown;
    return (Array.isArray(list) ? (list as unknown[]) : []).flatMap((entry) => {
      const design = isData(entry) ? readDesign(entry.design) : undefined;
      return design && isData(entry) && typeof entry.name === 'string' && typeof entry.at === 'string' ? [{ name: entry.name, at: entry.at, design }] : [];
    });
  } catch {
    // Broken, or no storage here: nothing was put aside.
    return [];
  }
}

/**
 * Puts `design` aside; one of the same name is replaced.
 * @throws {Error} if the browser has no room for it
 */
export function saveVersion(name: string, design: Design): void {
  writeVersions([{ name, at: new Date().toISOString(), design }, ...readVersions().filter((version) => version.name !== name)].slice(0, MOST));
}

export function removeVersion(name: string): void {
  writeVersions(readVersions().filter((version) => version.name !== name));
}

function writeVersions(versions: readonly Version[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(versions));
  } catch (cause) {
    throw new Error('This browser has no room for it. Remove a version, or export the plan.', { cause });
  }
}
