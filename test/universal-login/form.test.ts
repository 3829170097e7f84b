/** The form of Auth0's for a login, and the Action that shows it. */
import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import type { Management } from 'auth0';
import fc from 'fast-check';
import { formVariable } from '../../src/plan/form-fields.ts';
import { LEDGER_KEY, readLedger } from '../../src/plan/ledger.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import type { ProfileField } from '../../src/plan/plan.ts';
import { buildForm, uncheckedRules, type LoginForm } from '../../src/universal-login/form.ts';
import { languagesOf, tagsOf } from '../../src/universal-login/languages.ts';
import { generate, load, loginEvent, recordingApi } from '../action/generated.ts';
import { fieldAndAnswer } from '../plan/arbitrary-plan.ts';

const atLogin = { required: true, ask: { atLogin: true } };
const plan = parsePlan({
  fields: [
    { name: 'country', label: { en: 'Country', de: 'Land' }, why: { en: 'For taxes', de: 'Für die Steuer' }, type: 'country', ...atLogin },
    { name: 'size', label: 'Size', type: 'number', min: 1, ...atLogin },
    { name: 'terms', label: 'I agree & sign', type: 'checkbox', ...atLogin },
    { name: 'pin', label: 'Pin', sensitive: true, ...atLogin },
    { name: 'nickname', label: 'Nickname', ask: 'signup' },
  ],
});
/** Rules that a form of Auth0 does not check. */
const strict = parsePlan({
  fields: [
    { name: 'vat_id', label: 'VAT number', pattern: '[A-Z]{2}[0-9]{9}', minLength: 2, ...atLogin },
    { name: 'site', label: 'Site', type: 'url', maxLength: 100, ...atLogin },
    { name: 'phone', label: 'Phone', type: 'tel', ...atLogin },
    { name: 'born', label: 'Born', type: 'date', max: '2010-01-01', ...atLogin },
    { name: 'seats', label: 'Seats', type: 'number', min: 5, step: 5, ...atLogin },
    { name: 'news', label: 'News', type: 'checkbox', ...atLogin },
  ],
});
const FORM = 'ap_form';
const wordsIn = (language: string) => ({ continue: `${language} continue`, later: `${language} later` });
const build = (given = plan): LoginForm => buildForm(given, { name: 'progressive-lock', languages: ['en', 'de'], wordsIn });

/** A link that would lead to a page of Auth0. */
const isRelative = ({ link }: ProfileField) => link !== undefined && !link.url.startsWith('https://');

describe('the form of a plan', () => {
  it('has the type that the official SDK sends', () => {
    const request: Management.CreateFormRequestContent = build();
    assert.equal(request.name, 'progressive-lock');
  });

  it('leads past what is known, by one router for each field, and can be left', () => {
    const { nodes, start, ending } = build();
    assert.deepEqual([start.next_node, ending.resume_flow], ['router_0', true]);
    const ids = nodes.map(({ id }) => id);
    assert.deepEqual(ids, ['router_0', 'step_0', 'router_1', 'step_1', 'router_2', 'step_2', 'router_3', 'step_3']);
    for (const [index, node] of nodes.entries()) {
      if (node.type === 'ROUTER') {
        const next = ids[index + 2] ?? '$ending';
        assert.deepEqual([node.config.rules[0]?.next_node, node.config.fallback], [ids[index + 1], next]);
      } else {
        assert.deepEqual(node.config.components.map(({ type }) => type).slice(1), ['NEXT_BUTTON', 'JUMP_BUTTON']);
      }
    }
    const [first] = nodes;
    assert.deepEqual(first?.type === 'ROUTER' && first.config.rules[0]?.condition, { operator: 'AND', operands: [{ operator: 'EXISTS', operands: ['{{vars.ask_country}}'] }] });
  });

  it('has every language, legal texts as text, and braces that Auth0 fills in nowhere', () => {
    const { translations } = build();
    const { components } = translations?.de as { components: Record<string, { label?: string; hint?: string; config: { text?: string; options?: object[] } }> };
    assert.deepEqual([components.country?.label, components.country?.hint, components.next_0?.config.text], ['Land', 'Für die Steuer', 'de continue']);
    assert.ok(JSON.stringify(components.country?.config.options).includes('Österreich'), 'the names of countries are translated');
    assert.equal(components.terms?.config.text, 'I agree &#38; sign');
    const odd = build(parsePlan({ fields: [{ name: 'a', label: '{{context.user.email}} {{{x}}}', ...atLogin }] }));
    assert.equal(JSON.stringify(odd).replaceAll('{{vars.ask_a}}', '').includes('{{'), false);
  });

  it('says what the ends of a scale mean', () => {
    const { nodes, translations } = build(parsePlan({ fields: [{ name: 'ease', label: 'Ease', type: 'rating', max: 3, lowLabel: { en: 'Hard', de: 'Schwer' }, highLabel: 'OK', ...atLogin }] }));
    const [, step] = nodes;
    const [choice] = step?.type === 'STEP' ? step.config.components : [];
    const labels = (given: unknown) => (given as { config: { options: { label: string }[] } }).config.options.map(({ label }) => label);
    assert.deepEqual(labels(choice), ['1 – Hard', '2', '3 – OK']);
    assert.deepEqual(labels((translations?.de as { components: { ease: object } }).components.ease), ['1 – Schwer', '2', '3 – OK']);
    assert.deepEqual(tagsOf([{ name: 'ease', label: 'Ease', type: 'rating', lowLabel: { hu: 'Nehéz' } }]), ['en', 'hu']);
  });

  it('has the languages of a link, too', () => {
    const link = { url: 'https://acme.example/terms', text: { en: 'Terms', hu: 'Feltételek' } };
    assert.deepEqual(tagsOf([{ name: 'terms', label: 'OK', link }]), ['en', 'hu']);
    assert.ok(languagesOf([{ name: 'terms', label: 'OK', link }]).includes('hu'), 'Hungarian is one of them');
  });

  it('fits the types for every kind of field', () => {
    fc.assert(
      fc.property(fieldAndAnswer, ([field]) => {
        const one: ProfileField = { ...field, when: undefined, required: true, ask: { atLogin: true } };
        if (isRelative(one)) return void assert.throws(() => build({ fields: [one] }), /its link is relative/);
        const request: Management.CreateFormRequestContent = build({ fields: [one] });
        assert.equal(request.nodes?.length, 2);
      }),
    );
  });

  it('has the link of a box as HTML, and nothing of the plan is markup in it', () => {
    const link = { text: { en: 'Terms <3 & more', de: 'Bedingungen' }, url: 'https://acme.example/terms?a=1&b="{{x}}"' };
    const { nodes, translations } = build(parsePlan({ fields: [{ name: 'terms', label: 'I agree', type: 'checkbox', link, ...atLogin }] }));
    const [, step] = nodes;
    const [box] = step?.type === 'STEP' ? step.config.components : [];
    const address = 'https://acme.example/terms?a=1&#38;b=&#34;%7B%7Bx%7D%7D&#34;';
    assert.deepEqual(box?.config, { text: `I agree <a href="${address}" target="_blank" rel="noopener">Terms &#60;3 &#38; more</a>` });
    assert.match(JSON.stringify(translations?.de), />Bedingungen<\/a>/);
  });

  it('lets answers through that the plan does not, by rules of which it has no counterpart', () => {
    assert.deepEqual(strict.fields.map(uncheckedRules), [['pattern'], ['type', 'maxLength'], ['type'], ['max'], ['step'], []]);
    assert.deepEqual(plan.fields.flatMap(uncheckedRules), []);
  });

  it('is refused where Auth0 takes no text that long, with the number', () => {
    for (const key of ['why', 'placeholder']) {
      const of = (length: number) => build(parsePlan({ fields: [{ name: 'a', label: 'A', [key]: { en: 'short', de: 'x'.repeat(length) }, ...atLogin }] }));
      assert.equal(of(500).nodes.length, 2);
      assert.throws(() => of(501), new RegExp(`^RangeError: a: its \`${key}\` has 501 characters \\(de\\), and a form of Auth0 takes 500`));
    }
    assert.throws(() => buildForm(plan, { name: 'x'.repeat(151), languages: ['en'], wordsIn }), /name has 151 characters, and Auth0 takes 150/);
  });

  it('is refused where nothing is asked during a login, or a list is fetched', () => {
    assert.throws(() => build({ fields: [{ name: 'a', label: 'A' }] }), /no field with "required": true/);
    assert.throws(() => build({ fields: [{ name: 'a', label: 'A', type: 'select', options: { url: '/x' }, required: true, ask: { atLogin: true } }] }), /a: its options are fetched/);
  });
});

describe('the Action with a form', () => {
  const action = async () => load(await generate(plan, { page: undefined, form: FORM }));

  it('renders it with the names of what is missing, and with no value: the browser would see it before a second factor', async () => {
    const { api, record } = recordingApi();
    await (await action()).onExecutePostLogin(loginEvent({ user: { user_id: 'auth0|1', user_metadata: { size: 3, pin: '1234' } } }), api);
    assert.deepEqual(record.rendered, { id: FORM, vars: { ask_country: true, ask_terms: true, ledger: record.user[LEDGER_KEY] } });
    assert.equal(record.sentTo, undefined);
  });

  it('stores what fits of the answers, with types, and nothing else', async () => {
    const { api, record } = recordingApi();
    const fields = { country: 'AT', size: '12', terms: true, pin: { $ne: 1 }, nickname: 'x', other: 'y' };
    await (await action()).onContinuePostLogin(loginEvent({ prompt: { id: FORM, fields } }), api);
    const { progressive_lock: ledger, ...stored } = record.user;
    assert.deepEqual(stored, { country: 'AT', size: 12, terms: true });
    assert.ok(ledger, 'the ledger is written');
  });

  it('overwrites nothing that is known, and takes nothing of another form', async () => {
    const known = { user_id: 'auth0|1', user_metadata: { size: 3 } };
    const one = recordingApi();
    await (await action()).onContinuePostLogin(loginEvent({ user: known, prompt: { id: FORM, fields: { size: 9, country: 'DE' } } }), one.api);
    assert.equal(one.record.user.size, undefined);
    const other = recordingApi();
    await (await action()).onContinuePostLogin(loginEvent({ prompt: { id: 'ap_other', fields: { country: 'DE' } } }), other.api);
    assert.equal(other.record.user.country, undefined);
  });

  for (const [what, isFresh] of [['as they were before the form', false], ['with what was set before the form', true]] as const) {
    it(`keeps the session of its login if the event has the person ${what}`, async () => {
      const before = recordingApi();
      await (await action()).onExecutePostLogin(loginEvent(), before.api);
      const counted = readLedger(before.record.user[LEDGER_KEY]);
      assert.equal(counted.n, 2);
      const after = recordingApi();
      const user = { user_id: 'auth0|1', ...(isFresh && { user_metadata: before.record.user, app_metadata: before.record.app }) };
      await (await action()).onContinuePostLogin(loginEvent({ user, prompt: { id: FORM, fields: { country: 'AT' }, vars: { ...before.record.rendered?.vars } } }), after.api);
      const kept = readLedger(after.record.user[LEDGER_KEY]);
      assert.deepEqual({ ...kept, k: Object.keys(kept.k) }, { ...counted, k: Object.keys(counted.k) });
      assert.equal(after.record.user.country, 'AT');
    });
  }

  it('asks again only after "Not now" is over', async () => {
    const { api, record } = recordingApi();
    await (await action()).onContinuePostLogin(loginEvent({ prompt: { id: FORM, fields: {} } }), api);
    const next = recordingApi();
    await (await action()).onExecutePostLogin(loginEvent({ user: { user_id: 'auth0|1', user_metadata: record.user } }), next.api);
    assert.equal(next.record.rendered, undefined);
  });

  it('takes "Not now" after some answers for the rest, and not for what those answers make due', async () => {
    const given = parsePlan({ fields: [...plan.fields.slice(0, 2), { name: 'state', label: 'State', when: { country: 'US' }, ...atLogin }] });
    const action = load(await generate(given, { page: undefined, form: FORM }));
    const first = recordingApi();
    await action.onExecutePostLogin(loginEvent(), first.api);
    const { ledger, ...asked } = first.record.rendered?.vars as Record<string, unknown>;
    assert.deepEqual(Object.keys(asked), ['ask_country', 'ask_size']);
    const second = recordingApi();
    await action.onContinuePostLogin(loginEvent({ prompt: { id: FORM, fields: { country: 'US' }, vars: { ...asked, ledger } } }), second.api);
    const next = recordingApi();
    await action.onExecutePostLogin(loginEvent({ user: { user_id: 'auth0|1', user_metadata: second.record.user } }), next.api);
    assert.deepEqual(Object.keys(next.record.rendered?.vars ?? {}), ['ask_state', 'ledger']);
  });

  it('asks again at the next login what the form let through and the plan does not, and logs which fields these are', async () => {
    const warn = mock.fn<(words: string) => void>();
    const action = load(await generate(strict, { page: undefined, form: FORM }), { console: { warn } });
    const first = recordingApi();
    await action.onContinuePostLogin(loginEvent({ prompt: { id: FORM, fields: { vat_id: 'de1', site: 'acme.example', phone: 'none', born: '2015-05-05', seats: 7, news: false } } }), first.api);
    assert.deepEqual(warn.mock.calls.map(({ arguments: [words] }) => words), ['progressive-lock: answers failed: These do not fit the plan: vat_id, site, phone, born, seats']);
    const next = recordingApi();
    await action.onExecutePostLogin(loginEvent({ user: { user_id: 'auth0|1', user_metadata: first.record.user } }), next.api);
    assert.deepEqual(Object.keys({ ...next.record.rendered?.vars, ledger: 1 }), [...strict.fields.map(formVariable), 'ledger']);
  });

  for (const event of [{ transaction: { protocol: 'oauth2-refresh-token' } }, { transaction: { protocol: 'oidc-basic-profile', prompt: ['none'] } }]) {
    it(`renders nothing where nobody sits: ${JSON.stringify(event.transaction)}`, async () => {
      const { api, record } = recordingApi();
      await (await action()).onExecutePostLogin(loginEvent(event), api);
      assert.equal(record.rendered, undefined);
    });
  }

  it('renders nothing, and notes nothing as shown, where Auth0 cannot lead the person to a page', async () => {
    const { api, record } = recordingApi({ canRedirect: false });
    await (await action()).onExecutePostLogin(loginEvent(), api);
    assert.deepEqual([record.rendered, readLedger(record.user[LEDGER_KEY]).k], [undefined, {}]);
  });

  it('is refused together with a redirect, with the reason', async () => {
    await assert.rejects(generate(plan, { form: FORM }), /a redirect or a form in one Action, not both/);
    await assert.rejects(generate(plan, { page: undefined, form: "x'" }), /Expected the id of a form/);
    await assert.rejects(generate(plan, { page: undefined }), /--page\), or the id of a form/);
  });
});
