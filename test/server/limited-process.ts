/** One of several processes that count in the same Redis. redis.test.ts starts it, and it prints its address. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { createHandler } from '../../src/server/index.ts';
import { AUDIENCE } from './world.ts';

const { REDIS = '', DOMAIN = '', ISSUER = '' } = process.env;
const redis = new Redis(REDIS, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
// Without a listener ioredis prints what its requests reject with already.
redis.on('error', () => undefined);
await new Promise((resolve) => redis.once('ready', resolve));
const rateLimiter = new RateLimiterRedis({ storeClient: redis, keyPrefix: 'profile', points: 30, duration: 60 });
const handler = createHandler({
  plan: { fields: [{ name: 'company', label: 'Company' }] },
  domain: DOMAIN,
  issuer: ISSUER,
  audience: AUDIENCE,
  clientId: 'server',
  clientSecret: 'server-secret',
  rateLimiter,
  onError: (error) => process.stderr.write(`${error.message}\n`),
});
const listener = getRequestListener(handler);
const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
server.listen(0, 'localhost', () => process.stdout.write(`http://localhost:${(server.address() as AddressInfo).port}/\n`));
