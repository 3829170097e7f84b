import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { inflate, readLines } from '../../src/cli/read-lines.ts';
import type { Report } from '../../src/report/report.ts';
import { generatePeople, plan, SECRET } from '../report/generated-tenant.ts';
import { linesOf, writePeople } from '../report/write-people.ts';

const root = new URL('../..', import.meta.url);
let folder = '';
let planPath = '';

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'progressive-lock-report-'));
  planPath = file('plan.json', JSON.stringify(plan));
  await writePeople(at('one.ndjson.gz'), 2000);
  await writePeople(at('two.ndjson'), 1000, 2000);
});
after(() => rmSync(folder, { recursive: true }));

function at(name: string): string {
  return join(folder, name);
}
function file(name: string, text: string | Uint8Array): string {
  writeFileSync(at(name), text);
  return at(name);
}

function run(args: string[], input?: string | Uint8Array) {
  return spawnSync(process.execPath, ['dist/cli.js', 'report', ...args], { cwd: root, encoding: 'utf8', input, maxBuffer: 1e8 });
}

function reportOf(...args: string[]): Report {
  const { status, stdout, stderr } = run([planPath, ...args, '--json']);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Report;
}

describe('progressive-lock report', () => {
  it('prints tables of what is known, asked and advised', () => {
    const { status, stdout, stderr } = run([planPath, at('one.ndjson.gz'), at('two.ndjson')]);
    assert.equal(status, 0, stderr);
    for (const words of ['3,000 people, from 2025-07 to 2026-07', 'answer rate (95 %)', 'account made in', 'sessions (at least)', 'Enterprise', 'reason: company', '→ newsletter: answered by']) assert.ok(stdout.includes(words), words);
    assert.ok(!stdout.includes(SECRET), 'a value is told');
  });

  it('reads files, gzip or not, and standard input alike', () => {
    const together = reportOf(at('one.ndjson.gz'), at('two.ndjson'));
    const input = [...linesOf(generatePeople(2000)), ...linesOf(generatePeople(1000, 2001, 2000))].join('');
    assert.deepEqual(JSON.parse(run([planPath, '--json'], input).stdout), together);
    assert.deepEqual(JSON.parse(run([planPath, '-', '--json'], input).stdout), together);
    assert.deepEqual(JSON.parse(run([planPath, '-', '--json'], gzipSync(input)).stdout), together);
  });

  it('reads a pipe that is given as a path', () => {
    const command = (...names: string[]) => `cat ${names.map(at).join(' ')} | "${process.execPath}" dist/cli.js report ${planPath} /dev/stdin --json`;
    for (const name of ['one.ndjson.gz', 'two.ndjson']) {
      const { stdout, stderr } = spawnSync('sh', ['-c', command(name)], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
      assert.equal(stderr, '');
      assert.deepEqual(JSON.parse(stdout), reportOf(at(name)));
    }
  });

  it('splits lines at line feeds only, and leaves out a byte order mark, however the chunks are cut', async () => {
    const text = Buffer.from('\ufeff{"a":"ä\u2028\u2029\u0085\ufeff"}\r\n\n{"b":"😀"}');
    for (const data of [text, gzipSync(text)]) {
      for (const size of [1, 2, 3, 1000]) {
        const chunks = Array.from({ length: Math.ceil(data.length / size) }, (_, index) => data.subarray(index * size, (index + 1) * size));
        const lines = ((await Readable.from(readLines(inflate(Readable.from(chunks)))).toArray()) as string[][]).flat();
        assert.deepEqual(lines, ['{"a":"ä\u2028\u2029\u0085\ufeff"}\r', '', '{"b":"😀"}']);
      }
    }
  });

  it('adds up partial results to the same report', () => {
    for (const [name, part] of [['one.ndjson.gz', 'one.json'], ['two.ndjson', 'two.json']] as const) run([planPath, at(name), '--partial', at(part)]);
    assert.deepEqual(reportOf(at('two.json'), at('one.json')), reportOf(at('one.ndjson.gz'), at('two.ndjson')));
    assert.ok(!readFileSync(at('one.json'), 'utf8').includes(SECRET), 'a value is told');
  });

  it('counts several files at once in the built command line, which has workers', () => {
    const files = [at('one.ndjson.gz'), at('two.ndjson'), file('three.ndjson', [...linesOf(generatePeople(200, 9, 3000))].join(''))];
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', 'report', planPath, ...files, '--workers', '2', '--json'], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), reportOf(...files));
    assert.deepEqual(JSON.parse(run([planPath, files[0]!, '-', '--workers', '2', '--json'], readFileSync(files[1]!)).stdout), reportOf(files[0]!, files[1]!));
    const failed = spawnSync(process.execPath, ['dist/cli.js', 'report', planPath, files[1]!, at('nothing.ndjson'), '--workers', '2'], { cwd: root, encoding: 'utf8' });
    assert.deepEqual([failed.status, /there is no such file/.test(failed.stderr)], [1, true]);
  });

  it('counts a period of accounts, and lays it beside another', () => {
    const early = reportOf(at('one.ndjson.gz'), '--to', '2026-01-01');
    assert.equal(early.to, '2025-12');
    file('early.json', JSON.stringify(early));
    const { comparison } = reportOf(at('one.ndjson.gz'), '--from', '2026-01-01', '--compare', at('early.json')) as Report & { comparison: { fields: { name: string; chance: number | null }[] } };
    const { chance } = comparison.fields.find(({ name }) => name === 'role')!;
    assert.ok(chance! > 0.001, `they are alike: ${chance}`);
    // With a byte order mark, and as Windows PowerShell writes what a command prints.
    for (const written of [`\uFEFF${JSON.stringify(early)}`, Buffer.from(`\uFEFF${JSON.stringify(early)}`, 'utf16le')]) {
      const { stdout, stderr } = run([planPath, at('one.ndjson.gz'), '--compare', file('early.json', written)]);
      assert.match(stdout, /compared with 2025-07 to 2025-12/, stderr);
    }
  });

  it('refuses days that no calendar has', () => {
    for (const day of ['2026-02-31', '2025-02-29', '2026-13', '2026-06-31', 'May']) {
      const { status, stderr } = run([planPath, at('two.ndjson'), '--from', day]);
      assert.deepEqual([status, stderr.includes(`'${day}' is invalid. Expected a day of the calendar such as 2026-05-01.`)], [1, true], stderr);
    }
    assert.equal(run([planPath, at('two.ndjson'), '--from', '2024-02-29', '--to', '2026-12']).status, 0);
  });

  it('says which languages its page has, where it has no words in the one that is asked for', () => {
    const draw = (language: string) => run([planPath, at('two.ndjson'), '--html', at('page.html'), '--language', language]);
    for (const [language, tag] of [['en-GB', 'en'], ['pt', 'pt-BR']]) {
      assert.deepEqual([draw(language!).stderr, readFileSync(at('page.html'), 'utf8').includes(`<html lang="${tag}"`)], ['', true], language);
    }
    const { status, stderr } = draw('xx');
    assert.deepEqual([status, stderr], [0, 'Warning: the page is in English, because it has no words in "xx". Its languages: en, de, fr, es, it, pt-BR, nl, pl, tr, ja, ko, zh-CN, ar, he.\n']);
  });

  it('prints a table for spreadsheets, in which no text is a formula', () => {
    const odd = { fields: [{ name: 'pick', label: 'P', type: 'select', options: [{ value: '=1+1', label: 'x' }, { value: 'a,"b"', label: 'y' }] }] };
    const lines = `${JSON.stringify({ user_metadata: { pick: '=1+1' } })}\n`.repeat(20);
    const { stdout } = run([file('odd.json', JSON.stringify(odd)), '--csv'], lines);
    assert.match(stdout, /^values,pick,'=1\+1,20,,,$/m);
    assert.match(stdout, /^values,pick,"a,""b""",0,,,$/m);
  });
});

describe('what cannot be read', () => {
  it('is left out, named by number, never by content, and the exit code tells', () => {
    const lines = ['{"user_metadata":{"a":1}}', `{"broken ${SECRET}`, '[1]', '', JSON.stringify({ user_metadata: { progressive_lock: { v: 9 } } }), 'x'.repeat(3_000_000), '{"user_metadata":{"a":1}}'];
    const { status, stdout, stderr } = run([planPath, file('bad.ndjson', lines.join('\n')), '--min-group', '1', '--json']);
    assert.equal(status, 2);
    const { people, leftOut } = JSON.parse(stdout) as Report;
    assert.deepEqual([people, leftOut.broken, leftOut.noUser, leftOut.ledgerVersion], [2, 2, 1, 1]);
    assert.deepEqual(leftOut.lines.map((line) => line.split(':').at(-1)), ['2', '3', '5', '6']);
    assert.match(stderr, /4 lines were left out\. 2 of them: not JSON; 1 of them: no profile; 1 of them: a ledger of a version/);
    assert.ok(!(stdout + stderr).includes(SECRET), 'content is told');
  });

  for (const [what, words, make] of [
    ['a wrong plan', /is not a valid plan/, () => [file('wrong.json', '{"fields":[{"name":"a"}]}'), at('two.ndjson')]],
    ['a file that is not there', /there is no such file/, () => [planPath, at('nothing.ndjson')]],
    ['a damaged archive', /gzip data/, () => [planPath, file('cut.gz', gzipSync('{"user_metadata":{}}\n'.repeat(5000)).subarray(0, 60))]],
    ['an export without metadata', /Nobody in the export has user_metadata/, () => [planPath, file('none.ndjson', '{"user_id":"a"}\n')]],
    ['an empty export', /There are no users in what was read/, () => [planPath, file('empty.ndjson', '')]],
    ['a URL in place of a domain', /Expected a name without "https:\/\/"/, () => [planPath, '--domain', 'https://acme.auth0.com']],
    ['a list', /one profile per line/, () => [planPath, file('list.json', '[\n{}\n]')]],
    ['a finished report', /finished report/, () => [planPath, file('done.json', '{"kind":"progressive-lock report","v":1}')]],
    ['a partial result of another plan', /by another plan/, () => [planPath, file('part.json', '{"kind":"progressive-lock tally","v":1,"plan":"x"}')]],
    ['a period without accounts', /Nobody’s account was created in that time/, () => [planPath, at('two.ndjson'), '--from', '2040-01-01']],
    ['an export that is no NDJSON', /2 lines were left out\. 2 of them: not JSON[^]*There are no users/, () => [planPath, file('export.csv', 'email,role\na@example.com,dev\n')]],
    ['a file that would count twice', /two\.ndjson is given twice/, () => [planPath, at('two.ndjson'), `${folder}/./two.ndjson`]],
    ['files next to a tenant', /Name files or --domain, not both/, () => [planPath, at('two.ndjson'), '--domain', 'acme.auth0.com']],
    ['a connection without a tenant', /--connection needs --domain/, () => [planPath, at('two.ndjson'), '--connection', 'con_1']],
    ['a comparison with something else', /is not a report/, () => [planPath, at('two.ndjson'), '--compare', file('else.json', '{}')]],
  ] as const) {
    it(`is said of ${what} in a sentence`, () => {
      const { status, stderr } = run(make());
      assert.equal(status, 1);
      assert.match(stderr, words);
      assert.doesNotMatch(stderr, /^\s+at /m, 'a stack trace');
    });
  }

  it('is said of a comparison before anything is counted or written', () => {
    const { status, stderr } = run([planPath, at('two.ndjson'), '--partial', at('early.part.json'), '--compare', at('typo.json')]);
    assert.deepEqual([status, /typo\.json: there is no such file/.test(stderr), existsSync(at('early.part.json'))], [1, true, false]);
  });

  it('is not said of a part that has nobody in it: other parts have', () => {
    const { status, stderr } = run([planPath, file('nobody.ndjson', ''), '--partial', at('nobody.json')]);
    assert.equal(status, 0, stderr);
    assert.equal(reportOf(at('nobody.json'), at('two.ndjson')).people, 1000);
  });

  it('a reader that has read enough is no error', async () => {
    const child = spawn(process.execPath, ['dist/cli.js', 'report', planPath, at('two.ndjson')], { cwd: root });
    child.stdout.destroy();
    assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 0);
  });

  it('neither is one that reads no warnings', async () => {
    const lines = file('noted.ndjson', '{"user_metadata":{"a":1}}\nbroken\n');
    const child = spawn(process.execPath, ['dist/cli.js', 'report', planPath, lines, '--json'], { cwd: root });
    child.stderr.destroy();
    let out = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    assert.equal(await new Promise((resolve) => child.on('close', resolve)), 2, 'a line was left out');
    assert.equal((JSON.parse(out) as Report).leftOut.broken, 1);
  });
});
