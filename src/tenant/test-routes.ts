import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { Fault, Faults } from './faults.ts';
import type { TenantEnv, TenantParts } from './parts.ts';
import type { RecordedRequest } from './requests.ts';
import { EmailTakenError, type NewUser, type TenantUser } from './users.ts';

/** Switches for tests, for pages of any origin. Only present with `testSwitches`. */
export function testRoutes(parts: TenantParts, faults: Faults, requests: RecordedRequest[]): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>().basePath('/__test');
  routes.use('*', cors());

  routes.get('/faults', (c) => c.json({ pending: faults.pending, hanging: faults.hanging }));
  routes.post('/faults', async (c) => {
    const body = await c.req.json<Fault | Fault[]>();
    try {
      faults.add(...[body].flat());
    } catch (error) {
      if (error instanceof TypeError) return c.json({ message: error.message }, 400);
      throw error;
    }
    return c.json(faults.pending, 201);
  });
  routes.post('/faults/release', (c) => {
    faults.release();
    return c.body(null, 204);
  });
  routes.delete('/faults', (c) => {
    faults.clear();
    return c.body(null, 204);
  });

  routes.get('/requests', (c) => c.json(requests));
  routes.delete('/requests', (c) => {
    requests.length = 0;
    return c.body(null, 204);
  });

  routes.post('/users', async (c) => {
    try {
      return c.json(await parts.users.create(await c.req.json<NewUser>()), 201);
    } catch (error) {
      if (error instanceof EmailTakenError) return c.json({ message: error.message }, 409);
      throw error;
    }
  });
  routes.get('/users/:email', (c) => {
    const user = parts.users.find(c.req.param('email'));
    return user ? c.json(user) : c.json({ message: 'The user does not exist.' }, 404);
  });
  routes.patch('/users/:email', async (c) => {
    const user = parts.users.find(c.req.param('email'));
    if (!user) return c.json({ message: 'The user does not exist.' }, 404);
    return c.json(parts.users.update(user.user_id, await c.req.json<Partial<TenantUser>>()));
  });
  routes.delete('/users/:email', (c) => {
    const user = parts.users.find(c.req.param('email'));
    if (user) parts.users.delete(user.user_id);
    return c.body(null, 204);
  });

  routes.post('/sessions/clear', (c) => {
    parts.sessions.clear();
    return c.body(null, 204);
  });

  return routes;
}
