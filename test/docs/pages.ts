/** Reads the pages for people, and splits them into parts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export const PAGES = ['README.md', ...readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

export interface Snippet {
  language: string;
  text: string;
  /** `docs/saving.md:12`, for messages. */
  place: string;
}

/** The fenced code of a page. */
export function snippetsOf(path: string): Snippet[] {
  const page = read(path);
  return [...page.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(({ 1: language = '', 2: text = '', index }) => ({
    language,
    text,
    place: `${path}:${page.slice(0, index).split('\n').length}`,
  }));
}

/** The fenced code of the section of a page that begins with this heading. */
export function snippetsUnder(path: string, heading: string): Snippet[] {
  const lines = read(path).split('\n');
  return snippetsOf(path).filter(({ place }) => lines.slice(0, Number(place.split(':')[1])).findLast((line) => line.startsWith('#')) === heading);
}

export const snippets: Snippet[] = PAGES.flatMap(snippetsOf);

export function snippetsIn(...languages: string[]): Snippet[] {
  return snippets.filter(({ language }) => languages.includes(language));
}

/** A page without its code, in which links and headings stand. */
export function proseOf(path: string): string {
  return read(path).replaceAll(/^```[^]*?^```$/gm, '');
}
