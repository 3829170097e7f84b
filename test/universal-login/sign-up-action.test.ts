/** The generated pre-user-registration Action, as Auth0 would run it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ProfileField, ProfilePlan } from '../../src/plan/plan.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { readProfile } from '../../src/plan/profile.ts';
import { generateSignUpAction } from '../../src/universal-login/generate-sign-up-action.ts';
import type { PreUserRegistrationApi, PreUserRegistrationEvent, SignUpAction } from '../../src/universal-login/sign-up-action.ts';
import { load, signUpActionRuntime } from '../action/generated.ts';

const plan = parsePlan({
  fields: [
    { name: 'first_name', label: { en: 'First name', de: 'Vorname' }, ask: 'signup', required: true },
    { name: 'age', label: 'Age', type: 'number', min: 18, ask: 'signup' },
    { name: 'topics', label: 'Topics', type: 'multiselect', options: [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }], ask: 'signup' },
    { name: 'news', label: 'News', type: 'checkbox', ask: 'signup' },
    { name: 'origin', label: 'Origin', type: 'hidden', value: 7, ask: 'signup' },
    { name: 'story', label: 'Story', type: 'textarea', maxLength: 5, ask: 'signup' },
    { name: 'later', label: 'Later' },
    { name: 'given_name', label: 'Name', storage: 'root', required: true, ask: 'signup' },
  ],
});

const SHOWN = { 'ulp-progressive-lock': '1' };
const SOUND = { ...SHOWN, 'ulp-first_name': 'Ada', 'ulp-origin': '7' };

interface Outcome {
  user: Record<string, unknown>;
  app: Record<string, unknown>;
  errors: [string, string][];
}

async function actionOf(given: ProfilePlan, clients?: string[]): Promise<(event: PreUserRegistrationEvent) => Promise<Outcome>> {
  const code = generateSignUpAction(given, { version: '0', runtime: await signUpActionRuntime(), clients });
  const action = load<SignUpAction>(code);
  return async (event) => {
    const outcome: Outcome = { user: {}, app: {}, errors: [] };
    const api: PreUserRegistrationApi = {
      user: {
        setUserMetadata: (key, value) => void (outcome.user[key] = JSON.parse(JSON.stringify(value))),
        setAppMetadata: (key, value) => void (outcome.app[key] = JSON.parse(JSON.stringify(value))),
      },
      validation: { error: (...words) => void outcome.errors.push(words) },
    };
    await action.onExecutePreUserRegistration(event, api);
    return outcome;
  };
}

async function signUp(body: unknown, event: object = {}): Promise<Outcome> {
  return (await actionOf(plan))({ request: { body }, ...event } as PreUserRegistrationEvent);
}

describe('the sign-up Action', () => {
  it('stores typed values, and notes that the form was shown', async () => {
    const body = { ...SOUND, 'ulp-age': ' 36 ', 'ulp-topics-0': 'a', 'ulp-topics-1': 'b', 'ulp-news': 'true', 'ulp-story': 'a\r\nbcd' };
    assert.deepEqual(await signUp(body), {
      user: { first_name: 'Ada', age: 36, topics: ['a', 'b'], news: true, origin: 7, story: 'a\nbcd' },
      app: { progressive_lock: { signUpForm: true } },
      errors: [],
    });
  });

  it('stores nothing for what is left blank; a box that is not ticked is an answer', async () => {
    assert.deepEqual((await signUp({ ...SOUND, 'ulp-age': '', 'ulp-story': '   ' })).user, { first_name: 'Ada', news: false, origin: 7 });
  });

  it('leaves sign-ups without the form alone: through Lock, the API, or another page', async () => {
    for (const body of [undefined, null, {}, { email: 'a@b.example', user_metadata: {} }, { 'ulp-other': 'x' }, 'text', [SOUND]]) {
      assert.deepEqual(await signUp(body), { user: {}, app: {}, errors: [] });
    }
  });

  it('answers errors in the language of the page, without the values', async () => {
    const body = { ...SHOWN, 'ulp-origin': '7', 'ulp-age': '17' };
    const words = async (event: object) => (await signUp(body, event)).errors;
    assert.deepEqual(await words({ transaction: { locale: 'de', ui_locales: ['fr'] } }), [['invalid_payload', 'Vorname: Bitte beantworten. Age: Bitte 18 oder mehr eingeben.']]);
    assert.deepEqual(await words({ request: { body, language: 'de-AT,de;q=0.9' } }), [['invalid_payload', 'Vorname: Bitte beantworten. Age: Bitte 18 oder mehr eingeben.']]);
    for (const event of [{}, { transaction: { locale: '{{ x }}' } }, { transaction: { ui_locales: 'de' } }]) {
      assert.deepEqual(await words(event), [['invalid_payload', 'First name: Answer this question. Age: Enter 18 or more.']]);
    }
  });

  const tampered: [string, object][] = [
    ['a field is missing', { 'ulp-first_name': undefined }],
    ['the marker and a required field are missing', { 'ulp-progressive-lock': undefined, 'ulp-first_name': undefined }],
    ['a value is posted twice', { 'ulp-first_name': ['Ada', 'Eve'] }],
    ['an object is posted', { 'ulp-first_name': { $ne: '' } }],
    ['an option is none of the plan’s', { 'ulp-topics-0': 'c' }],
    ['a box has another value', { 'ulp-news': 'false' }],
    ['the hidden value is another one', { 'ulp-origin': '8' }],
    ['a number is none', { 'ulp-age': '0x20' }],
    ['a text is too long', { 'ulp-story': '123456' }],
    ['a text is huge', { 'ulp-first_name': 'x'.repeat(1_000_000) }],
  ];
  for (const [what, change] of tampered) {
    it(`stores nothing when ${what}`, async () => {
      const body = Object.fromEntries(Object.entries({ ...SOUND, ...change }).filter(([, value]) => value !== undefined));
      const { user, app, errors } = await signUp(body);
      assert.deepEqual([user, app, errors.length], [{}, {}, 1]);
      assert.ok((errors[0]?.[1].length ?? 0) < 500, 'the message is short');
    });
  }

  it('passes over names that are no field of the page', async () => {
    const body = { ...SOUND, 'ulp-later': 'x', 'ulp-given_name': 'x', 'ulp-progressive_lock': 'x', 'ulp-__proto__': 'x', later: 'x', 'ulp-topics-2': 'a' };
    assert.deepEqual(Object.keys((await signUp(body)).user), ['first_name', 'news', 'origin']);
  });

  it('is for the applications that are named', async () => {
    const run = await actionOf(plan, ['app']);
    assert.deepEqual((await run({ request: { body: SHOWN }, client: { client_id: 'other' } })).errors, []);
    assert.equal((await run({ request: { body: SHOWN }, client: { client_id: 'app' } })).errors.length, 1);
  });

  it('keeps a profile under the cap: what has no room is asked later', async () => {
    const fields = Array.from({ length: 6 }, (_, index): ProfileField => ({ name: `essay_${index}`, label: 'Essay', type: 'textarea', ask: 'signup' }));
    const run = await actionOf({ fields });
    const body = Object.fromEntries(fields.map(({ name }) => [`ulp-${name}`, 'x'.repeat(2000)]));
    assert.deepEqual(Object.keys((await run({ request: { body } })).user), ['essay_0', 'essay_1', 'essay_2']);
  });

  it('never throws, whatever comes', async () => {
    const run = await actionOf(plan);
    const name = fc.oneof(fc.constantFrom(...plan.fields.map((field) => `ulp-${field.name}`), 'ulp-progressive-lock', 'ulp-topics-0', '__proto__'), fc.string());
    const event = fc.record(
      { request: fc.record({ body: fc.oneof(fc.dictionary(name, fc.jsonValue()), fc.jsonValue()), language: fc.jsonValue() }, { requiredKeys: [] }), transaction: fc.jsonValue(), client: fc.jsonValue(), user: fc.jsonValue() },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(event, async (given) => {
        const { user } = await run(given as PreUserRegistrationEvent);
        const known = readProfile(plan, { userMetadata: user });
        assert.deepEqual(Object.entries(known).filter(([, { unfit }]) => unfit), []);
      }),
      { numRuns: 500 },
    );
  });

  it('holds nothing that the deploy CLI would replace, and tells its size where it is too large', async () => {
    const odd = { fields: [{ name: 'a', label: '@@SECRET@@ ##SECRET##', ask: 'signup' as const }] };
    const runtime = await signUpActionRuntime();
    const code = generateSignUpAction(odd, { version: '0', runtime });
    assert.doesNotMatch(code, /@@|##/);
    const { errors } = await (await actionOf({ fields: [{ ...odd.fields[0]!, required: true }] }))({ request: { body: SHOWN } });
    assert.match(errors[0]?.[1] ?? '', /^@@SECRET@@ ##SECRET##: /);
    assert.throws(() => generateSignUpAction(odd, { version: '0', runtime: 'x'.repeat(100_000) }), /would have \d+ bytes/);
  });
});
