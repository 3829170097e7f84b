/** Mistakes of a page, one at a time. What a newcomer reads of them: test/elements/twelve-mistakes.browser.test.ts. */
import type { ReactiveElement } from '@lit/reactive-element';
import { expect } from '@open-wc/testing';
import { findMissing, findMistakes, findOtherPlan, findSharedIds, warnOnce } from '../../src/ask/find-mistakes.ts';
import { checkPage } from '../../src/ask/page-check.ts';
import { warnOfUnknown } from '../../src/ask/unknown-names.ts';
import '../../src/define.ts';
import { MemoryStore } from '../elements/memory-store.ts';
import { hashPlan } from '../../src/plan/profile-claim.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { waitUntil } from '../wait-until.ts';
import { destroyAll, inPhase, newUser, profiler } from './open-profiler.ts';

const plan: ProfilePlan = { fields: [{ name: 'company', label: 'Company' }] };
const otherPlan: ProfilePlan = { fields: [{ name: 'role', label: 'Role' }] };

function build(attributes: Record<string, string> = {}, properties: Record<string, unknown> = {}, tag = 'tell-us-more'): ReactiveElement {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element as unknown as ReactiveElement;
}

const found = async (...args: Parameters<typeof build>) => (await findMistakes(build(...args))).map(({ got, remedy }) => `${got}: ${remedy}`);

/** What `act` writes to the console. */
async function warnings(act: (said: string[]) => unknown): Promise<string[]> {
  const said: string[] = [];
  const { warn } = console;
  console.warn = (words: string) => said.push(words);
  try {
    await act(said);
  } finally {
    console.warn = warn;
  }
  return said;
}

describe('a mistake in the attributes of an element', () => {
  it('is none where all is well: its own attributes, those of HTML, and those of frameworks', async () => {
    const fine = {
      'client-id': 'app', placement: 'bar', layer: 'page', off: '', class: 'x', slot: 's', 'aria-label': 'x', 'data-x': '1', 'hx-get': '/', 'ng-version': '17',
      onclick: 'go()', 'v-cloak': '', 'x-data': '{}', _ngcontent: '', 'xml:lang': 'de',
    };
    expect(await found(fine, { accent: 'red', dictionary: { save: 'Keep', askAgain: 'Ask', askNoMore: 'No more', findAnswers: 'Find' } })).to.deep.equal([]);
  });

  it('is a name without its dash, one that is near, or one that is far', async () => {
    expect(await found({ clientid: 'a', client_id: 'b', placemnt: 'c', zebra: 'd' })).to.deep.equal([
      '"clientid": Did you mean "client-id"? Correct it, or begin it with "data-" if it is your own.',
      '"client_id": Did you mean "client-id"? Correct it, or begin it with "data-" if it is your own.',
      '"placemnt": Did you mean "placement"? Correct it, or begin it with "data-" if it is your own.',
      '"zebra": Correct it, or begin it with "data-" if it is your own.',
    ]);
    const [{ expected } = { expected: '' }] = await findMistakes(build({ zebra: '' }));
    expect(expected).to.match(/^attributes that <tell-us-more> has \(.*client-id, /);
  });

  it('is a word for "no" where the attribute itself means yes', async () => {
    for (const text of ['false', 'No', 'off', '0']) {
      expect(await found({ off: text })).to.deep.equal([`off="${text}", which is true: Leave the attribute out, or set the property: element.off = false.`]);
    }
    expect(await found({ off: 'nothing' })).to.deep.equal([]);
    expect(await found({ off: 'turnoff' })).to.deep.equal([]);
    expect(await found({ language: 'no' })).to.deep.equal([]);
  });

  it('is a value that it does not have, also of a property', async () => {
    expect(await found({ placement: 'cornr' })).to.deep.equal(['"cornr": Did you mean "corner"? Without it, it is "corner".']);
    expect(await found({ layer: 'above' })).to.deep.equal(['"above": Without it, it is "top".']);
    expect(await found({}, { placement: 'underneath' })).to.deep.equal(['"underneath": Without it, it is "corner".']);
    expect(await found({}, { placement: null, layer: undefined })).to.deep.equal([]);
    expect(await found({ fallback: 'redirct', 'lock-style': 'nine' }, {}, 'progressive-lock')).to.deep.equal([
      '"redirct": Did you mean "redirect"? Without it, it is "redirect".',
      '"nine": Did you mean "none"? Without it, it is "page".',
    ]);
  });

  it('is a domain with more than the domain, except that of a local tenant', async () => {
    for (const domain of ['https://acme.eu.auth0.com', 'acme.eu.auth0.com/', 'http://acme.eu.auth0.com/login']) {
      expect(await found({}, { domain }, 'progressive-lock')).to.deep.equal([`"${domain}": Write "acme.eu.auth0.com".`]);
    }
    for (const domain of ['acme.eu.auth0.com', 'ACME.eu.auth0.com', 'https://localhost', 'http://localhost:3000', 'https://acme.test:8443', ':::', '', null]) {
      expect(await found({}, { domain }, 'progressive-lock')).to.deep.equal([]);
    }
  });

  it('is a key of the dictionary that there is no word for', async () => {
    expect(await found({}, { dictionary: { sav: 'Keep', save: 'Keep', zebra: 'Z' } })).to.deep.equal([
      '"sav": Did you mean "save"? TypeScript knows them as `Words`.',
      '"zebra": TypeScript knows them as `Words`.',
    ]);
    expect(await found({}, { dictionary: 'sav' })).to.deep.equal([]);
  });
});

describe('a mistake of the page', () => {
  const ada = { user: { sub: 'auth0|ada' }, clientId: 'app' };

  it('is two different plans for one person with one id, or without one', () => {
    const got = (...parts: Parameters<typeof findSharedIds>[0]) => findSharedIds(parts).map((mistake) => mistake.got);
    expect(got({ ...ada, plan }, { ...ada, plan: otherPlan })).to.deep.equal(['two different plans without one']);
    expect(got({ ...ada, plan: { ...plan, id: 'a' } }, { ...ada, plan: { ...otherPlan, id: 'a' } })).to.deep.equal(['two different plans with the id "a"']);
    expect(got({ ...ada, plan }, { ...ada, plan: { ...plan } })).to.deep.equal([]);
    expect(got({ ...ada, plan: { ...plan, id: 'a' } }, { ...ada, plan: otherPlan })).to.deep.equal([]);
    expect(got({ ...ada, plan }, { ...ada, user: { sub: 'auth0|bob' }, plan: otherPlan })).to.deep.equal([]);
    expect(got({ ...ada, plan }, { ...ada, clientId: 'other', plan: otherPlan })).to.deep.equal([]);
    expect(got({ ...ada, plan })).to.deep.equal([]);
  });

  it('is a token of an Action that was made from another plan', () => {
    const claimOf = (claim: unknown) => findOtherPlan({ sub: 'auth0|ada', 'https://acme.example/progressive_lock': claim }, plan).map(({ got }) => got);
    expect(claimOf({ plan: hashPlan(plan) })).to.deep.equal([]);
    expect(claimOf({ plan: hashPlan(otherPlan) })).to.deep.equal([`digest ${hashPlan(otherPlan)}`]);
    expect(claimOf({})).to.deep.equal(['none']);
    expect(claimOf('text')).to.deep.equal([]);
    expect(findOtherPlan({ sub: 'auth0|ada', 'https://acme.example/roles': {} }, plan)).to.deep.equal([]);
  });

  it('is a user or a store that is missing, unless the element is off', () => {
    const localName = 'tell-us-more';
    const [user, store] = [{ sub: 'auth0|ada' }, new MemoryStore()];
    const got = (element: object) => findMissing({ localName, ...element }).map((mistake) => `${mistake.expected.slice(0, 7)} ${mistake.got}`);
    expect(got({ user, store })).to.deep.equal([]);
    expect(got({ user: null, store })).to.deep.equal(['`user`  null 3 seconds after it began']);
    expect(got({ user })).to.deep.equal(['`store` undefined 3 seconds after it began']);
    expect(got({})).to.have.length(2);
    expect(got({ off: true })).to.deep.equal([]);
  });

  it('is said once, and again only if it reads otherwise', async () => {
    const mistake = { expected: 'one', got: 'two', remedy: 'Do it.' };
    const said = await warnings(() => {
      warnOnce([mistake, mistake]);
      warnOnce([mistake, { ...mistake, got: 'three' }]);
    });
    expect(said).to.deep.equal(['progressive-lock: Expected one, got two. Do it.', 'progressive-lock: Expected one, got three. Do it.']);
  });
});

describe('the check of a page', () => {
  const part = (sub: string, id: string, fields: ProfilePlan['fields'], host: EventTarget = new EventTarget()) => {
    const end = new AbortController();
    return { end, part: { host, user: { sub }, clientId: 'app', plan: { id, fields }, signal: end.signal } as unknown as Parameters<typeof checkPage>[0] };
  };

  it('tells of an element with a mistake, and of two parts that share an id while both are there', async () => {
    const one = part('auth0|1', 'shared-1', plan.fields, build({ zebras: '' }));
    const other = part('auth0|1', 'shared-1', otherPlan.fields);
    const said = await warnings(async () => {
      await checkPage(one.part);
      await checkPage(other.part);
    });
    expect(said.map((words) => /got (.*?)\./.exec(words)?.[1])).to.deep.equal(['"zebras"', 'two different plans with the id "shared-1"']);
    one.end.abort();
    other.end.abort();
  });

  it('forgets a part that has ended, before or after', async () => {
    const [gone, ended, last] = [part('auth0|2', 'shared-2', plan.fields), part('auth0|2', 'shared-2', plan.fields), part('auth0|2', 'shared-2', otherPlan.fields)];
    ended.end.abort();
    const said = await warnings(async () => {
      await checkPage(gone.part);
      gone.end.abort();
      await checkPage(ended.part);
      await checkPage(last.part);
    });
    last.end.abort();
    expect(said).to.deep.equal([]);
  });
});

describe('a name that the plan does not have', () => {
  const late: ProfilePlan = {
    fields: [
      { name: 'company', label: 'Company', ask: { on: ['checkout', 'invite'] } },
      { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' } },
      { name: 'role', label: 'Role', ask: { after: { sessions: 1 } } },
    ],
    experiments: [{ name: 'moment', variants: [{ name: 'as_is' }, { name: 'export', changes: { fields: { role: { ask: { on: 'export' } } } } }] }],
  };

  it('is told once, with the names that there are', async () => {
    const said = await warnings(() => {
      warnOfUnknown('fields', ['company', 'compnay'], late);
      warnOfUnknown('fields', ['compnay'], late);
      warnOfUnknown('activities', ['checkout', 'invite', 'export', 'chekout'], late);
      warnOfUnknown('activities', ['compnay'], plan);
    });
    expect(said).to.deep.equal([
      'Expected ask() to name fields of the plan (company, vat_id, role), got "compnay". Correct the name, or add it to the plan.',
      'Expected track() to name an activity of the plan (checkout, invite, export), got "chekout". Correct the name, or add it to the plan.',
      'Expected track() to name an activity of the plan (it has none), got "compnay". Correct the name, or add it to the plan.',
    ]);
  });

  it('is right if an element of the page reports it: another plan may have it', async () => {
    const button = document.createElement('button');
    button.dataset['tellUsMore'] = 'report_bug';
    document.body.append(button);
    const said = await warnings(() => {
      warnOfUnknown('activities', ['report_bug'], late);
      warnOfUnknown('fields', ['report_bug'], late);
    });
    button.remove();
    expect(said.map((words) => words.slice(0, 22))).to.deep.equal(['Expected ask() to name']);
  });

  it('is told of what a profiler is called with, and of nothing else', async () => {
    const one = profiler({ plan: late, known: { company: 'ACME', vat_id: 'DE1', role: 'dev' } });
    one.setUser(newUser());
    await inPhase(one, 'quiet');
    const told = await warnings(async (said) => {
      one.track('checkout');
      one.track(undefined);
      await one.ask();
      one.track('pay');
      await waitUntil(() => said.length, 'expected a warning');
      await one.ask(['compny']);
      await waitUntil(() => said.length > 1, 'expected a second warning');
    });
    destroyAll();
    expect(told.map((words) => /got .*?\./.exec(words)?.[0])).to.deep.equal(['got "pay".', 'got "compny".']);
  });

  it('does not fill the console', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `unknown_${index}`);
    const said = await warnings(() => warnOfUnknown('fields', names, late));
    expect(said.length).to.be.within(1, 10);
  });
});
