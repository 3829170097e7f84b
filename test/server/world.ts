/** A tenant, and an issuer whose tokens can contain anything. It signs with its own keys, which the handler fetches from it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { startTenant, type Tenant } from '../../src/tenant/tenant.ts';
import { createHandler, type Handler, type HandlerOptions } from '../../src/server/index.ts';

export const AUDIENCE = 'https://api.example.com/';

export interface HandlerWorld {
  tenant: Tenant;
  issuer: string;
  errors: Error[];
  /** How often the keys were asked for. */
  keyFetches: () => number;
  /** What requests for the keys are answered, by default with the keys; 0 ends their connection. */
  keyStatus: (status: number, body?: string) => void;
  sign: (claims: JWTPayload) => Promise<string>;
  open: (options: Pick<HandlerOptions, 'plan'> & Partial<HandlerOptions>) => Handler;
  close: () => Promise<void>;
}

export async function openHandlerWorld(): Promise<HandlerWorld> {
  const tenant = await startTenant({ apps: [{ clientId: 'server', clientSecret: 'server-secret', callbacks: [], webOrigins: [], logoutUrls: [] }] });
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig', kid: 'k' }] });
  let fetches = 0;
  let status = 200;
  let body = keys;
  const server = createServer((request, response) => {
    fetches += 1;
    if (status === 0) return void request.socket.destroy();
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const errors: Error[] = [];
  return {
    tenant,
    issuer,
    errors,
    keyFetches: () => fetches,
    keyStatus: (next, text = keys) => ([status, body] = [next, text]),
    sign: (claims) =>
      new SignJWT({ iss: issuer, aud: AUDIENCE, exp: Math.floor(Date.now() / 1000) + 600, ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(privateKey),
    open: (options) =>
      createHandler({ domain: tenant.url, issuer, audience: AUDIENCE, clientId: 'server', clientSecret: 'server-secret', onError: (error) => errors.push(error), ...options }),
    async close() {
      server.closeAllConnections();
      server.close();
      await tenant.close();
    },
  };
}
