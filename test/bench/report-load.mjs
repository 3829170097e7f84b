/**
 * Measures what a report needs. To run it alone: `node --import tsx test/bench/report-load.mjs 10000000`, after a build.
 *
 * - `report.countUsPerPerson`: only the counting, on one core, of people who were read by `JSON.parse`. 10 means 100,000 people a
 *   second.
 * - `report.allUsPerPerson`, `report.peakMegabytes`: all of `node dist/cli.js report` with people from standard input: the start
 *   of Node, reading, decoding, `JSON.parse`, counting. The processor time of all threads together.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const { generatePeople, plan } = await import(join(root, 'test/report/generated-tenant.ts'));
const { openCounter } = await import(join(root, 'src/report/count-person.ts'));
const { emptyTally } = await import(join(root, 'src/report/tally.ts'));
const { exactly, sampleOf } = await import('./stats.mjs');

/** People who differ; more of them would measure the generator. */
const DISTINCT = 20_000;

const SAMPLES = 21;
/** Rounds until the code is compiled. */
const WARM_UP = 5;

/** @returns {Promise<Record<string, import('./stats.mjs').Sample>>} */
export async function measureReport(people = 200_000) {
  const { cpuSeconds, peakMegabytes } = await runReport(people);
  return {
    'report.countUsPerPerson': sampleOf(countRepeatedly()),
    'report.allUsPerPerson': exactly((cpuSeconds * 1e6) / people),
    'report.peakMegabytes': exactly(peakMegabytes),
  };
}

/** Microseconds of processor time that a person takes, in each round. */
function countRepeatedly() {
  const people = [...generatePeople(DISTINCT)].map((person) => JSON.stringify(person)).map((line) => ({ bytes: line.length, user: JSON.parse(line) }));
  return Array.from({ length: WARM_UP + SAMPLES }, () => {
    const count = openCounter(plan, emptyTally(plan));
    const before = process.cpuUsage();
    for (const { user, bytes } of people) count(user, bytes);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / DISTINCT;
  }).slice(WARM_UP);
}

/** @returns {Promise<{cpuSeconds: number, peakMegabytes: number}>} */
async function runReport(people) {
  const folder = mkdtempSync(join(tmpdir(), 'progressive-lock-report-'));
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  const block = Buffer.from([...generatePeople(DISTINCT)].map((person) => `${JSON.stringify(person)}\n`).join(''));
  const child = spawn(process.execPath, [join(root, 'dist/cli.js'), 'report', join(folder, 'plan.json'), '--json'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let answer = '';
  child.stdout.on('data', (chunk) => (answer += chunk));
  const ended = new Promise((resolve) => child.on('close', resolve));
  let status = '';
  let ticks = [];
  const look = () => {
    try {
      status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      ticks = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(' ').slice(13, 15).map(Number);
    } catch {
      // It has ended.
    }
  };
  for (let sent = 0; sent < people; sent += DISTINCT) {
    if (!child.stdin.write(block)) await new Promise((resolve) => child.stdin.once('drain', resolve));
    look();
  }
  look();
  child.stdin.end();
  await ended;
  rmSync(folder, { recursive: true });
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(status);
  const counted = JSON.parse(answer).people;
  if (counted !== people) throw new Error(`${people} people went in, and ${counted} were counted.`);
  return { cpuSeconds: (ticks[0] + ticks[1]) / 100, peakMegabytes: Number(kilobytes) / 1024 };
}

if (process.argv[1] === import.meta.filename) {
  const { describe } = await import('./report.mjs');
  console.log(describe(await measureReport(Number(process.argv[2] ?? 1_000_000))));
}
