/** The mistakes that newcomers make: each message says what was expected, what came and what to do. */
import { expect, oneEvent } from '@open-wc/testing';
import '../../src/define.ts';
import { endpointStore } from '../../src/auth0/endpoint-store.ts';
import { managementStore } from '../../src/auth0/management-store.ts';
import type { FailureEvent } from '../../src/ask/events.ts';
import type { TellUsMoreElement } from '../../src/elements/tell-us-more-element.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { waitUntil } from '../wait-until.ts';
import { MemoryStore } from './memory-store.ts';

const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', ask: { after: { sessions: 1 } } },
    { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' } },
  ],
};

let people = 0;

type Properties = Partial<Record<keyof TellUsMoreElement, unknown>>;

function build(properties: Properties = {}): TellUsMoreElement {
  const user = { sub: `auth0|newcomer-${++people}` };
  return Object.assign(document.createElement('tell-us-more'), { plan, user, store: new MemoryStore(), ...properties });
}

/** The first `error` event of an element with these properties. */
async function errorOf(properties: Properties, act?: (element: TellUsMoreElement) => Promise<void>): Promise<string> {
  const element = build(properties);
  const failure = oneEvent(element, 'error') as unknown as Promise<FailureEvent>;
  document.body.append(element);
  await act?.(element);
  return (await failure).error.message;
}

/** What the console is warned of once `act` is done, as soon as it names what came. */
async function warningOf(got: string, act: (element: TellUsMoreElement) => unknown, properties: Properties = {}): Promise<string> {
  const element = build(properties);
  return heard(got, () => {
    act(element);
    document.body.append(element);
  });
}

async function heard(got: string, act: () => unknown): Promise<string> {
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (words: string) => warnings.push(words);
  try {
    await act();
    const matches = () => warnings.filter((words) => words.includes(got));
    await waitUntil(() => matches().length, `expected a warning with ${got}`);
    expect(matches()).to.have.length(1);
    return matches()[0]!;
  } finally {
    console.warn = warn;
  }
}

async function isAsked(element: TellUsMoreElement): Promise<HTMLInputElement> {
  const input = () => element.shadowRoot!.querySelector('input');
  await waitUntil(() => input()?.checkVisibility({ visibilityProperty: true }), 'expected a question');
  return input()!;
}

async function answer(element: TellUsMoreElement): Promise<void> {
  const input = await isAsked(element);
  input.value = 'ACME';
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  element.shadowRoot!.querySelector<HTMLButtonElement>('[part~="save"]')!.click();
}

/** The message for an attribute, as on every page of localhost. */
const attribute = (name: string, value: string, got = `"${name}"`, properties: Properties = {}) => warningOf(got, (element) => element.setAttribute(name, value), properties);

/** Does not wait for what the inspector waits three seconds for. */
async function afterThreeSeconds(act: () => Promise<string>): Promise<string> {
  const { setTimeout } = window;
  window.setTimeout = ((work: () => void, ms?: number) => setTimeout(work, ms === 3000 ? 0 : ms)) as typeof setTimeout;
  try {
    return await act();
  } finally {
    window.setTimeout = setTimeout;
  }
}

const inlinePlan = (text: string) => async () => {
  const element = build({ plan: undefined });
  element.append(Object.assign(document.createElement('script'), { type: 'application/json', textContent: text }));
  const failure = oneEvent(element, 'error') as unknown as Promise<FailureEvent>;
  document.body.append(element);
  return (await failure).error.message;
};

interface Mistake {
  mistake: string;
  message: () => Promise<string>;
  expected: string;
  got: string;
  remedy: string;
}

const MISTAKES: Mistake[][] = [
  [
    {
      mistake: 'no plan',
      message: () => errorOf({ plan: undefined }),
      expected: 'Expected a plan for <tell-us-more>',
      got: 'there is none',
      remedy: 'Give its address or an object as `plan`',
    },
    {
      mistake: 'no plan at its address',
      message: () => errorOf({ plan: '/no-such-plan.json' }),
      expected: 'Expected a plan at /no-such-plan.json',
      got: 'the server answered 404',
      remedy: 'Correct the address, or put the plan there',
    },
  ],
  [
    {
      mistake: 'a plan that is not JSON',
      message: inlinePlan('{"fields": [,]}'),
      expected: 'Expected a plan as JSON in the <script> inside <tell-us-more>',
      got: 'it is not valid JSON: ',
      remedy: 'Correct it there. If it begins with "<", a web page came instead: correct the address of the plan.',
    },
  ],
  [
    {
      mistake: 'an unknown key in a plan',
      message: () => errorOf({ plan: { fields: [{ ...plan.fields[0], requird: true }] } }),
      expected: 'Did you mean "required"?',
      got: 'fields[0].requird: There is no such key.',
      remedy: 'Correct or remove it.',
    },
  ],
  [
    {
      mistake: 'a field without a name',
      message: () => errorOf({ plan: { fields: [{ label: 'Company' }] } }),
      expected: 'Expected letters, digits and "_"',
      got: 'fields[0].name: This is missing.',
      remedy: 'Add it.',
    },
  ],
  [
    {
      mistake: 'ask() before there is a user',
      message: async () => {
        const element = build({ user: undefined });
        document.body.append(element);
        return element.ask().then(String, (error: Error) => error.message);
      },
      expected: 'Expected a signed-in person before ask()',
      got: 'nobody is',
      remedy: 'Set `user` and `store`.',
    },
  ],
  [
    {
      mistake: 'a field that the plan does not have, in ask()',
      message: () => {
        const element = build();
        return heard('"compnay"', async () => {
          document.body.append(element);
          await element.ask(['compnay']);
        });
      },
      expected: 'Expected ask() to name fields of the plan (company, vat_id)',
      got: 'got "compnay"',
      remedy: 'Correct the name, or add it to the plan.',
    },
    {
      mistake: 'an activity that the plan does not have, in track()',
      message: () => {
        const element = build();
        return heard('"chekout"', async () => {
          document.body.append(element);
          await isAsked(element);
          element.track('chekout');
        });
      },
      expected: 'Expected track() to name an activity of the plan (checkout)',
      got: 'got "chekout"',
      remedy: 'Correct the name, or add it to the plan.',
    },
  ],
  [
    {
      mistake: 'a store without save()',
      message: () => errorOf({ store: { read: () => Promise.resolve({}) } }),
      expected: 'Expected `store` to have save()',
      got: 'got undefined',
      remedy: 'Use managementStore() or endpointStore(), or add it.',
    },
    {
      mistake: 'a store whose save() resolves with nothing',
      message: () => errorOf({ store: Object.assign(new MemoryStore(), { save: () => Promise.resolve() }) }, answer),
      expected: 'Expected save() of the store to resolve with the whole user_metadata',
      got: 'got undefined',
      remedy: 'Return it.',
    },
    ...Object.entries({
      managementStore: () => managementStore({ domain: 'acme.eu.auth0.com' } as never),
      endpointStore: () => endpointStore({ url: '/api/profile' } as never),
    }).map(([name, make]) => ({
      mistake: `${name}() without getToken`,
      message: () => make().read('auth0|1').then(String, (error: Error) => error.message),
      expected: 'Expected `getToken`',
      got: 'got undefined',
      remedy: 'Give it to the store.',
    })),
  ],
  [
    {
      mistake: 'a user but no store, after three seconds',
      message: () => afterThreeSeconds(() => warningOf('`store` of', () => undefined, { debug: true, store: undefined })),
      expected: 'Expected `store` of <tell-us-more>: where the profile is read and saved',
      got: 'got undefined 3 seconds after it began',
      remedy: 'Set `element.store = managementStore({ domain, getToken })`, or an `endpointStore`.',
    },
    {
      mistake: 'a store but no user, after three seconds',
      message: () => afterThreeSeconds(() => warningOf('`user` of', () => undefined, { debug: true, user: undefined })),
      expected: 'Expected `user` of <tell-us-more>: the claims of the ID token',
      got: 'got undefined 3 seconds after it began',
      remedy: 'Set `element.user = await client.getUser()`.',
    },
  ],
  [
    {
      mistake: 'an attribute without its dash',
      message: () => attribute('clientid', 'app'),
      expected: 'Expected attributes that <tell-us-more> has (plan, client-id, ',
      got: 'got "clientid"',
      remedy: 'Did you mean "client-id"? Correct it',
    },
    {
      mistake: 'a misspelt attribute',
      message: () => attribute('langauge', 'de'),
      expected: 'Expected attributes that <tell-us-more> has',
      got: 'got "langauge"',
      remedy: 'Did you mean "language"? Correct it',
    },
    {
      mistake: 'a value that an attribute does not have',
      message: () => attribute('placement', 'top', '"top"'),
      expected: 'Expected "placement" of <tell-us-more> to be one of corner, dialog, inline, bar',
      got: 'got "top"',
      remedy: 'Without it, it is "corner".',
    },
    {
      mistake: 'off="false"',
      message: () => attribute('off', 'false', 'off="false"', { debug: true }),
      expected: 'Expected "off" on <tell-us-more> to be there or not',
      got: 'got off="false", which is true',
      remedy: 'Leave the attribute out, or set the property: element.off = false.',
    },
  ],
  [
    {
      mistake: 'an unknown key of the dictionary',
      message: () => warningOf('"sav"', () => undefined, { dictionary: { sav: 'Keep' } }),
      expected: 'Expected keys of `dictionary`',
      got: 'got "sav"',
      remedy: 'Did you mean "save"?',
    },
  ],
  [
    {
      mistake: 'an accent that is no colour',
      message: () => warningOf('"brandblue"', () => undefined, { accent: 'brandblue' }),
      expected: 'Expected "accent" of <tell-us-more> to be a colour of CSS',
      got: 'got "brandblue"',
      remedy: 'Write it as in a style sheet',
    },
  ],
  [
    {
      mistake: 'a domain with https://',
      message: () => {
        const lock = Object.assign(document.createElement('progressive-lock'), { manual: true, plan, clientId: 'app', domain: 'https://acme.eu.auth0.com' });
        // No tenant is there to answer.
        lock.addEventListener('error', () => undefined);
        return heard('"https://acme.eu.auth0.com"', () => document.body.append(lock));
      },
      expected: 'Expected "domain" of <progressive-lock> to be the domain alone',
      got: 'got "https://acme.eu.auth0.com"',
      remedy: 'Write "acme.eu.auth0.com".',
    },
  ],
];

describe('twelve mistakes', () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  afterEach(() => {
    for (const element of document.querySelectorAll('tell-us-more, progressive-lock')) element.remove();
  });

  for (const [index, group] of MISTAKES.entries()) {
    for (const { mistake, message, expected, got, remedy } of group) {
      it(`${index + 1}. ${mistake}`, async () => {
        const words = await message();
        for (const part of [expected, got, remedy]) expect(words).to.contain(part);
      });
    }
  }
});
