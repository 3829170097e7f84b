/**
 * The query counts what the stream counts, on the same data. DuckDB is the one warehouse that runs here: the queries for the
 * others are read by a parser of their dialect, and run on DuckDB with their functions defined there.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { init, parse } from '@guanmingchiu/sqlparser-ts';
import { emptyLedger, recordAllowed, recordAnswered, recordDeclined, recordShown, recordSilenced, recordSnoozed, recordUndone, type Ledger } from '../../src/plan/ledger.ts';
import { openCounter } from '../../src/report/count-person.ts';
import { makeReport } from '../../src/report/make-report.ts';
import { DIALECTS, writeSql, type Dialect } from '../../src/report/sql.ts';
import { emptyTally } from '../../src/report/tally.ts';
import { generatePeople, plan } from './generated-tenant.ts';

const folder = mkdtempSync(join(tmpdir(), 'progressive-lock-sql-'));
after(() => rmSync(folder, { recursive: true }));

/** People to whom everything happened that a ledger can tell, in every order of two. */
function* oddPeople(): Generator<object> {
  const names = ['company', 'role', 'newsletter'];
  const now = (day: number) => new Date(Date.UTC(2026, 0, day));
  const acts = [recordShown, recordAnswered, recordSnoozed, recordDeclined, recordAllowed, recordUndone];
  for (const [index, one] of acts.entries()) {
    for (const two of acts) {
      for (const metadata of [{ company: 'Acme', role: 'dev' }, { role: 'prefer_not_to_say', company: ' ' }, { newsletter: false }]) {
        let ledger: Ledger = recordShown(plan, emptyLedger(), names, now(1));
        for (let times = 0; times < index; times++) ledger = recordShown(plan, ledger, names.slice(1), now(2 + times));
        ledger = two(plan, one(plan, ledger, names, now(20)), names, now(21));
        if (index === 3) ledger = recordSilenced(ledger, now(22));
        yield { user_metadata: { ...metadata, progressive_lock: ledger } };
      }
    }
  }
  yield { user_metadata: {} };
  yield { user_metadata: { progressive_lock: { v: 2, k: 5 } } };
}

/** The functions that only the other warehouses have, as their documentation describes them, in DuckDB's own. */
const FUNCTIONS: Record<Dialect, string[]> = {
  duckdb: [],
  bigquery: ['JSON_VALUE(document, path) AS json_extract_string(document, path)', 'JSON_QUERY(document, path) AS json_extract(document, path)::VARCHAR', 'SAFE_OFFSET(place) AS place + 1'],
  snowflake: [`GET_PATH(document, path) AS json_extract_string(document, '$.' || replace(replace(path, '["', '."'), '"]', '"'))`, 'CHARINDEX(part, text) AS strpos(text, part)'],
  spark: ['get_json_object(document, path) AS json_extract_string(document, path)'],
};

describe('the query', () => {
  for (const dialect of DIALECTS) {
    for (const minGroup of dialect === 'duckdb' ? [1, 10] : [10]) {
      it(`for ${dialect} gives the table of the report, rounded to ${minGroup}`, async () => {
        const people = [...generatePeople(3000), ...oddPeople()];
        const tally = emptyTally(plan);
        const count = openCounter(plan, tally);
        for (const person of people) count(person);
        const expected = makeReport(plan, tally, minGroup).fields;
        const known = ({ known: { signUp, later, program } }: (typeof tally.fields)[string]) => signUp! + later! + program!;

        const path = join(folder, 'people.ndjson');
        writeFileSync(path, people.map((person) => `${JSON.stringify(person)}\n`).join(''));
        const connection = await (await DuckDBInstance.create()).connect();
        for (const definition of FUNCTIONS[dialect]) await connection.run(`CREATE OR REPLACE MACRO ${definition}`);
        await connection.run(`CREATE TABLE users AS SELECT user_metadata FROM read_json('${path}', format = 'newline_delimited', columns = {user_metadata: 'JSON'})`);
        const answer = await connection.runAndReadAll(writeSql(plan, { dialect, table: 'users', minGroup }));
        const rows = answer.getRowObjects().map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === 'bigint' || typeof value === 'number' ? Number(value) : value])));
        connection.closeSync();

        const round = (exact: number) => (exact > 0 && exact < minGroup ? null : Math.round(exact / minGroup) * minGroup);
        assert.deepEqual(
          rows,
          expected
            .map(({ name, shown, fates }) => ({ field: name, known: round(known(tally.fields[name]!)), shown, answered: fates.answered, declined: fates.declined, given_up: fates.givenUp, put_off: fates.putOff, open: fates.open }))
            .sort((one, two) => (one.field < two.field ? -1 : 1)),
        );
      });
    }
  }
});

describe('the query for every warehouse', () => {
  before(() => init());

  it('names each field and asks for nothing of its values but whether they are there', () => {
    for (const dialect of DIALECTS) {
      const sql = writeSql(plan, { dialect, table: 'crm.users', minGroup: 10 });
      for (const { name } of plan.fields) assert.ok(sql.includes(`'${name}' AS field`), `${dialect}: ${name}`);
      assert.equal(sql.match(/FROM crm\.users/g)?.length, plan.fields.length);
    }
  });

  it('is read by a parser of its dialect', () => {
    for (const dialect of DIALECTS) assert.equal(parse(writeSql(plan, { dialect, table: 'crm.users', minGroup: 10 }), dialect).length, 1, dialect);
    assert.throws(() => parse('SELECT SPLIT(a, 1)[', 'bigquery'));
  });
});
