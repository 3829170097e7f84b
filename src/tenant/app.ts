import { Hono } from 'hono';
import type { TenantClock } from './clock.ts';
import { authorizeRoutes } from './authorize-routes.ts';
import { RefusedPageError } from './authorize-request.ts';
import { originsOf } from './cors.ts';
import { embeddedLoginRoutes } from './embedded-login-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { injectFaults, type Faults } from './faults.ts';
import { lockRoutes } from './lock-routes.ts';
import { ManagementError, managementRoutes } from './management-routes.ts';
import { errorPage } from './pages.ts';
import type { TenantEnv, TenantParts } from './parts.ts';
import { passwordlessRoutes } from './passwordless-routes.ts';
import { recordInto, type RecordedRequest } from './requests.ts';
import { switchRoutes } from './switches/routes.ts';
import { testRoutes } from './test-routes.ts';
import { tokenRoutes } from './token-routes.ts';
import { universalLoginRoutes } from './universal-login/routes.ts';

/** Creates the tenant's app: switches for tests (if enabled), then the middleware, then the routes by area. */
export function createApp(
  parts: TenantParts,
  { faults, requests, clock, hasTestSwitches, hasSwitches }: { faults: Faults; requests: RecordedRequest[]; clock: TenantClock; hasTestSwitches: boolean; hasSwitches: boolean },
): Hono<TenantEnv> {
  const app = new Hono<TenantEnv>();
  if (hasTestSwitches) app.route('/', testRoutes(parts, faults, requests));

  if (hasSwitches) app.route('/', switchRoutes(parts, { faults, requests, clock }));

  app.use(recordInto(requests, parts.now), originsOf(parts), injectFaults(faults, parts));
  const areas = [lockRoutes, embeddedLoginRoutes, passwordlessRoutes, authorizeRoutes, universalLoginRoutes, tokenRoutes, managementRoutes, exportRoutes];
  for (const area of areas) app.route('/', area(parts));

  app.notFound((c) => c.json({ statusCode: 404, error: 'Not Found', message: 'Not Found' }, 404));
  app.onError((error, c) => {
    if (error instanceof ManagementError) return c.json(error.body, error.body.statusCode);
    if (error instanceof RefusedPageError) return c.html(errorPage(error.message), error.status);
    if (error instanceof SyntaxError) {
      return c.json({ error: 'invalid_request', error_description: error.message }, 400);
    }
    console.error('The tenant failed:', error);
    return c.json({ error: 'server_error', error_description: error.message }, 500);
  });
  return app;
}
