/** Feeds `node dist/cli.js report` a stream of people by standard input, and reads the memory that it took: `node report-load.mjs 10000000`. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const { generatePeople, plan } = await import(join(root, 'test/report/generated-tenant.ts'));

/** People who differ; more of them would measure the generator. */
const DISTINCT = 20_000;

/** @returns {Promise<{people: number, seconds: number, cpuSeconds: number, peakMegabytes: number}>} */
export async function measureReport(people) {
  const folder = mkdtempSync(join(tmpdir(), 'progressive-lock-report-'));
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  const block = Buffer.from([...generatePeople(DISTINCT)].map((person) => `${JSON.stringify(person)}\n`).join(''));
  const started = performance.now();
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
  return { people: JSON.parse(answer).people, seconds: (performance.now() - started) / 1000, cpuSeconds: (ticks[0] + ticks[1]) / 100, peakMegabytes: Number(kilobytes) / 1024 };
}

if (process.argv[1] === import.meta.filename) console.log(await measureReport(Number(process.argv[2] ?? 1_000_000)));
