import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { describe, it } from 'node:test';
import { answerKey, continueAddress, encodePageAnswers, findFieldsAtLogin, findFollowUpsAtLogin, isInteractive, openRedirect, readPageAnswer, stillOpen } from '../../src/action/at-login.ts';
import type { PostLoginApi, PostLoginEvent } from '../../src/action/post-login.ts';
import { emptyLedger, recordAnswered, recordDeclined, recordShown, recordSnoozed, type Ledger } from '../../src/plan/ledger.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import type { Profile } from '../../src/plan/plan.ts';
import { recordingApi } from './generated.ts';

const DAY_MS = 86_400_000;
const now = new Date('2026-05-01T10:00:00Z');
const atLogin = { required: true, ask: { atLogin: true } } as const;
const plan = parsePlan({
  pacing: { giveUpAfter: 2, snooze: 'P7D' },
  fields: [
    { name: 'country', label: 'Country', ...atLogin },
    { name: 'vat_id', label: 'VAT number', when: { country: 'DE' }, ...atLogin },
    { name: 'office', label: 'Tax office', when: { vat_id: { $exists: true } }, ...atLogin },
    { name: 'seats', label: 'Seats', type: 'number', when: { country: 'DE', company: 'ACME' }, ...atLogin },
    { name: 'company', label: 'Company' },
  ],
});
const known = (values: Record<string, string>): Profile => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, source: 'user' }]));
const find = (ledger: Ledger, profile: Profile = {}, at = now) => findFieldsAtLogin(plan, profile, ledger, at.getTime());

describe('a login', () => {
  const isOf = (transaction?: object) => isInteractive({ transaction } as PostLoginEvent);

  it('can be led away and back if a person sits at it', () => {
    assert.deepEqual([undefined, {}, { protocol: 'oidc-basic-profile', prompt: ['login'] }, { protocol: 'samlp' }].map(isOf), [true, true, true, true]);
    const headless = ['oauth2-access-token', 'oauth2-password', 'oauth2-refresh-token', 'oauth2-resource-owner', 'oauth2-resource-owner-jwt-bearer', 'oauth2-token-exchange', 'oauth2-webauthn', 'wstrust-usernamemixed'];
    for (const protocol of headless) assert.equal(isOf({ protocol }), false, protocol);
    assert.equal(isOf({ protocol: 'oidc-basic-profile', prompt: ['none'] }), false);
  });

  it('asks what is open, by its condition', () => {
    assert.deepEqual(find(emptyLedger()), ['country']);
    assert.deepEqual(find(emptyLedger(), known({ country: 'DE', company: 'ACME' })), ['vat_id', 'seats']);
    assert.deepEqual(find(emptyLedger(), known({ country: 'DE', vat_id: '1' })), ['office']);
  });

  it('asks nothing that was answered, declined, shown too often or put off', () => {
    for (const record of [recordAnswered, recordDeclined]) assert.deepEqual(find(record(plan, emptyLedger(), ['country'], now)), []);
    const once = recordShown(plan, emptyLedger(), ['country'], now);
    assert.deepEqual([find(once), find(recordShown(plan, once, ['country'], now))], [['country'], []]);
    const snoozed = recordSnoozed(plan, emptyLedger(), ['country'], now);
    const later = (days: number, ms: number) => new Date(now.getTime() + days * DAY_MS + ms);
    assert.deepEqual([find(snoozed), find(snoozed, {}, later(7, -60_000)), find(snoozed, {}, later(7, 60_000))], [[], [], ['country']]);
  });

  it('names what the page may ask next: what depends on nothing that the page does not know', () => {
    const followUps = (profile: Profile, names: string[]) => findFollowUpsAtLogin(plan, profile, emptyLedger(), now.getTime(), names);
    assert.deepEqual(followUps({}, ['country']), ['vat_id', 'office']);
    assert.deepEqual(followUps(known({ vat_id: '1' }), ['country']), []);
    assert.deepEqual(followUps(known({ country: 'DE' }), ['vat_id']), ['office']);
    assert.deepEqual(followUps({}, []), []);
  });
});

describe('a redirect', () => {
  const at = now.getTime();

  it('may come back for 15 minutes, the last three of them', () => {
    const opened = ['a', 'b', 'c', 'd'].reduce((open, id) => openRedirect(open, id, at), openRedirect(undefined, 'old', at - 900_000));
    assert.deepEqual(opened, ['b', 'c', 'd'].map((id) => ({ id, expiresAt: at + 900_000 })));
    assert.deepEqual([stillOpen(opened, at + 899_999).length, stillOpen(opened, at + 900_000).length, stillOpen(undefined, at)], [3, 0, []]);
    assert.deepEqual(openRedirect(openRedirect(undefined, 'old', at - 900_000), 'new', at).map(({ id }) => id), ['new']);
  });

  it('has a key of its own, by person and by secret', () => {
    const keys = [['s', 'auth0|1', 'a'], ['s', 'auth0|1', 'b'], ['s', 'auth0|2', 'a'], ['t', 'auth0|1', 'a']].map(([secret = '', user = '', redirect = '']) => answerKey(crypto, secret, user, redirect));
    assert.equal(new Set(keys).size, 4);
    assert.equal(keys[0], answerKey(crypto, 's', 'auth0|1', 'a'));
  });

  it('comes back over https, except on this computer', () => {
    const hosts = ['acme.auth0.com', 'localhost', 'localhost:4400', 'localhost.evil.example', 'my-localhost', 'localhost:4400.evil.example'];
    assert.deepEqual(hosts.map((host) => continueAddress(host).split('://')), [['https', 'acme.auth0.com/continue'], ['http', 'localhost/continue'], ['http', 'localhost:4400/continue'], ['https', 'localhost.evil.example/continue'], ['https', 'my-localhost/continue'], ['https', 'localhost:4400.evil.example/continue']]);
  });
});

describe('an answer of the page', () => {
  const OPEN = [{ id: 'a', expiresAt: 1 }, { id: 'b', expiresAt: 1 }];
  const read = (tokens: Record<string, object>) => {
    const asked: unknown[] = [];
    const { api } = recordingApi();
    api.redirect.validateToken = ((options: { secret: string }) => {
      asked.push(options);
      if (!tokens[options.secret]) throw new Error('invalid');
      return tokens[options.secret];
    }) as PostLoginApi['redirect']['validateToken'];
    return { answer: readPageAnswer(api, OPEN, (id) => `key of ${id}`), asked };
  };

  it('is the one whose signature is good, among all redirects', () => {
    const { answer, asked } = read({ 'key of b': { answers: { country: 'DE' } } });
    assert.deepEqual(answer, { redirectId: 'b', answers: { country: 'DE' } });
    assert.deepEqual(asked, ['a', 'b'].map((id) => ({ secret: `key of ${id}`, tokenParameterName: 'session_token' })));
    assert.equal(read({}).answer, undefined);
  });

  it('is read where some versions keep it, and is empty where it is no data', () => {
    assert.deepEqual(read({ 'key of a': { other: { answers: { country: 'DE' } } } }).answer?.answers, { country: 'DE' });
    assert.deepEqual(read({ 'key of a': { other: { answers: { country: 'DE' } }, answers: { country: 'FR' } } }).answer?.answers, { country: 'FR' });
    for (const answers of [undefined, 'DE', ['DE']]) assert.deepEqual(read({ 'key of a': { answers, other: 'text' } }).answer?.answers, {});
  });

  it('is taken as far as it fits, and erases nothing', () => {
    const encode = (answers: object) => encodePageAnswers(plan, answers as Record<string, unknown>);
    assert.deepEqual(encode({ country: 'DE', seats: '4', company: 'ACME', nonsense: 1, vat_id: null, office: undefined }), { country: 'DE', seats: 4 });
    assert.deepEqual(encode({ country: ' ', seats: 'many' }), {});
    assert.deepEqual(encode(Object.create({ country: 'DE' }) as object), {});
  });
});
