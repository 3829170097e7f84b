/**
 * Adds our parts to a folder that Auth0's deploy CLI imports, finds them again, and removes them. The parts of others stay
 * unchanged.
 * https://github.com/auth0/auth0-deploy-cli/tree/master/examples/directory
 */
import { isData } from '../plan/json.ts';
import { VARIABLE_PREFIX } from './page-text.ts';
import { MAX_PARTIAL, PART_END, PART_START, type EntryPoint, type SignUpPage } from './sign-up-page.ts';

/** Thrown for a file of the folder that is not JSON in the form of the deploy CLI. */
export class TenantFolderError extends Error {
  override readonly name = 'TenantFolderError';
}

/** The contents of the folder's files, by path; `undefined` if a file does not exist. */
export type ReadFile = (path: string) => string | undefined;

/** The new content of a file; `undefined` removes it. */
export type FolderChanges = Map<string, string | undefined>;

/** A screen of a prompt of the same name. */
export type SignUpScreen = 'signup' | 'signup-id' | 'signup-password';
const SCREENS: readonly SignUpScreen[] = ['signup', 'signup-id', 'signup-password'];

const TEXTS = 'prompts/custom-text.json';
const PARTIALS = 'prompts/partials.json';
const TRIGGERS = 'triggers/triggers.json';

/** Returns others' characters in a screen's partials, and the maximum of their custom text variables in a language. */
export function measureOthers(read: ReadFile, screens: readonly SignUpScreen[]): { takenCharacters: Record<EntryPoint, number>; takenVariables: number } {
  const partials = readJson(read, PARTIALS);
  const texts = readJson(read, TEXTS);
  const charactersAt = (entryPoint: EntryPoint) =>
    Math.max(...screens.map((screen) => withoutPart(partialOf(read, partials, screen, entryPoint).text).trim().length));
  const variables = Object.values(texts).flatMap((language) => screens.map((screen) => ownVariables(screenTexts(language, screen)).length));
  return {
    takenCharacters: { 'form-content-start': charactersAt('form-content-start'), 'form-content-end': charactersAt('form-content-end') },
    takenVariables: Math.max(0, ...variables),
  };
}

function ownVariables(texts: Record<string, unknown>): string[] {
  return Object.keys(texts).filter((name) => name.startsWith('var-') && !name.startsWith(VARIABLE_PREFIX));
}

/** Adds `page` to `screens` of the folder. Replaces an earlier one on all screens. */
export function placePage(read: ReadFile, page: Pick<SignUpPage, 'partials' | 'texts'>, screens: readonly SignUpScreen[]): FolderChanges {
  const changes: FolderChanges = new Map();
  const partials = readJson(read, PARTIALS);
  const texts = readJson(read, TEXTS);
  refuseShared(partials, page.partials, screens);
  for (const screen of SCREENS) {
    const isWanted = screens.includes(screen);
    for (const entryPoint of ['form-content-start', 'form-content-end'] as const) {
      placePartial(read, partials, changes, screen, entryPoint, isWanted ? page.partials[entryPoint] : undefined);
    }
    placeTexts(texts, screen, isWanted ? page.texts : {});
  }
  setJson(read, changes, PARTIALS, partials);
  setJson(read, changes, TEXTS, texts);
  return changes;
}

/** Throws for a file that several screens share if only some of them get our part, because the others would show it, too. */
function refuseShared(partials: Record<string, unknown>, given: SignUpPage['partials'], ours: readonly string[]): void {
  const ourParts = new Map<unknown, string>(Object.entries(given));
  const parts = new Map<string, string | undefined>();
  for (const { screen, name, path } of templatesOf(partials)) {
    const part = ours.includes(screen) ? ourParts.get(name) : undefined;
    if (parts.has(path) && parts.get(path) !== part) {
      throw new TenantFolderError(`${PARTIALS} shows prompts/${path} in several places, and not all of them get the fields. Give ${screen} a file of its own.`);
    }
    parts.set(path, part);
  }
}

/** Returns each place that shows a template: a screen of any prompt, the name of the entry point, and the template's path. */
function templatesOf(partials: Record<string, unknown>): { screen: string; name: unknown; path: string }[] {
  const screens = Object.values(partials).flat().filter(isData).flatMap((prompt) => Object.entries(prompt));
  return screens.flatMap(([screen, entries]) =>
    [entries].flat().filter(isData).flatMap(({ name, template }) => (typeof template === 'string' ? [{ screen, name, path: pathOf(template) }] : [])),
  );
}

/** Returns the path of a template relative to prompts/. */
function pathOf(template: string): string {
  return template.replaceAll('\\', '/').replace(/^\.\//, '');
}

interface FoundPartial {
  text: string;
  /** The path of the file in the folder. */
  path: string;
  isListed: boolean;
}

function partialOf(read: ReadFile, partials: Record<string, unknown>, screen: SignUpScreen, entryPoint: EntryPoint): FoundPartial {
  const entry = entriesOf(partials, screen).find(({ name }) => name === entryPoint);
  const template = typeof entry?.template === 'string' ? pathOf(entry.template) : newTemplate(read, `partials/${screen}/${screen}`, entryPoint);
  if (template.split('/').includes('..') || template.startsWith('/')) {
    throw new TenantFolderError(`${PARTIALS} names a template outside of prompts/: ${JSON.stringify(template)}. Move it there.`);
  }
  const path = `prompts/${template}`;
  const text = read(path) ?? '';
  if (withoutPart(text).includes(PART_START)) throw new TenantFolderError(`${path} has ${PART_START} without ${PART_END}. Take out what is left of the part.`);
  return { path, text, isListed: entry !== undefined };
}

/**
 * Returns the deploy CLI's name. Uses another one if an earlier export has left a file there, whose text is no longer on the page.
 */
function newTemplate(read: ReadFile, folder: string, entryPoint: EntryPoint): string {
  const template = `${folder}/${entryPoint}.liquid`;
  const isFree = withoutPart(read(`prompts/${template}`) ?? '').trim() === '';
  return isFree ? template : `${folder}/progressive-lock-${entryPoint}.liquid`;
}

function entriesOf(partials: Record<string, unknown>, screen: SignUpScreen): Record<string, unknown>[] {
  const prompt = Object.hasOwn(partials, screen) ? partials[screen] : undefined;
  if (prompt === undefined) return [];
  const entries: unknown = Array.isArray(prompt) && isData(prompt[0]) ? prompt[0][screen] : undefined;
  if (!Array.isArray(prompt) || (entries !== undefined && !Array.isArray(entries)) || !(entries ?? []).every(isData)) {
    throw new TenantFolderError(`Expected ${PARTIALS} as the deploy CLI writes it: {"${screen}": [{"${screen}": [{"name": "form-content-end", "template": "partials/…"}]}]}.`);
  }
  return (entries ?? []) as Record<string, unknown>[];
}

function placePartial(read: ReadFile, partials: Record<string, unknown>, changes: FolderChanges, screen: SignUpScreen, entryPoint: EntryPoint, part: string | undefined): void {
  const { text, path, isListed } = partialOf(read, partials, screen, entryPoint);
  const before = withoutPart(text);
  if (part === undefined && before === text) return;
  const after = part === undefined ? before : joinPart(before, text, part);
  const isEmpty = after.trim() === '';
  if (after.trim().length > MAX_PARTIAL) throw new RangeError(`${path} would have ${after.trim().length} characters, and Auth0 takes ${MAX_PARTIAL}.`);
  if (after !== text) changes.set(path, isEmpty ? undefined : after);
  const entries = entriesOf(partials, screen).filter(({ name }) => name !== entryPoint || !isEmpty);
  if (!isListed && !isEmpty) entries.push({ name: entryPoint, template: path.slice('prompts/'.length) });
  // A prompt without entries stays, so that the deploy CLI removes its earlier entries from the tenant.
  const screens = Array.isArray(partials[screen]) && isData(partials[screen][0]) ? partials[screen][0] : {};
  partials[screen] = [{ ...screens, [screen]: entries }];
}

/** Returns `text` without our part. A merge may have left several. */
function withoutPart(text: string): string {
  const start = text.indexOf(PART_START);
  const end = text.indexOf(PART_END, start);
  if (start < 0 || end < 0) return text;
  return text.slice(0, start) + withoutPart(text.slice(end + PART_END.length).replace(/^\n/, ''));
}

/** Adds `part` in the place of the earlier one, or at the end. */
function joinPart(others: string, text: string, part: string): string {
  const start = text.indexOf(PART_START);
  if (start >= 0 && others !== text) return `${others.slice(0, start)}${part}\n${others.slice(start)}`;
  return others === '' || others.endsWith('\n') ? `${others}${part}\n` : `${others}\n${part}\n`;
}

function placeTexts(texts: Record<string, unknown>, screen: SignUpScreen, given: SignUpPage['texts']): void {
  for (const language of new Set([...Object.keys(texts), ...Object.keys(given)])) {
    const before = screenTexts(texts[language], screen);
    const others = Object.fromEntries(Object.entries(before).filter(([name]) => !name.startsWith(VARIABLE_PREFIX)));
    const after = { ...others, ...given[language] };
    if (Object.keys(after).length === 0 && Object.keys(before).length === 0) continue;
    const prompts = isData(texts[language]) ? texts[language] : {};
    const screens = isData(prompts[screen]) ? prompts[screen] : {};
    texts[language] = { ...prompts, [screen]: { ...screens, [screen]: after } };
  }
}

function screenTexts(language: unknown, screen: SignUpScreen): Record<string, unknown> {
  const prompt = isData(language) ? language[screen] : undefined;
  const texts = isData(prompt) ? prompt[screen] : undefined;
  return isData(texts) ? texts : {};
}

/** Binds an Action to a trigger, after those that are bound already. `isBound: false` removes it. */
export function bindAction(read: ReadFile, changes: FolderChanges, trigger: string, name: string, isBound: boolean): void {
  const triggers = readJson(read, TRIGGERS);
  const bindings = triggers[trigger] ?? [];
  if (!Array.isArray(bindings) || !bindings.every(isData)) {
    throw new TenantFolderError(`Expected ${TRIGGERS} as the deploy CLI writes it: {"${trigger}": [{"action_name": "…", "display_name": "…"}]}.`);
  }
  const isThere = bindings.some((binding) => binding.action_name === name);
  if (isThere === isBound) return;
  triggers[trigger] = isBound ? [...(bindings as unknown[]), { action_name: name, display_name: name }] : bindings.filter((binding) => binding.action_name !== name);
  setJson(read, changes, TRIGGERS, triggers);
}

function readJson(read: ReadFile, path: string): Record<string, unknown> {
  const text = read(path);
  if (text === undefined || text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new TenantFolderError(`${path} is not valid JSON: ${(error as Error).message}`, { cause: error });
  }
  if (!isData(value)) throw new TenantFolderError(`Expected an object in ${path}.`);
  return value;
}

/** Writes only files whose content changes, so that others keep their formatting. */
function setJson(read: ReadFile, changes: FolderChanges, path: string, value: Record<string, unknown>): void {
  if (JSON.stringify(value) === JSON.stringify(readJson(read, path))) return;
  changes.set(path, `${JSON.stringify(value, null, 2)}\n`);
}
