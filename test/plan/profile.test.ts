import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readProfile, type ProfileSources } from '../../src/plan/profile.ts';
import { emptyLedger, recordSession } from '../../src/plan/ledger.ts';
import { nextAsk } from '../../src/plan/next-ask.ts';
import type { ProfileEntry, ProfileField, ProfilePlan } from '../../src/plan/plan.ts';
import { textField } from './life.ts';

/** What is known of one field. */
function read(field: ProfileField, sources: ProfileSources): ProfileEntry | undefined {
  return readProfile({ fields: [field] }, sources)[field.name];
}

describe('the order of trust', () => {
  const field = textField('company', { knownFrom: ['org', 'app.employer', 'enrichment.organisation'] });
  const sources = {
    userMetadata: { company: 'said' },
    app: { company: 'app' },
    idToken: { org: 'claim' },
    enrichment: { company: 'found' },
  };

  it('is user, app, idp, enrichment', () => {
    assert.deepEqual(read(field, sources), { value: 'said', source: 'user' });
    assert.deepEqual(read(field, { ...sources, userMetadata: {} }), { value: 'app', source: 'app' });
    assert.deepEqual(read(field, { idToken: sources.idToken, enrichment: sources.enrichment }), { value: 'claim', source: 'idp' });
    assert.deepEqual(read(field, { enrichment: sources.enrichment }), { value: 'found', source: 'enrichment' });
  });

  it('passes over what is blank', () => {
    assert.deepEqual(read(field, { ...sources, userMetadata: { company: '' }, app: { company: null } })?.value, 'claim');
  });

  it('reads a named path before the field of the same name', () => {
    assert.equal(read(field, { app: { company: 'one', employer: 'two' } })?.value, 'two');
    assert.equal(read(field, { enrichment: { company: 'one', organisation: 'two' } })?.value, 'two');
  });

  it('knows nothing from nothing', () => {
    assert.equal(read(field, {}), undefined);
    assert.equal(read(field, { userMetadata: null, app: null, idToken: null, identities: null, enrichment: null }), undefined);
  });
});

describe('claims', () => {
  const standard = ['given_name', 'family_name', 'nickname', 'locale', 'zoneinfo', 'phone_number', 'birthdate', 'gender', 'website'];
  for (const name of [...standard, 'name', 'picture']) {
    it(`of the standard are matched by name: ${name}`, () => {
      assert.deepEqual(read(textField(name), { idToken: { [name]: 'value' } }), { value: 'value', source: 'idp' });
    });
  }

  it('that are not of the standard are not', () => {
    assert.equal(read(textField('company'), { idToken: { company: 'Acme' } }), undefined);
  });

  const paths: [string, string, Record<string, unknown>][] = [
    ['a plain name', 'org', { org: 'Acme' }],
    ['with its root', 'id_token.org', { org: 'Acme' }],
    ['a name that is an address', 'https://acme.example/role', { 'https://acme.example/role': 'Acme' }],
    ['the same with its root', 'id_token.https://acme.example/role', { 'https://acme.example/role': 'Acme' }],
    ['a part of a claim', 'address.country', { address: { country: 'Acme' } }],
    ['a part of a claim whose name is an address', 'https://acme.example/user.org.name', { 'https://acme.example/user': { org: { name: 'Acme' } } }],
    ['a name with dots before its parts', 'a.b', { a: { b: 'part' }, 'a.b': 'Acme' }],
    ['a claim named like a root', 'id_token.app.company', { app: { company: 'Acme' } }],
    ['a claim that is only a root', 'app', { app: 'Acme' }],
  ];
  for (const [what, path, idToken] of paths) {
    it(`are found by path: ${what}`, () => {
      assert.deepEqual(read(textField('x', { knownFrom: [path] }), { idToken }), { value: 'Acme', source: 'idp' });
    });
  }

  it('are tried in the order of the paths', () => {
    const field = textField('given_name', { knownFrom: ['first', 'second'] });
    assert.equal(read(field, { idToken: { second: '2', first: '1', given_name: '0' } })?.value, '1');
    assert.equal(read(field, { idToken: { second: '2', first: ' ', given_name: '0' } })?.value, '2');
    assert.equal(read(field, { idToken: { given_name: '0' } })?.value, '0');
  });

  it('of another root are not looked into', () => {
    assert.equal(read(textField('x', { knownFrom: ['app.org'] }), { idToken: { org: 'Acme', 'app.org': 'Acme' } }), undefined);
    assert.equal(read(textField('x', { knownFrom: ['org'] }), { app: { org: 'Acme' }, enrichment: { org: 'Acme' } }), undefined);
  });
});

describe('what Auth0 makes up', () => {
  const email = 'Ada.Lovelace@example.com';
  it('is no knowledge: a name that is the e-mail address', () => {
    assert.equal(read(textField('name'), { idToken: { email, name: 'ada.lovelace@example.com' } }), undefined);
    assert.equal(read(textField('first', { knownFrom: ['name'] }), { idToken: { email, name: email } }), undefined);
  });

  it('is no knowledge: a nickname that is the first part of the e-mail address', () => {
    assert.equal(read(textField('nickname'), { idToken: { email, nickname: 'ada.lovelace' } }), undefined);
  });

  it('is no knowledge: a name that is the phone number', () => {
    assert.equal(read(textField('name'), { idToken: { phone_number: '+49301234', name: '+49301234' } }), undefined);
  });

  it('is no knowledge: a picture that stands in', () => {
    const gravatar = 'https://s.gravatar.com/avatar/0c83f57c?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2Fad.png';
    assert.equal(read(textField('picture'), { idToken: { picture: gravatar } }), undefined);
    assert.equal(read(textField('picture'), { idToken: { picture: 'https://cdn.auth0.com/avatars/ad.png' } }), undefined);
  });

  it('is told from what somebody gave', () => {
    const idToken = { email, name: 'Ada Lovelace', nickname: 'ada', picture: 'https://images.example/?of=https://s.gravatar.com/avatar/1' };
    for (const name of ['name', 'nickname', 'picture'] as const) {
      assert.equal(read(textField(name), { idToken })?.value, idToken[name]);
    }
  });

  it('gives way to a less trusted source', () => {
    assert.deepEqual(read(textField('name'), { idToken: { email, name: email }, enrichment: { name: 'Ada' } }), {
      value: 'Ada',
      source: 'enrichment',
    });
  });
});

describe('identities', () => {
  const field = textField('lang', { knownFrom: ['identities.google-oauth2.locale'] });
  const google = { connection: 'google-oauth2', provider: 'google-oauth2', user_id: '1', profileData: { locale: 'de' } };

  it('are found by connection', () => {
    assert.deepEqual(read(field, { identities: [{ provider: 'auth0' }, google] }), { value: 'de', source: 'idp' });
  });

  it('are found by provider', () => {
    const acme = { connection: 'acme-login', provider: 'google-oauth2', profileData: { locale: 'fr' } };
    assert.equal(read(field, { identities: [acme] })?.value, 'fr');
  });

  it('are found by a name of one letter', () => {
    assert.equal(read(textField('x', { knownFrom: ['identities.x.locale'] }), { identities: [{ connection: 'x', profileData: { locale: 'fr' } }] })?.value, 'fr');
  });

  it('are tried one after the other', () => {
    assert.equal(read(field, { identities: [{ ...google, profileData: {} }, google] })?.value, 'de');
  });

  it('may have nested attributes', () => {
    const nested = textField('city', { knownFrom: ['identities.acme.address.city'] });
    assert.equal(read(nested, { identities: [{ connection: 'acme', profileData: { address: { city: 'Köln' } } }] })?.value, 'Köln');
  });

  it('leave the attributes of the first one to the claims', () => {
    const [first, second] = [{ connection: 'google-oauth2' }, { connection: 'acme' }];
    assert.equal(read(field, { identities: [first, second], idToken: { locale: 'it' } })?.value, 'it');
    assert.equal(read(field, { identities: [second, first], idToken: { locale: 'it' } }), undefined);
  });

  it('of other connections are not looked into', () => {
    assert.equal(read(field, { identities: [{ connection: 'facebook', profileData: { locale: 'de' } }] }), undefined);
    assert.equal(read(textField('x', { knownFrom: ['identities.google-oauth2'] }), { identities: [google] }), undefined);
    assert.equal(read(textField('x', { knownFrom: ['identities.acmes'] }), { identities: [{ connection: 'acme', profileData: { acmes: 'x' } }] }), undefined);
  });

  it('that are nonsense are passed over', () => {
    for (const identities of [null, 'google', [null, 3, 'x', { connection: 'google-oauth2', profileData: 7 }, google]]) {
      assert.doesNotThrow(() => read(field, { identities: identities as unknown[] }));
    }
  });
});

describe('values', () => {
  it('are decoded by the type of their field', () => {
    assert.equal(read(textField('n', { type: 'number' }), { userMetadata: { n: '42' } })?.value, 42);
    assert.equal(read(textField('b', { type: 'checkbox' }), { userMetadata: { b: 'true' } })?.value, true);
    assert.deepEqual(read(textField('m', { type: 'multiselect', options: [{ value: 'a', label: 'A' }] }), { app: { m: ['a'] } })?.value, ['a']);
  });

  const size = textField('size', { type: 'select', options: [{ value: 'small', label: 'Small' }], knownFrom: ['company_size'] });

  it('that a person gave are kept though the plan no longer offers them', () => {
    assert.deepEqual(read(size, { userMetadata: { size: 'huge' } }), { value: 'huge', source: 'user', unfit: true });
  });

  it('that do not fit the field are no knowledge from anywhere else', () => {
    assert.equal(read(size, { app: { size: 'huge' }, idToken: { company_size: 'huge' } }), undefined);
    assert.deepEqual(read(size, { app: { size: 'huge' }, enrichment: { size: 'small' } }), { value: 'small', source: 'enrichment' });
  });

  it('of the wrong kind are no knowledge', () => {
    for (const value of [{}, [], { toString: 'x' }, NaN, () => 1, Symbol('x'), 1n]) {
      assert.equal(read(textField('company'), { app: { company: value } }), undefined);
    }
  });
});

describe('hostile input', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'];

  it('never reaches what every object inherits', () => {
    for (const name of names) {
      const field = textField(name, { knownFrom: [name, `app.${name}`, `${name}.${name}`, `identities.${name}.${name}`] });
      const empty = { userMetadata: {}, idToken: {}, app: {}, enrichment: {}, identities: [{}] };
      assert.deepEqual(Object.keys(readProfile({ fields: [field] }, empty)), []);
    }
  });

  it('pollutes nothing', () => {
    const sources = JSON.parse('{"userMetadata": {"__proto__": "x"}}') as ProfileSources;
    const profile = readProfile({ fields: [textField('__proto__')] }, sources);
    assert.equal(Object.getPrototypeOf(profile), Object.prototype);
    assert.deepEqual(Object.entries(profile), [['__proto__', { value: 'x', source: 'user' }]]);
  });

  it('is read without a throw, whatever it is', () => {
    const plan = {
      fields: [
        textField('name'),
        textField('n', { type: 'number', knownFrom: ['a', 'a.b', 'identities.a.b', 'app.a', 'enrichment.a.b'] }),
        textField('c', { type: 'country', knownFrom: ['id_token.a'] }),
      ],
    };
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (one, two, three) => {
        const sources = { userMetadata: one, idToken: two, identities: three, app: { a: one }, enrichment: three };
        assert.equal(typeof readProfile(plan, sources as ProfileSources), 'object');
      }),
      { numRuns: 2000 },
    );
    assert.deepEqual(readProfile(plan, null as unknown as ProfileSources), {});
  });
});

describe('what a condition names although no field asks for it', () => {
  const plan: ProfilePlan = {
    fields: [
      { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' }, when: { country: { $in: ['DE', 'AT'] } } },
      { name: 'first_language', label: 'Language', when: { locale: { $exists: false } } },
    ],
  };

  it('is read from the page, the claims or a look-up', () => {
    assert.deepEqual(readProfile(plan, { app: { country: 'DE' }, idToken: { locale: 'de-DE', given_name: 'Ada' } }), {
      country: { value: 'DE', source: 'app' },
      locale: { value: 'de-DE', source: 'idp' },
    });
    assert.deepEqual(readProfile(plan, { enrichment: { country: 'AT' } }), { country: { value: 'AT', source: 'enrichment' } });
  });

  it('decides about the fields that wait for it', () => {
    const ledger = recordSession(recordSession(emptyLedger(), { now: new Date('2026-01-01') }), { now: new Date('2026-01-03') });
    const ask = (app: Record<string, unknown>) =>
      nextAsk(plan, { profile: readProfile(plan, { app }), ledger, now: new Date('2026-01-03'), activity: 'checkout' })?.fields.map(({ name }) => name);
    assert.deepEqual(ask({ country: 'DE', locale: 'de' }), ['vat_id']);
    assert.equal(ask({ country: 'FR', locale: 'fr' }), undefined);
  });
});
