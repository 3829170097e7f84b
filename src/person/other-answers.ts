/** Answers that are not in the profile, because it contains other ones and the order of the two is unknown. */
import type { FieldValue } from '../plan/plan.ts';
import { isSameJson } from '../plan/same-json.ts';
import { omit } from './omit.ts';
import { OTHER_ANSWERS_ITEM, type PersonStorage } from './person-storage.ts';

/** By field name. */
export type OtherAnswers = Record<string, FieldValue>;

/** Sensitive answers are in this page's memory only. */
const SENSITIVE_ITEM = `sensitive-${OTHER_ANSWERS_ITEM}`;

export function readOtherAnswers(storage: PersonStorage): OtherAnswers {
  const items = [OTHER_ANSWERS_ITEM, SENSITIVE_ITEM].map((item) => storage.read(item));
  return Object.assign({}, ...items.filter((item) => typeof item === 'object')) as OtherAnswers;
}

/** Returns the names whose answers were not kept before. `sensitive`: fields whose values must not be stored in the browser. */
export function keepOtherAnswers(
  storage: PersonStorage,
  sensitive: ReadonlySet<string>,
  names: readonly string[],
  others: OtherAnswers,
): string[] {
  const before = readOtherAnswers(storage);
  const news = names.filter((name) => !isSameJson(before[name], others[name]));
  if (news.length) writeOtherAnswers(storage, sensitive, { ...before, ...others });
  return news;
}

export function dropOtherAnswers(storage: PersonStorage, sensitive: ReadonlySet<string>, names: readonly string[]): void {
  const others = readOtherAnswers(storage);
  if (names.some((name) => Object.hasOwn(others, name))) writeOtherAnswers(storage, sensitive, omit(others, names));
}

function writeOtherAnswers(storage: PersonStorage, sensitive: ReadonlySet<string>, others: OtherAnswers): void {
  const open = omit(others, [...sensitive]);
  storage.writeToMemory(SENSITIVE_ITEM, omit(others, Object.keys(open)));
  if (Object.keys(open).length) storage.write(OTHER_ANSWERS_ITEM, open);
  else storage.remove(OTHER_ANSWERS_ITEM);
}
