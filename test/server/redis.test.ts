/** The limit of calls, counted in Redis for several processes: a real server, and two processes. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ensureRedis, startRedis } from './redis-server.ts';
import { openHandlerWorld, type HandlerWorld } from './world.ts';

describe('the limit, counted in Redis', { skip: ensureRedis() ? false : 'Needs redis-server (Debian: apt-get install redis-server).' }, () => {
  let world: HandlerWorld;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  const processes: ChildProcess[] = [];
  const addresses: string[] = [];

  before(async () => {
    [world, redis] = await Promise.all([openHandlerWorld(), startRedis()]);
    const env = { ...process.env, REDIS: redis.url, DOMAIN: world.tenant.url, ISSUER: world.issuer };
    const starts = [0, 1].map(async () => {
      const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'limited-process.ts')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      processes.push(child);
      addresses.push(await new Promise<string>((resolve, reject) => {
        child.stdout.on('data', (chunk) => resolve(String(chunk).trim()));
        child.stderr.on('data', (chunk) => reject(new Error(String(chunk))));
      }));
    });
    await Promise.all(starts);
  });
  after(async () => {
    for (const child of processes) child.kill();
    await redis?.stop();
    await world?.close();
  });

  const call = async (index: number, token: string) => {
    const response = await fetch(addresses[index % 2]!, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, headers: response.headers, body: await response.text() };
  };

  it('is one for both processes, and each person has their own', async () => {
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => world.tenant.users.create({ email: `${name}@example.com`, password: 'Correct-horse-9' })));
    const [annToken, bobToken] = await Promise.all([ann!, bob!].map(({ user_id }) => world.sign({ sub: user_id })));
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => call(index, annToken!)));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    assert.deepEqual([count(200), count(429)], [30, 10]);
    for (const { status, headers } of answers) if (status === 429) assert.ok(Number(headers.get('retry-after')) >= 1, String(headers.get('retry-after')));
    assert.equal((await call(0, bobToken!)).status, 200);
    assert.equal((await call(1, bobToken!)).status, 200);
  });

  it('refuses to go on uncounted when Redis is gone, and says nothing of where it is', async () => {
    const eve = await world.tenant.users.create({ email: 'eve@example.com', password: 'Correct-horse-9' });
    const token = await world.sign({ sub: eve.user_id });
    await redis.stop();
    const { status, body } = await call(0, token);
    assert.equal(status, 500);
    assert.doesNotMatch(body, /redis|127\.0\.0\.1|eve/i);
    redis = await startRedis();
  });
});
