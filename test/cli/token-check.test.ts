/** What `check --id-token` reads in a pasted token. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkIdToken } from '../../src/cli/token-check.ts';
import { emptyLedger } from '../../src/plan/ledger.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { claimName, hashPlan, writeProfileClaim } from '../../src/plan/profile-claim.ts';

const plan = parsePlan({ fields: [{ name: 'company', label: 'Company' }] });
const other = parsePlan({ fields: [{ name: 'company', label: 'Company', type: 'email' }] });
const target = { domain: 'acme.eu.auth0.com', clientId: 'abc' };
const now = new Date('2026-05-01T12:00:00Z');
const iat = now.getTime() / 1000 - 3 * 3600;
const name = claimName('https://acme.example');
const usual = { iss: 'https://acme.eu.auth0.com/', aud: 'abc', iat, exp: iat + 36_000 };
const claim = { [name]: writeProfileClaim(plan, name, { profile: {}, ledger: emptyLedger(), now }) };

const tokenOf = (claims: object) => ['{"alg":"RS256"}', JSON.stringify(claims), 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');
const check = (claims: object, given = plan) => checkIdToken(tokenOf(claims), target, given, now).map(({ level, message }) => `${level}: ${message}`);

describe('a pasted ID token', () => {
  it('of an Action of this plan is in order, with age and size', () => {
    const findings = check({ ...usual, ...claim });
    assert.deepEqual(findings.filter((finding) => !finding.startsWith('ok: ')), []);
    assert.match(findings.join('\n'), /Made 3 hours ago/);
    assert.match(findings.join('\n'), /https:\/\/acme\.example\/progressive_lock is there, \d+ of 1000 bytes\./);
    assert.match(findings.join('\n'), new RegExp(`from this plan \\(digest ${hashPlan(plan)}\\)`));
  });

  for (const [what, claims, given, words] of [
    ['of another plan', { ...usual, ...claim }, other, /^warning: The Action was made from another plan \(digest \w+, this one has \w+\)/m],
    ['without the claim', usual, plan, /^error: It has no claim of the Action/m],
    ['with a claim that is none', { ...usual, [name]: 'x' }, plan, /^error: Its claim .* is not readable/m],
    ['of another tenant and application', { ...usual, ...claim, iss: 'https://evil.example/', aud: ['x', 'y'] }, plan, /^warning: It is of "https:\/\/evil\.example\/", not of .*, and for \["x","y"\], not for abc/m],
    ['that has expired', { ...usual, ...claim, exp: iat + 60 }, plan, /^warning: Made 3 hours ago, and expired/m],
    ['of the future', { ...usual, ...claim, iat: iat + 4 * 3600 }, plan, /^warning: Made 3600 seconds in the future/m],
    ['without a time', { ...usual, ...claim, iat: undefined }, plan, /^warning: It does not say when it was made/m],
  ] as const) {
    it(`${what} is told`, () => assert.match(check(claims, given).join('\n'), words));
  }

  for (const text of ['', 'abc', 'a.b', 'a.b.c', 'a.b.c.d', `${'x'.repeat(200_000)}.y.z`, 'Bearer x.y.z', `x.${Buffer.from('[1]').toString('base64url')}.y`]) {
    it(`that is none (${JSON.stringify(text.slice(0, 20))}) is told in words`, () => {
      const [finding, ...more] = checkIdToken(text, target, plan, now);
      assert.equal(more.length, 0);
      assert.match(finding?.message ?? '', /^Expected an ID token/);
    });
  }
});
