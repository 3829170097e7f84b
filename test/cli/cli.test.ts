import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { LoadReport } from '../../src/cli/call-load.ts';
import type { SimulationResult } from '../../src/plan/simulation-tally.ts';

const root = new URL('../..', import.meta.url);
const plan = {
  fields: [
    { name: 'company', label: 'Company' },
    { name: 'role', label: 'Role', type: 'select', options: [{ value: 'dev', label: 'Developer' }] },
  ],
};

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'progressive-lock-cli-'));
});
after(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['dist/cli.js', ...args], { cwd: root, encoding: 'utf8' });
}

function mustFail(words: RegExp, ...args: string[]): void {
  const { status, stdout, stderr } = run(...args);
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.match(stderr, words);
  assert.doesNotMatch(stderr, /^\s+at /m, 'a stack trace');
}

describe('progressive-lock simulate', () => {
  const small = ['--users', '200', '--sessions', '6'];

  it('prints tables of fields, calls and tiers, and no progress where nobody watches', () => {
    const { status, stdout, stderr } = run('simulate', file('plan.json', JSON.stringify(plan)), ...small, '--daily-users', '5000');
    assert.equal(status, 0, stderr);
    assert.equal(stderr, '');
    for (const words of ['200 people, 1,200 sessions, seed 1', 'company', 'known after 6', 'first asked in (median)', 'given up', 'At the end', 'with the Action', 'per 1,000 sessions', 'peak of 5,000 daily users', 'Enterprise']) {
      assert.ok(stdout.includes(words), words);
    }
  });

  it('prints all of it as JSON, the same for the same seed', () => {
    const args = ['simulate', file('plan.json', `\uFEFF${JSON.stringify(plan)}`), ...small, '--seed', '42', '--json'];
    const { stdout } = run(...args);
    const result = JSON.parse(stdout) as SimulationResult & { load: LoadReport; options: { seed: number } };
    assert.equal(result.options.seed, 42);
    assert.equal(result.sessions, 1200);
    assert.deepEqual(result.fields.map(({ name }) => name), ['company', 'role']);
    assert.equal(result.load.tiers.length, 3);
    assert.equal(run(...args).stdout, stdout);
  });

  it('heeds the rates', () => {
    const path = file('plan.json', JSON.stringify(plan));
    const { stdout } = run('simulate', path, ...small, '--json', '--answer-rate', '0', '--snooze-rate', '0', '--decline-rate', '1');
    const { fields } = JSON.parse(stdout) as SimulationResult;
    assert.ok(fields.every(({ known, asksPerUser }) => known.at(-1) === 0 && asksPerUser === 1), stdout);
  });

  it('draws a page beside what it prints, and says where it cannot', () => {
    const path = file('plan.json', JSON.stringify(plan));
    const page = join(folder, 'simulation.html');
    const { status, stdout, stderr } = run('simulate', path, ...small, '--html', page);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /known after 6/);
    assert.match(readFileSync(page, 'utf8'), /^<!doctype html>[^]*<h3>Company<\/h3>/);
    mustFail(/^error: Cannot write .*: a part of its path is a file, not a folder/, 'simulate', path, ...small, '--html', join(path, 'simulation.html'));
  });

  it('explains itself', () => {
    const { status, stdout } = run('simulate', '--help');
    assert.equal(status, 0);
    for (const option of ['--users', '--sessions', '--seed', '--answer-rate', '--snooze-rate', '--decline-rate', '--sign-in-rate', '--daily-users', '--json']) {
      assert.ok(stdout.includes(option), option);
    }
    const words = run('check', '--help').stdout.replaceAll(/\s+/g, ' ');
    assert.match(words, /--client-id <id> the application's client ID \(required\) --origin <url> your site: https:\/\/app\.acme\.example --/);
  });

  it('says in plain words what is wrong, and ends with 1', () => {
    const path = file('plan.json', JSON.stringify(plan));
    mustFail(/there is no such file/, 'simulate', join(folder, 'none.json'));
    mustFail(/it is a folder/, 'simulate', folder);
    mustFail(/is not valid JSON/, 'simulate', file('broken.json', '{"fields": ['));
    mustFail(/fields\[0\]/, 'simulate', file('wrong.json', '{"fields": [{"name": "a b", "label": "A"}]}'));
    mustFail(/add up to more than 1/, 'simulate', path, '--answer-rate', '0.9', '--snooze-rate', '0.9');
    mustFail(/from 0 to 1/, 'simulate', path, '--answer-rate', '7');
    mustFail(/from 1 to/, 'simulate', path, '--users', '0');
    mustFail(/whole number/, 'simulate', path, '--seed', 'x');
    mustFail(/unknown option/, 'simulate', path, '--sedd', '1');
    mustFail(/missing required argument/, 'simulate');
    mustFail(/unknown command/, 'stimulate');
  });
});
