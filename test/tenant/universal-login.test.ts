/** The local tenant's sign-up pages over HTTP: what they pass to Actions, and what Auth0 would refuse. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { PASSWORDLESS, SOCIAL, startTenant, type Mail, type TenantOptions } from '../../src/tenant/tenant.ts';
import { generate } from '../action/generated.ts';
import { tenantLogin } from '../universal-login/tenant-login.ts';
import { demoApp, formState, PAGE, PASSWORD, sha256, Visitor, withTenant } from './visitor.ts';

const EMAIL = 'ada@example.com';
const CODE = { response_type: 'code', redirect_uri: `${PAGE}/`, scope: 'openid profile email', code_challenge: sha256('verifier').toString('base64url'), code_challenge_method: 'S256', screen_hint: 'signup' };

/** Opens the sign-up page; answers what names the request. */
async function open(visitor: Visitor, more: Record<string, string> = {}): Promise<{ state: string; html: string; path: string }> {
  const { headers } = await visitor.fetch(`/authorize?${new URLSearchParams({ client_id: 'demo', ...CODE, ...more })}`);
  const path = headers.get('location') ?? '';
  const html = await (await visitor.fetch(path)).text();
  return { state: formState(html), html, path };
}

describe('the sign-up page of the local tenant', () => {
  const page = (text: string): TenantOptions => ({ universalLogin: { partials: { signup: { 'form-content-end': text } }, customText: {} } });

  it('renders partials and custom texts where Auth0 does, in the language of the person', async () => {
    const universalLogin = { partials: { signup: { 'form-content-start': '<i>{{prompt.screen.texts.varTos}}</i>', 'form-content-end': '<b>{{locale}}</b>' } }, customText: { de: { signup: { 'var-tos': 'A <b> [x](https://a.example)' } } }, locales: ['en', 'de'] };
    await withTenant({ universalLogin }, async (tenant) => {
      const { html, path } = await open(new Visitor(tenant), { ui_locales: 'fr de-AT' });
      assert.match(path, /^\/u\/signup\?state=/);
      assert.match(html, /<html lang="de" dir="ltr">/);
      assert.match(html, /<div id="ulp-container-form-content-start"><i>A &#60;b&#62; <a href="https:\/\/a\.example">x<\/a><\/i><\/div>.*id="email".*id="password".*<div id="ulp-container-form-content-end"><b>de<\/b><\/div>.*Continue/s);
    });
  });

  it('passes on what begins with ulp- alone, and gives the Action what is documented', async () => {
    const code = `exports.onExecutePreUserRegistration = async (event, api) => {
      api.user.setUserMetadata('body', event.request.body);
      api.user.setUserMetadata('facts', [event.user.email, event.client.client_id, event.connection.strategy, event.transaction.locale, event.transaction.ui_locales]);
      for (const read of [() => event.request.query, () => event.stats, () => api.redirect, () => event.transaction.prompts]) {
        try { read(); api.access.deny('it was there'); } catch (error) { api.user.setAppMetadata('said', error.message); }
      }
    };`;
    await withTenant({ ...page(''), signUpAction: { code } }, async (tenant) => {
      const visitor = new Visitor(tenant);
      const { state } = await open(visitor);
      const response = await visitor.postForm('/u/signup', { state, email: EMAIL, password: PASSWORD, 'ulp-a': '1', other: '2' });
      assert.equal(response.status, 302, await response.text());
      const user = tenant.users.find(EMAIL);
      assert.deepEqual(user?.user_metadata, { body: { 'ulp-a': '1' }, facts: [EMAIL, 'demo', 'auth0', 'en', []] });
      assert.match(String(user?.app_metadata?.said), /has no event\.transaction\.prompts/);
      const location = new URL(response.headers.get('location') ?? '');
      const tokens = await visitor.postForm('/oauth/token', { grant_type: 'authorization_code', client_id: 'demo', code: location.searchParams.get('code') ?? '', redirect_uri: `${PAGE}/`, code_verifier: 'verifier' });
      assert.ok(((await tokens.json()) as { id_token?: string }).id_token, 'no ID token');
    });
  });

  for (const [what, words] of [
    ["api.validation.error('code', 'Too <short>.')", 'Too &#60;short&#62;.'],
    ["api.access.deny('reason', 'Not here.')", 'Not here.'],
    ["throw new Error('secret')", 'Something went wrong'],
  ] as const) {
    it(`makes no account after ${what}`, async () => {
      const code = `exports.onExecutePreUserRegistration = async (event, api) => { ${what}; };`;
      await withTenant({ ...page(''), signUpAction: { code } }, async (tenant) => {
        const visitor = new Visitor(tenant);
        const { state } = await open(visitor);
        const response = await visitor.postForm('/u/signup', { state, email: EMAIL, password: PASSWORD });
        assert.equal(response.status, 400);
        assert.ok((await response.text()).includes(words), words);
        assert.equal(tenant.users.find(EMAIL), undefined);
        // Lock's sign-up runs it, too.
        assert.equal((await visitor.post('/dbconnections/signup', { client_id: 'demo', connection: 'Username-Password-Authentication', email: EMAIL, password: PASSWORD })).status, 400);
      });
    });
  }

  it('leads to the login page and back, and is nowhere that nobody can sign up', async () => {
    await withTenant({ ...page(''), apps: [demoApp, { ...demoApp, clientId: 'social', connections: [SOCIAL] }] }, async (tenant) => {
      const visitor = new Visitor(tenant);
      const linked = (html: string, words: string) => new RegExp(`<a href="([^"]+)">${words}</a>`).exec(html)?.[1] ?? '';
      const login = await (await visitor.fetch(`/authorize?${new URLSearchParams({ client_id: 'demo', ...CODE, screen_hint: '' })}`)).text();
      const signUp = await (await visitor.fetch(linked(login, 'Sign up'))).text();
      assert.match(signUp, /<h1>Sign up to Demo<\/h1>/);
      assert.match(await (await visitor.fetch(linked(signUp, 'Log in'))).text(), /<h1>Sign in to Demo<\/h1>/);
      const social = await (await visitor.fetch(`/authorize?${new URLSearchParams({ client_id: 'social', ...CODE })}`)).text();
      assert.doesNotMatch(social, /Sign up|type="password"/);
      assert.match(social, /Continue with Google/);
    });
  });

  it('is as strict as Auth0 about what is deployed', async () => {
    await assert.rejects(startTenant(page('x'.repeat(10_001))), /10001 characters, maximum allowed is 10000/);
    await assert.rejects(startTenant(page('{% if %}')), /invalid value expression/);
    const texts = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`var-${index}`, 'x']));
    await assert.rejects(startTenant({ universalLogin: { partials: {}, customText: { en: { signup: texts } } } }), /31 custom variables/);
    await assert.rejects(startTenant({ universalLogin: { partials: { signup: { top: '' } }, customText: {} } }), /no entry point top/);
  });
});

describe('a passwordless sign-up', () => {
  const plan = parsePlan({
    fields: [
      { name: 'first_name', label: 'First name', required: true, ask: 'signup' },
      { name: 'age', label: 'Age', type: 'number', min: 18, ask: 'signup' },
      { name: 'news', label: 'News', type: 'checkbox', ask: 'signup' },
      { name: 'company', label: 'Company', ask: { after: { sessions: 2 } } },
    ],
  });

  for (const [age, known] of [
    ['36', { first_name: 'Ada', age: 36, news: true }],
    ['7', { first_name: 'Ada', news: true }],
  ] as const) {
    it(`is stored by the post-login Action, which leaves out what does not fit (age ${age})`, async () => {
      const options = { ...(await tenantLogin(plan)), action: { code: await generate(plan) }, apps: [{ ...demoApp, connections: [PASSWORDLESS] as const }] } as unknown as TenantOptions;
      await withTenant(options, async (tenant) => {
        const visitor = new Visitor(tenant);
        const { state, html, path } = await open(visitor);
        assert.match(path, /^\/u\/signup\/identifier/);
        assert.match(html, /name="ulp-first_name"/);
        const posted = { 'ulp-progressive-lock': '1', 'ulp-first_name': 'Ada', 'ulp-age': age, 'ulp-news': 'true', 'ulp-company': 'x' };
        const codePage = await (await visitor.postForm('/u/signup/identifier', { state, email: EMAIL, ...posted })).text();
        const [, start = ''] = /name="start" value="([^"]+)"/.exec(codePage) ?? [];
        const response = await visitor.postForm('/u/passwordless/code', { state, start, code: tenant.mails.at(-1)?.code ?? '' });
        assert.equal(response.status, 302, await response.text());
        const { progressive_lock: ledger, ...stored } = tenant.users.find(EMAIL)?.user_metadata ?? {};
        assert.deepEqual(stored, known);
        assert.equal((ledger as { n: number }).n, 1);
      });
    });
  }

  it('is followed by logins with a code, which is mailed each time', async () => {
    const mails: Mail[] = [];
    const options = { ...(await tenantLogin(plan)), apps: [{ ...demoApp, connections: [PASSWORDLESS] as const }], handleMail: (mail: Mail) => mails.push(mail) } as unknown as TenantOptions;
    await withTenant(options, async (tenant) => {
      for (const [screen_hint, next] of [['signup', '/u/signup/identifier'], ['', '/u/login/code']] as const) {
        const visitor = new Visitor(tenant);
        const begun = await visitor.fetch(`/authorize?${new URLSearchParams({ client_id: 'demo', ...CODE, screen_hint })}`);
        const html = await (screen_hint ? await visitor.fetch(begun.headers.get('location') ?? '') : begun).text();
        assert.match(html, new RegExp(`action="${next}"`));
        assert.doesNotMatch(html, /type="password"/);
        const state = formState(html);
        const codePage = await (await visitor.postForm(next, { state, email: EMAIL })).text();
        const [, start = ''] = /name="start" value="([^"]+)"/.exec(codePage) ?? [];
        const response = await visitor.postForm('/u/passwordless/code', { state, start, code: mails.at(-1)?.code ?? '' });
        assert.match(response.headers.get('location') ?? '', /[?]code=/);
      }
      assert.deepEqual([mails.length, tenant.mails], [2, mails]);
      assert.equal(tenant.users.find(EMAIL)?.logins_count, 2);
    });
  });
});
