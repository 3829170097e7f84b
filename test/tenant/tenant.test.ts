import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { startTenant, type PostLoginEvent } from '../../src/tenant/tenant.ts';
import { demoApp, PAGE, PASSWORD, readRedirect, Visitor, withTenant } from './visitor.ts';

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tenant-'));
  try {
    await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a data file carries people, sessions and the key over a restart', () =>
  inFolder(async (folder) => {
    const dataFile = join(folder, 'deeper', 'tenant.json');
    let port = 0;
    let cookies = new Map<string, string>();
    let token = '';
    let id = '';
    await withTenant({ dataFile }, async (tenant) => {
      port = Number(new URL(tenant.url).port);
      ({ user_id: id } = await tenant.users.create({ email: 'ada@example.com', password: PASSWORD }));
      const visitor = new Visitor(tenant);
      ({ access_token: token } = await visitor.logIn('ada@example.com'));
      ({ cookies } = visitor);
      await visitor.patchUser(id, token, { user_metadata: { company: 'ACME' } });
    });
    await withTenant({ dataFile, port }, async (tenant) => {
      const visitor = new Visitor(tenant);
      for (const [name, value] of cookies) visitor.cookies.set(name, value);
      assert.equal((await visitor.authorizeSilently()).error, undefined);
      assert.deepEqual(tenant.users.get(id)?.user_metadata, { company: 'ACME' });
      assert.equal((await visitor.getUser(id, token)).status, 200);
      assert.equal((await visitor.coAuthenticate('ada@example.com')).status, 200);
    });
    assert.deepEqual(await readdir(join(folder, 'deeper')), ['tenant.json']);
    assert.equal((await readFile(dataFile, 'utf8')).includes(PASSWORD), false);
  }));

test('a data file that is none is said to be so, and left alone', () =>
  inFolder(async (folder) => {
    const dataFile = join(folder, 'tenant.json');
    for (const text of ['not JSON', '{"version":2}', 'null']) {
      await writeFile(dataFile, text);
      await assert.rejects(startTenant({ dataFile }), /Expected the tenant's data/);
      assert.equal(await readFile(dataFile, 'utf8'), text);
    }
  }));

test('a taken port rejects the start', () =>
  withTenant({}, async (tenant) => {
    await assert.rejects(startTenant({ port: Number(new URL(tenant.url).port) }), { code: 'EADDRINUSE' });
  }));

test('two tenants on one host do not take each other\'s cookies', () =>
  withTenant({}, (one) =>
    withTenant({}, async (two) => {
      await one.users.create({ email: 'ada@example.com', password: PASSWORD });
      await two.users.create({ email: 'ada@example.com', password: PASSWORD });
      const first = new Visitor(one);
      await first.logIn('ada@example.com');
      const second = new Visitor(two);
      for (const [name, value] of first.cookies) second.cookies.set(name, value);
      await second.logIn('ada@example.com');
      for (const [name, value] of second.cookies) first.cookies.set(name, value);
      assert.equal((await first.authorizeSilently()).error, undefined);
    }),
  ));

test('what the directory gives out are copies', () =>
  withTenant({}, async (tenant) => {
    const user_metadata = { tags: ['a'] };
    const user = await tenant.users.create({ email: 'ada@example.com', password: PASSWORD, user_metadata });
    user_metadata.tags.push('b');
    (user.user_metadata?.tags as string[]).push('c');
    assert.deepEqual(tenant.users.get(user.user_id)?.user_metadata, { tags: ['a'] });
  }));

test('Lock is told about the application and its connections, and nothing about unknown ones', () =>
  withTenant({ apps: [{ ...demoApp, connections: ['Username-Password-Authentication'] }] }, async (tenant) => {
    const response = await fetch(`${tenant.url}/client/demo.js?t123`);
    assert.match(response.headers.get('content-type') ?? '', /javascript/);
    let client: { id?: string; strategies?: { name: string; connections: Record<string, unknown>[] }[] } = {};
    const setClient = (settings: object) => (client = structuredClone(settings));
    runInNewContext(await response.text(), { Auth0: { setClient } });
    assert.equal(client.id, 'demo');
    assert.deepEqual(client.strategies?.map(({ name }) => name), ['auth0']);
    assert.equal(client.strategies?.[0]?.connections[0]?.passwordPolicy, 'good');
    assert.equal((await fetch(`${tenant.url}/client/nobody.js`)).status, 404);
  }));

test('Lock gets its dictionaries, and no other file', () =>
  withTenant({}, async (tenant) => {
    const words: Record<string, { title?: string }> = {};
    const Auth0 = { registerLanguageDictionary: (language: string, texts: object) => (words[language] = texts) };
    for (const language of ['en', 'de', 'pt-br']) {
      const response = await fetch(`${tenant.url}/js/lock/14.3.0/${language}.js`);
      runInNewContext(await response.text(), { Auth0 });
    }
    assert.deepEqual(Object.keys(words), ['en', 'de', 'pt-br']);
    assert.equal(typeof words.en?.title, 'string');
    for (const path of ['xx.js', '..%2findex.js', '%2e%2e%2f%2e%2e%2fpackage.js']) {
      assert.equal((await fetch(`${tenant.url}/js/lock/14.3.0/${path}`)).status, 404, path);
    }
  }));

test('a post-login step adds claims, and may send the person elsewhere first', async () => {
  const events: PostLoginEvent[] = [];
  const postLogin = {
    execute: (event: PostLoginEvent) => {
      events.push(event);
      return { idTokenClaims: { 'https://demo.example/plan': 'gold' }, redirectTo: `${PAGE}/more?x=1` };
    },
    continue: (event: PostLoginEvent) => {
      events.push(event);
      return { idTokenClaims: { 'https://demo.example/answer': event.request.body.answer } };
    },
  };
  await withTenant({ postLogin }, async (tenant) => {
    await tenant.users.create({ email: 'ada@example.com', password: PASSWORD });
    const visitor = new Visitor(tenant);
    assert.equal((await visitor.logIn('ada@example.com')).error, 'interaction_required');
    const away = new URL((await visitor.authorize({})).headers.get('location') ?? '');
    assert.equal(away.pathname, '/more');
    assert.equal(away.searchParams.get('x'), '1');
    const state = away.searchParams.get('state') ?? '';
    const back = await visitor.postForm(`/continue?state=${state}`, { answer: 'yes' });
    const { answer } = readRedirect(back);
    const claims = JSON.parse(Buffer.from(answer.id_token?.split('.')[1] ?? '', 'base64url').toString()) as object;
    assert.deepEqual(
      Object.entries(claims).filter(([name]) => name.startsWith('https:')),
      [['https://demo.example/plan', 'gold'], ['https://demo.example/answer', 'yes']],
    );
    assert.equal((await visitor.fetch(`/continue?state=${state}`)).status, 400);
    assert.equal(events[0]?.stats.logins_count, 1);
    assert.deepEqual(events[0]?.transaction.prompt, ['none']);

    // Nobody else goes on with the state, and nobody goes round the second half.
    const seen = new URL((await visitor.authorize({})).headers.get('location') ?? '').searchParams.get('state') ?? '';
    assert.equal((await new Visitor(tenant).fetch(`/continue?state=${seen}`)).status, 400);
    const own = new URL((await visitor.authorize({})).headers.get('location') ?? '').searchParams.get('state') ?? '';
    assert.equal((await visitor.postForm('/u/consent', { state: own, decision: 'accept' })).status, 400);
  });
});

test('a post-login step may refuse', () =>
  withTenant(
    { postLogin: { execute: () => ({ deniedBecause: 'Not today' }), continue: () => ({}) } },
    async (tenant) => {
      await tenant.users.create({ email: 'ada@example.com', password: PASSWORD });
      const { error, error_description } = await new Visitor(tenant).logIn('ada@example.com');
      assert.deepEqual([error, error_description], ['access_denied', 'Not today']);
    },
  ));
