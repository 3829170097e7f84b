import { isWebOrigin, type TenantApp } from './applications.ts';
import type { AuthorizeError, AuthorizeRequest } from './authorize-request.ts';
import { formPost, popupMessagePage, webMessagePage } from './pages.ts';
import type { TenantContext } from './parts.ts';

/** Responds to the application in the requested way. */
export function respond(
  c: TenantContext,
  request: AuthorizeRequest,
  answer: AuthorizeError | Record<string, string | number>,
): Response | Promise<Response> {
  const { redirectUri, responseMode, app, state } = request;
  const response = { ...answer, ...(state !== undefined && { state }) };
  c.header('Cache-Control', 'no-store');
  if (request.isPopup) return c.html(popupMessagePage(response, openers(app, redirectUri)));
  const fields = Object.fromEntries(Object.entries(response).map(([name, value]) => [name, String(value)]));
  switch (responseMode) {
    case 'web_message':
      return c.html(webMessagePage(response, new URL(redirectUri).origin));
    case 'form_post':
      return c.html(formPost(redirectUri, fields));
    case 'query': {
      const url = new URL(redirectUri);
      for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
      return c.redirect(url.href);
    }
    default: {
      const url = new URL(redirectUri);
      url.hash = new URLSearchParams(fields).toString().replaceAll('+', '%20');
      return c.redirect(url.href);
    }
  }
}

/** Returns the origins of pages that may have opened Lock's popup. */
function openers(app: TenantApp, redirectUri: string): string[] {
  const { origin } = new URL(redirectUri);
  return isWebOrigin(app, origin) ? [...new Set([...app.webOrigins, origin])] : app.webOrigins;
}
