import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readFacts } from '../../src/action/login-facts.ts';
import { loginEvent } from './generated.ts';

const DAY = '2026-05-01T10:00:00.000Z';
const read = (event: object) => readFacts({ ...loginEvent(), user: { user_id: 'auth0|1' }, stats: undefined, authentication: undefined, ...event });
const signedInAt = (...methods: unknown[]) => read({ authentication: { methods } }).signedInAt;

it('logins are counted by a number, and by nothing else', () => {
  assert.deepEqual([0, 3, '3', null].map((logins_count) => read({ stats: { logins_count } }).logins), [0, 3, undefined, undefined]);
  assert.deepEqual(read({}), { logins: undefined, createdAt: undefined, signedInAt: undefined });
});

it('an account was made at a time that can be read', () => {
  const times = [DAY, new Date(DAY), 'yesterday', Date.parse(DAY), { toString: () => DAY }, null].map((created_at) => read({ user: { user_id: 'auth0|1', created_at } }).createdAt?.toISOString());
  assert.deepEqual(times, [DAY, DAY, undefined, undefined, undefined, undefined]);
});

it('a person proved who they are when the last first factor did', () => {
  const [earlier, later] = ['2026-05-01T09:00:00.000Z', '2026-05-01T11:00:00.000Z'];
  assert.equal(signedInAt({ name: 'pwd', timestamp: DAY }, { name: 'federated', timestamp: earlier }, { timestamp: 'soon' }, null), Date.parse(DAY));
  for (const name of ['mfa', 'https://acme.example/factor', 'http://acme.example/factor']) assert.equal(signedInAt({ name: 'pwd', timestamp: DAY }, { name, timestamp: later }), Date.parse(DAY), name);
  for (const name of ['mfa-like', 'my-mfa', 'my-https:', 7, undefined]) assert.equal(signedInAt({ name, timestamp: later }), Date.parse(later), String(name));
  assert.equal(signedInAt({ timestamp: 'soon' }), undefined);
  for (const authentication of [null, {}, { methods: { 0: { timestamp: DAY } } }]) assert.equal(read({ authentication }).signedInAt, undefined);
});
