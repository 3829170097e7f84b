import { html, raw } from 'hono/html';

type Html = ReturnType<typeof html>;

/** A page of the tenant that works without scripts. */
export function page(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          body { font: 1rem/1.5 system-ui, sans-serif; max-width: 22rem; margin: 10vh auto; padding: 0 1rem; }
          label, input { display: block; width: 100%; box-sizing: border-box; }
          input { font: inherit; padding: 0.5rem; margin: 0 0 1rem; }
          button { font: inherit; padding: 0.5rem 1rem; }
          [role='alert'] { color: #a40000; }
        </style>
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`;
}

interface LoginForm {
  /** The name of the waiting request. */
  transaction: string;
  app: string;
  email?: string;
  error?: string;
  /** The authentication method; left out if only another provider identifies people. */
  by?: 'password' | 'code';
  hasSocial: boolean;
  /** The address of the sign-up page, if people can sign up. */
  signUpAddress?: string;
}

export function loginPage(form: LoginForm): Html {
  return page(
    `Sign in to ${form.app}`,
    html`<h1>Sign in to ${form.app}</h1>
      ${form.error ? html`<p role="alert">${form.error}</p>` : ''}
      ${form.by
        ? html`<form method="post" action="${form.by === 'code' ? '/u/login/code' : '/u/login'}">
            <input type="hidden" name="state" value="${form.transaction}" />
            <label for="email">E-mail</label>
            <input id="email" name="email" type="email" autocomplete="username" required value="${form.email ?? ''}" />
            ${form.by === 'code'
              ? ''
              : html`<label for="password">Password</label>
                  <input id="password" name="password" type="password" autocomplete="current-password" required />`}
            <button>Sign in</button>
          </form>`
        : ''}
      ${form.hasSocial
        ? html`<form method="post" action="/u/login/social">
            <input type="hidden" name="state" value="${form.transaction}" />
            <p><button>Continue with Google (pretended)</button></p>
          </form>`
        : ''}
      ${form.signUpAddress === undefined ? '' : html`<p>No account yet? <a href="${form.signUpAddress}">Sign up</a></p>`}`,
  );
}

export function consentPage(form: { pending: string; app: string; audience: string; scope: string[] }): Html {
  return page(
    `Authorize ${form.app}`,
    html`<h1>Authorize ${form.app}</h1>
      <p>${form.app} asks to use ${form.audience} in your name:</p>
      <ul>
        ${form.scope.map((scope) => html`<li>${scope}</li>`)}
      </ul>
      <form method="post" action="/u/consent">
        <input type="hidden" name="state" value="${form.pending}" />
        <button name="decision" value="accept">Accept</button>
        <button name="decision" value="decline">Decline</button>
      </form>`,
  );
}

export function errorPage(message: string): Html {
  return page(
    'Something is wrong',
    html`<h1>Something is wrong</h1>
      <p role="alert">${message}</p>`,
  );
}

/** Renders a page that posts its fields immediately. */
export function formPost(action: string, fields: Record<string, string>): Html {
  return html`<!doctype html>
    <html lang="en">
      <head><title>One moment</title></head>
      <body>
        ${hiddenForm(action, fields)}
        <script>
          document.forms[0].submit();
        </script>
      </body>
    </html>`;
}

export function hiddenForm(action: string, fields: Record<string, string>): Html {
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return html`<form method="post" name="hiddenform" action="${action}">${inputs}</form>`;
}

/** Renders a page that posts the result of a silent request to its parent or opener. */
export function webMessagePage(response: object, targetOrigin: string): Html {
  return scriptPage(`(window.opener || window.parent).postMessage(
    { type: 'authorization_response', response: ${scriptLiteral(response)} }, ${scriptLiteral(targetOrigin)});`);
}

/** Renders a page that posts the result to the opener of Lock's popup, as WinChan expects. Only allowed origins can read it. */
export function popupMessagePage(response: object, origins: string[]): Html {
  const message = JSON.stringify({ a: 'response', d: response });
  return scriptPage(`for (const origin of ${scriptLiteral(origins)}) {
    window.opener?.postMessage(${scriptLiteral(message)}, origin);
  }`);
}

function scriptPage(script: string): Html {
  return html`<!doctype html>
    <html lang="en">
      <head><title>One moment</title></head>
      <body><script>${raw(script)}</script></body>
    </html>`;
}

/** Writes JSON as JavaScript in HTML. Escapes `<`, which could end the script. */
export function scriptLiteral(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
