/**
 * Writes one query for profiles in a warehouse, which counts like the report: who was shown each field, and the outcome. It reads
 * ledgers of version 2. People with older ones count as not asked.
 */
import { LEDGER_KEY, MAX_SHOWN } from '../plan/ledger.ts';
import type { ProfileField, ProfilePlan } from '../plan/plan.ts';
import { indexPlan } from '../plan/plan-index.ts';
import { PREFER_NOT_TO_SAY } from '../plan/stored-text.ts';

export const DIALECTS = ['duckdb', 'bigquery', 'snowflake', 'spark'] as const;

export type Dialect = (typeof DIALECTS)[number];

interface Words {
  /** The value at a path of keys in the column `user_metadata`, as text. */
  json: (path: readonly string[], isList?: boolean) => string;
  /** The part of a text between dots, counted from 1; `''` or `NULL` if it does not exist. */
  split: (text: string, part: number) => string;
  /** The position of a character in a text, counted from 1. */
  place: (text: string, character: string) => string;
  integer: string;
}

const quoted = (keys: readonly string[]) => keys.map((key) => `."${key}"`).join('');

const WORDS: Record<Dialect, Words> = {
  duckdb: {
    json: (path) => `json_extract_string(user_metadata, '$${quoted(path)}')`,
    split: (text, part) => `split_part(${text}, '.', ${part})`,
    place: (text, character) => `strpos(${text}, ${character})`,
    integer: 'BIGINT',
  },
  bigquery: {
    json: (path, isList) => `${isList ? 'JSON_QUERY' : 'JSON_VALUE'}(user_metadata, '$${quoted(path)}')`,
    split: (text, part) => `SPLIT(${text}, '.')[SAFE_OFFSET(${part - 1})]`,
    place: (text, character) => `STRPOS(${text}, ${character})`,
    integer: 'INT64',
  },
  snowflake: {
    json: ([first, ...rest]) => `GET_PATH(user_metadata, '${first}${rest.map((key) => `["${key}"]`).join('')}')::STRING`,
    split: (text, part) => `SPLIT_PART(${text}, '.', ${part})`,
    place: (text, character) => `CHARINDEX(${character}, ${text})`,
    integer: 'BIGINT',
  },
  spark: {
    json: (path) => `get_json_object(user_metadata, '$.${path.join('.')}')`,
    split: (text, part) => `split_part(${text}, '.', ${part})`,
    place: (text, character) => `instr(${text}, ${character})`,
    integer: 'BIGINT',
  },
};

/** The maximum number of base-36 digits in the first number of a field's state. */
const MAX_DIGITS = 6;

export interface SqlOptions {
  dialect: Dialect;
  /** The table with one row per person and their `user_metadata` as JSON. */
  table: string;
  minGroup: number;
}

export function writeSql(plan: ProfilePlan, { dialect, table, minGroup }: SqlOptions): string {
  const words = WORDS[dialect];
  const keys = new Map(indexPlan(plan).fields.map(({ field, key }) => [field.name, key]));
  const fields = plan.fields.filter(({ storage, type }) => storage !== 'root' && type !== 'hidden');
  const rows = fields.map(
    (field) => `  SELECT '${field.name}' AS field,
    ${isKnown(words, field)} AS known,
    CASE WHEN COALESCE(${words.json([LEDGER_KEY, 'v'])}, '2') = '2' THEN ${words.json([LEDGER_KEY, 'k', keys.get(field.name)!])} END AS state,
    COALESCE(${words.json([LEDGER_KEY, 'q'])}, '0') AS silence
  FROM ${table}`,
  );
  const giveUpAfter = Math.min(indexPlan(plan).giveUpAfter, MAX_SHOWN);
  const count = (name: string, condition: string) => `  ${rounded(`SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`, minGroup)} AS ${name}`;
  const fates = ['answered', 'declined', 'given_up', 'put_off', 'open'];
  return `-- What progressive-lock report counts, field by field. NULL: fewer than ${minGroup} people; counts are rounded to ${minGroup}.
WITH asked AS (
${rows.join('\n  UNION ALL\n')}
), parts AS (
  SELECT field, known, silence,
    COALESCE(${words.split('state', 1)}, '') AS flags,
    COALESCE(${words.split('state', 2)}, '') AS snooze,
    COALESCE(${words.split('state', 3)}, '') AS answer
  FROM asked
), numbers AS (
  SELECT field, known, silence, snooze, answer,
    ${parseBase36(words, 'flags')} AS flags,
    MOD(CASE WHEN answer = '' THEN 0 ELSE ${digitAt(words, 'answer', 1)} END, 2) = 1 AS has_answer
  FROM parts
), facts AS (
  SELECT field, known, snooze, answer, has_answer,
    CASE WHEN has_answer THEN 0 ELSE ${countBits('flags', words.integer)} END AS shows,
    MOD(CAST(FLOOR(flags / ${1 << MAX_SHOWN}) AS ${words.integer}), 2) = 1 OR CAST(silence AS ${words.integer}) > 0 AS is_declined
  FROM numbers
), fates AS (
  SELECT field, known, CASE
    WHEN shows = 0 AND answer = '' THEN 'unseen'
    WHEN has_answer AND known THEN 'answered'
    WHEN is_declined THEN 'declined'
    WHEN shows >= ${giveUpAfter} THEN 'given_up'
    WHEN snooze <> '' AND NOT has_answer THEN 'put_off'
    ELSE 'open' END AS fate
  FROM facts
)
SELECT field,
${[count('known', 'known'), count('shown', "fate <> 'unseen'"), ...fates.map((fate) => count(fate, `fate = '${fate}'`))].join(',\n')}
FROM fates
GROUP BY field
ORDER BY field;
`;
}

/** Whether there is an answer. A blank text, an empty list and "Prefer not to say" are none. */
function isKnown(words: Words, { name, type }: ProfileField): string {
  const value = words.json([name], type === 'multiselect');
  const nothing = ["''", ...(type === 'select' || type === 'radio' ? [`'${PREFER_NOT_TO_SAY}'`] : []), ...(type === 'multiselect' ? ["'[]'"] : [])];
  return `COALESCE(TRIM(${value}) NOT IN (${nothing.join(', ')}), FALSE)`;
}

/** The base-36 digit at a position from the right, counted from 1. */
function digitAt(words: Words, text: string, place: number): string {
  return `(${words.place("'0123456789abcdefghijklmnopqrstuvwxyz'", `SUBSTR(${text}, LENGTH(${text}) - ${place - 1}, 1)`)} - 1)`;
}

function parseBase36(words: Words, text: string): string {
  const digits = Array.from({ length: MAX_DIGITS }, (_, index) => `CASE WHEN LENGTH(${text}) > ${index} THEN ${digitAt(words, text, index + 1)} * ${36 ** index} ELSE 0 END`);
  return digits.join('\n    + ');
}

/** The number of marks that are set. */
function countBits(number: string, integer: string): string {
  return Array.from({ length: MAX_SHOWN }, (_, bit) => `MOD(CAST(FLOOR(${number} / ${1 << bit}) AS ${integer}), 2)`).join(' + ');
}

function rounded(count: string, minGroup: number): string {
  if (minGroup === 1) return count;
  return `CASE WHEN ${count} BETWEEN 1 AND ${minGroup - 1} THEN NULL ELSE FLOOR((${count} + ${minGroup / 2}) / ${minGroup}) * ${minGroup} END`;
}
