/**
 * The pages of Universal Login: a page template and partials, rendered by a Liquid engine, with custom texts.
 * https://auth0.com/docs/customize/login-pages/universal-login
 */
import { Liquid } from 'liquidjs';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';

export type Screen = 'signup' | 'signup-id' | 'signup-password';

/** In Auth0's order on the page. The last two exist only with a social or enterprise connection. */
const ENTRY_POINTS = ['form-content-start', 'form-content-end', 'form-footer-start', 'form-footer-end', 'secondary-actions-start', 'secondary-actions-end'] as const;
type EntryPoint = (typeof ENTRY_POINTS)[number];

export interface UniversalLogin {
  /** By screen, whose prompt has the same name, and entry point. */
  partials: Partial<Record<Screen, Record<string, string>>>;
  /** By language, screen and name. */
  customText: Record<string, Partial<Record<Screen, Record<string, string>>>>;
  /** Default: Auth0's smallest one. */
  pageTemplate?: string;
  /** The email address first, then the password on another page. */
  isIdentifierFirst?: boolean;
  /** The tenant's languages, the default one first. Default: `['en']`. */
  locales?: string[];
}

export interface PageFacts {
  screen: Screen;
  locale: string;
  /** The name of the waiting request. */
  transaction: string;
  application: { id: string; name: string };
  hasSocial: boolean;
  email?: string;
  /** On the second of two pages. */
  start?: string;
  /** Auth0's message about the post. */
  error?: string;
}

/** Auth0's limits. */
const MAX_PARTIAL = 10_000;
const MAX_VARIABLES = 30;

const TEMPLATE = `<!DOCTYPE html>
{% assign resolved_dir = dir | default: "auto" %}
<html lang="{{locale}}" dir="{{resolved_dir}}">
  <head>{%- auth0:head -%}</head>
  <body class="_widget-auto-layout">{%- auth0:widget -%}</body>
</html>`;

const liquid = new Liquid();

/** Throws if Auth0's API would refuse the deployment. */
export function checkUniversalLogin({ partials, customText, pageTemplate = TEMPLATE }: UniversalLogin): void {
  for (const [screen, entries] of Object.entries(partials)) {
    for (const [entryPoint, text] of Object.entries(entries)) {
      if (!(ENTRY_POINTS as readonly string[]).includes(entryPoint)) throw new TypeError(`Auth0 has no entry point ${entryPoint}.`);
      if (text.length > MAX_PARTIAL) throw new RangeError(`The partial ${screen}/${entryPoint} has ${text.length} characters, maximum allowed is ${MAX_PARTIAL}.`);
      liquid.parse(text);
    }
  }
  for (const [language, screens] of Object.entries(customText)) {
    for (const [screen, texts] of Object.entries(screens)) {
      const count = Object.keys(texts).filter((name) => name.startsWith('var-')).length;
      if (count > MAX_VARIABLES) throw new RangeError(`${language}/${screen} has ${count} custom variables, maximum allowed is ${MAX_VARIABLES}.`);
    }
  }
  for (const tag of ['auth0:head', 'auth0:widget']) if (!pageTemplate.includes(tag)) throw new TypeError(`The page template lacks {%- ${tag} -%}.`);
}

/** Returns the language of the page: the first requested one that the tenant has, or its default. */
export function pickLocale({ locales = ['en'] }: UniversalLogin, wanted: string[]): string {
  const primary = (tag: string) => tag.toLowerCase().split('-')[0];
  for (const tag of wanted) {
    const found = locales.find((one) => one.toLowerCase() === tag.toLowerCase()) ?? locales.find((one) => primary(one) === primary(tag));
    if (found) return found;
  }
  return locales[0] ?? 'en';
}

export function renderPage(login: UniversalLogin, facts: PageFacts): string {
  const texts = login.customText[facts.locale]?.[facts.screen] ?? {};
  // `var-company-label` is `varCompanyLabel`.
  const variables = Object.entries(texts).map(([name, text]) => [name.replace(/-(\w)/g, (_, first: string) => first.toUpperCase()), withLinks(escape(text))]);
  const context = {
    locale: facts.locale,
    dir: /^(ar|fa|he|ur)\b/.test(facts.locale) ? 'rtl' : 'ltr',
    application: facts.application,
    prompt: { name: facts.screen, screen: { name: facts.screen, texts: Object.fromEntries(variables) as object } },
  };
  const partial = (entryPoint: EntryPoint) => {
    const text = login.partials[facts.screen]?.[entryPoint];
    return text === undefined ? '' : `<div id="ulp-container-${entryPoint}">${String(liquid.parseAndRenderSync(text, context))}</div>`;
  };
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(`Sign up to ${facts.application.name}`)}</title><style>${PAGE_STYLE}</style>`;
  const template = (login.pageTemplate ?? TEMPLATE).replace(/\{%-?\s*auth0:(head|widget)\s*-?%\}/g, '{{ auth0.$1 }}');
  return String(liquid.parseAndRenderSync(template, { ...context, auth0: { head, widget: widget(facts, partial) } }));
}

function widget(facts: PageFacts, partial: (entryPoint: EntryPoint) => string): string {
  const { screen, transaction, application, hasSocial, email = '', start, error } = facts;
  const state = `<input type="hidden" name="state" value="${escape(transaction)}">`;
  const hasEmail = screen !== 'signup-password';
  const hasPassword = screen !== 'signup-id';
  const social = `${partial('secondary-actions-start')}<form method="post" action="/u/login/social">${state}<button class="secondary">Continue with Google (pretended)</button></form>${partial('secondary-actions-end')}`;
  return `<main class="_prompt"><h1>Sign up to ${escape(application.name)}</h1>
    ${error === undefined ? '' : `<p role="alert" class="ulp-alert">${escape(error)}</p>`}
    <form method="post" action="${ACTIONS[screen]}" data-form-primary="true" data-disable-html-validations="true">
      ${state}${start === undefined ? '' : `<input type="hidden" name="start" value="${escape(start)}">`}
      ${partial('form-content-start')}
      ${hasEmail ? `<label for="email">Email address</label><input id="email" name="email" type="email" autocomplete="email" required value="${escape(email)}">` : `<p>${escape(email)}</p>`}
      ${hasPassword ? '<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="new-password" required>' : ''}
      ${partial('form-content-end')}
      <button name="action" value="default">Continue</button>
      ${partial('form-footer-start')}${partial('form-footer-end')}
    </form>
    ${hasSocial ? social : ''}
    <p>Already have an account? <a href="/u/login?state=${encodeURIComponent(transaction)}">Log in</a></p>
  </main><script>${PAGE_SCRIPT}</script>`;
}

const ACTIONS: Record<Screen, string> = { signup: '/u/signup', 'signup-id': '/u/signup/identifier', 'signup-password': '/u/signup/password' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Converts Markdown links, as Auth0 does. */
function withLinks(html: string): string {
  return html.replace(/\[([^\]]*)\]\((https?:[^)\s]*)\)/g, '<a href="$2">$1</a>');
}
