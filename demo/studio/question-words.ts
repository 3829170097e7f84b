/** Describes in a few words what kind of question a field is and when it is asked. */
import { FIELD_TYPES } from '../../src/plan/field-types.ts';
import { isData } from '../../src/plan/json.ts';
import { textAt, type Data } from './draft.ts';
import { TYPE_WORDS } from './type-words.ts';

export function describeType(field: Data): string {
  const name = textAt(field, 'type') || 'text';
  const type = FIELD_TYPES.find((known) => known === name);
  return type ? TYPE_WORDS[type] : name;
}

export function describeAsk({ ask }: Data): string {
  if (ask === 'signup') return 'at sign-up';
  if (!isData(ask)) return 'from session 2';
  const { on, page, after } = ask;
  if (on) return `during ${[on].flat().map(String).join(', ')}`;
  if (typeof page === 'string') return `on ${page}`;
  const [kind, number] = Object.entries(isData(after) ? after : {})[0] ?? [];
  return kind ? `from ${kind.replace(/s$/, '')} ${String(number)}` : 'from session 2';
}
