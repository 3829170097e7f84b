import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Visitor, withTenant } from './visitor.ts';

const nine = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`field_${index}`, 'x']));

test('a sign-up makes an account and answers as Auth0 does', () =>
  withTenant({}, async (tenant) => {
    const user_metadata = { first_name: 'Ada' };
    const response = await new Visitor(tenant).signUp('Ada@Example.com', { user_metadata, given_name: 'Ada' });
    assert.equal(response.status, 200);
    const user = tenant.users.find('ada@example.com');
    assert.ok(user, 'nobody signed up');
    assert.deepEqual(await response.json(), {
      _id: user.user_id.replace('auth0|', ''),
      email_verified: false,
      email: 'ada@example.com',
      given_name: 'Ada',
      user_metadata,
    });
    assert.match(user.user_id, /^auth0\|[0-9a-f]{24}$/);
    assert.deepEqual(user.user_metadata, user_metadata);
    assert.equal(user.given_name, 'Ada');
    assert.equal(user.logins_count, undefined);
  }));

test('a sign-up takes ten properties, names of 100 and values of 500 characters', () =>
  withTenant({}, async (tenant) => {
    const user_metadata = { ...nine, ['n'.repeat(100)]: 'v'.repeat(500) };
    const response = await new Visitor(tenant).signUp('ada@example.com', { user_metadata });
    assert.equal(response.status, 200);
    assert.deepEqual(tenant.users.find('ada@example.com')?.user_metadata, user_metadata);
  }));

const refused: [what: string, metadata: unknown][] = [
  ['eleven properties', { ...nine, ten: 'x', eleven: 'x' }],
  ['a name of 101 characters', { ['n'.repeat(101)]: 'v' }],
  ['a value of 501 characters', { bio: 'v'.repeat(501) }],
  ['a number', { age: 36 }],
  ['a boolean', { newsletter: true }],
  ['null', { company: null }],
  ['a nested object', { address: { city: 'London' } }],
  ['a name with a dot', { 'address.city': 'London' }],
  ['a name with a dollar sign', { $where: '1' }],
  ['a list', ['x']],
];
for (const [what, user_metadata] of refused) {
  test(`a sign-up is refused whose metadata are or hold ${what}`, () =>
    withTenant({}, async (tenant) => {
      const response = await new Visitor(tenant).signUp('ada@example.com', { user_metadata });
      assert.equal(response.status, 400);
      assert.equal(((await response.json()) as { code: string }).code, 'invalid_body');
      assert.equal(tenant.users.find('ada@example.com'), undefined);
    }));
}

for (const [password, isGood] of [
  ['Abcdef1', false],
  ['abcdefgh', false],
  ['abcdefg1', false],
  ['Abcdefg1', true],
  ['abcdef-1', true],
] as const) {
  test(`the password policy ${isGood ? 'takes' : 'refuses'} ${password}`, () =>
    withTenant({}, async (tenant) => {
      const response = await new Visitor(tenant).signUp('ada@example.com', { password });
      assert.equal(response.status, isGood ? 200 : 400);
      if (isGood) return;
      const { code, name } = (await response.json()) as { code: string; name: string };
      assert.deepEqual({ code, name }, { code: 'invalid_password', name: 'PasswordStrengthError' });
    }));
}

test('a taken address is not told by default, and is when the tenant is set up so', async () => {
  for (const tellsThatUserExists of [false, true]) {
    await withTenant({ tellsThatUserExists }, async (tenant) => {
      const visitor = new Visitor(tenant);
      await visitor.signUp('ada@example.com');
      const response = await visitor.signUp('ADA@example.com');
      assert.equal(response.status, 400);
      const { code } = (await response.json()) as { code: string };
      assert.equal(code, tellsThatUserExists ? 'user_exists' : 'invalid_signup');
      assert.equal(tenant.users.all().length, 1);
    });
  }
});

test('two sign-ups with one address at the same time make one account', () =>
  withTenant({}, async (tenant) => {
    const visitor = new Visitor(tenant);
    const responses = await Promise.all([visitor.signUp('ada@example.com'), visitor.signUp('ada@example.com')]);
    assert.deepEqual(responses.map(({ status }) => status).sort(), [200, 400]);
    assert.equal(tenant.users.all().length, 1);
  }));

test('a sign-up is refused for an unknown application, connection or a malformed address', () =>
  withTenant({}, async (tenant) => {
    const visitor = new Visitor(tenant);
    for (const more of [{ client_id: 'nobody' }, { connection: 'google-oauth2' }, { email: 'ada' }, { password: '' }]) {
      assert.equal((await visitor.signUp('ada@example.com', more)).status, 400, JSON.stringify(more));
    }
    assert.equal(tenant.users.all().length, 0);
  }));

test('a key called __proto__ stays a key', () =>
  withTenant({}, async (tenant) => {
    const body = '{"client_id":"demo","connection":"Username-Password-Authentication","email":"ada@example.com",' +
      '"password":"Correct-horse-1","user_metadata":{"__proto__":"x"}}';
    const headers = { 'content-type': 'application/json' };
    await new Visitor(tenant).fetch('/dbconnections/signup', { method: 'POST', body, headers });
    assert.deepEqual(Object.keys(tenant.users.find('ada@example.com')?.user_metadata ?? {}), ['__proto__']);
    assert.equal(({} as { x?: string }).x, undefined);
  }));

test('a password reset is answered the same whether there is an account or not', () =>
  withTenant({}, async (tenant) => {
    const visitor = new Visitor(tenant);
    await visitor.signUp('ada@example.com');
    const texts = [];
    for (const email of ['ada@example.com', 'nobody@example.com']) {
      const body = { client_id: 'demo', connection: 'Username-Password-Authentication', email };
      const response = await visitor.post('/dbconnections/change_password', body);
      assert.equal(response.status, 200);
      texts.push(await response.text());
    }
    assert.equal(texts[0], texts[1]);
  }));
