/** The pages of `/dev`. They work without scripts, and escape the texts of people and applications. */
import { html } from 'hono/html';
import type { Mail } from '../mailed-codes.ts';
import type { RecordedRequest } from '../requests.ts';
import type { Strictness } from '../strictness.ts';
import type { TenantUser } from '../users.ts';
import { FAULT_PRESETS } from './fault-presets.ts';

type Html = ReturnType<typeof html>;

export interface Overview {
  url: string;
  now: Date;
  aheadMs: number;
  users: readonly TenantUser[];
  /** The titles of waiting faults. */
  faults: readonly string[];
  rules: Strictness;
  mails: readonly Mail[];
  requests: readonly RecordedRequest[];
  error?: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** The steps of time. A session ends after 30 minutes without activity. */
const STEPS: [title: string, ms: number][] = [
  ['The next session (31 minutes)', 31 * MINUTE_MS],
  ['Tomorrow', DAY_MS],
  ['In a week', 7 * DAY_MS],
  ['In 30 days', 30 * DAY_MS],
];

const RULES: Record<keyof Strictness, string> = {
  confirmsLoopback: 'People confirm logins of applications on localhost, as Auth0 has it',
  blocksThirdPartyCookies: 'The browser blocks third-party cookies',
  wantsCaptcha: 'Bot Detection wants a captcha',
};

export function overviewPage({ url, now, aheadMs, users, faults, rules, mails, requests, error }: Overview): Html {
  return frame(
    'The local tenant',
    html`<header>
        <h1>The local tenant</h1>
        <p class="quiet">${url}</p>
      </header>
      <main>
        ${alert(error)}
        <div class="cards">
          <section>
            <h2>Time</h2>
            <p>It is ${time(now)}${aheadMs > 0 ? html`, ${span(aheadMs)} ahead` : ''}.</p>
            <form method="post" action="/dev/time">
              ${STEPS.map(([title, ms]) => html`<button name="ms" value="${ms}">${title}</button>`)}
              ${aheadMs > 0 ? html`<button name="ms" value="0">Back to now</button>` : ''}
            </form>
            <p class="quiet">
              Your pages follow if their first script is
              <code>&lt;script src="${url}/dev/clock.js"&gt;&lt;/script&gt;</code>. Reload them.
            </p>
          </section>
          <section>
            <h2>What goes wrong</h2>
            ${faults.length > 0
              ? html`<ul>
                    ${faults.map((title) => html`<li>${title}</li>`)}
                  </ul>
                  ${action('/dev/faults/clear', 'Switch all off')}`
              : html`<p class="quiet">Nothing.</p>`}
            <form method="post" action="/dev/faults">
              <label
                >Fault
                <select name="preset">
                  ${Object.entries(FAULT_PRESETS).map(([name, { title }]) => html`<option value="${name}">${title}</option>`)}
                </select>
              </label>
              <button name="times" value="once">Once</button>
              <button name="times" value="always">Until switched off</button>
            </form>
          </section>
          <section>
            <h2>Rules</h2>
            ${Object.entries(RULES).map(([name, title]) => {
              const isOn = rules[name as keyof Strictness];
              return html`<form method="post" action="/dev/rules">
                <input type="hidden" name="name" value="${name}" />
                <button class="rule" name="on" value="${String(!isOn)}" aria-pressed="${String(isOn)}">${isOn ? '☑' : '☐'} ${title}</button>
              </form>`;
            })}
          </section>
        </div>
        <section>
          <h2>People</h2>
          ${users.length > 0
            ? html`<table>
                <thead>
                  <tr><th>E-mail</th><th>Told</th><th>Logins</th><th>Last login</th></tr>
                </thead>
                <tbody>
                  ${users.map(
                    (user) =>
                      html`<tr>
                        <td><a href="${personPath(user)}">${user.email}</a></td>
                        <td>${told(user)}</td>
                        <td>${user.logins_count ?? 0}</td>
                        <td>${user.last_login ?? 'never'}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>`
            : html`<p class="quiet">Nobody has signed up.</p>`}
          <h3>Add a person</h3>
          <form method="post" action="/dev/people">
            <label>E-mail <input name="email" type="email" required autocomplete="off" /></label>
            <label>Password <input name="password" required autocomplete="off" /></label>
            <label>First name <input name="given_name" autocomplete="off" /></label>
            <button>Add</button>
          </form>
        </section>
        <div class="cards">
          <section>
            <h2>Mails</h2>
            ${mails.length > 0
              ? html`<ul>
                  ${mails.map(({ to, code, link }) => html`<li>${to}: <b>${code}</b>${link ? html` <a href="${link}">the link</a>` : ''}</li>`)}
                </ul>`
              : html`<p class="quiet">None was sent.</p>`}
          </section>
          <section>
            <h2>Requests</h2>
            ${requests.length === 0 ? html`<p class="quiet">None yet.</p>` : ''}
            <table>
              <tbody>
                ${requests.map(({ method, path, status, at }) => html`<tr><td>${at.toISOString().slice(11, 19)}</td><td>${method} ${path}</td><td>${status || 'cut'}</td></tr>`)}
              </tbody>
            </table>
          </section>
        </div>
      </main>`,
  );
}

export function personPage(user: TenantUser, { error, metadata }: { error?: string; metadata?: string } = {}): Html {
  const path = personPath(user);
  return frame(
    user.email,
    html`<header>
        <p><a href="/dev">The local tenant</a></p>
        <h1>${user.email}</h1>
        <p class="quiet">${user.user_id}</p>
      </header>
      <main>
        ${alert(error)}
        <div class="cards">
          <section>
            <h2>Start again</h2>
            ${action(`${path}/ask-again`, 'Forget what was asked')}
            ${action(`${path}/start-over`, 'Forget all answers, too')}
            <p class="quiet">A browser remembers for itself, too: use a private window, or clear the application's storage.</p>
            ${action(`${path}/sign-out`, 'Sign out everywhere')} ${action(`${path}/delete`, 'Delete the account', 'danger')}
          </section>
          <section>
            <h2>Password</h2>
            <form method="post" action="${path}/password">
              <label>New password <input name="password" required autocomplete="off" /></label>
              <button>Set</button>
            </form>
          </section>
        </div>
        <section>
          <h2>Answers</h2>
          <form method="post" action="${path}/metadata">
            <label>user_metadata, as JSON <textarea name="user_metadata" spellcheck="false">${metadata ?? json(user.user_metadata ?? {})}</textarea></label>
            <button>Save</button>
          </form>
        </section>
        <section>
          <h2>Profile</h2>
          <pre tabindex="0">${json(user)}</pre>
        </section>
      </main>`,
  );
}

export function personPath({ user_id }: Pick<TenantUser, 'user_id'>): string {
  return `/dev/people/${encodeURIComponent(user_id)}`;
}

function frame(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/dev/style.css" />
      </head>
      <body>
        ${content}
      </body>
    </html>`;
}

function alert(error: string | undefined): Html | '' {
  return error === undefined ? '' : html`<p role="alert">${error}</p>`;
}

function action(path: string, title: string, kind = ''): Html {
  return html`<form method="post" action="${path}">
    <button class="${kind}">${title}</button>
  </form>`;
}

function time(at: Date): Html {
  return html`<time datetime="${at.toISOString()}">${at.toISOString().slice(0, 16).replace('T', ' ')} UTC</time>`;
}

function span(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  const minutes = Math.floor((ms % DAY_MS) / MINUTE_MS);
  return [count(days, 'day'), count(minutes, 'minute')].filter(Boolean).join(' and ') || 'less than a minute';
}

function count(number: number, what: string): string {
  return number === 0 ? '' : `${number} ${what}${number === 1 ? '' : 's'}`;
}

function told({ user_metadata = {} }: TenantUser): string {
  return Object.keys(user_metadata).filter((name) => name !== 'progressive_lock').join(', ');
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
