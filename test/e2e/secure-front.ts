/** Names and certificates as on the web, in front of servers on this machine, so that pages and tenant work as in production. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const pem = readFileSync(join(import.meta.dirname, 'test-certificate.pem'));

export interface SecureFront {
  /** What a browser is to be started with, to find the names here and believe them. */
  chromiumArgs: string[];
  close(): Promise<void>;
}

/** Answers `https://NAME` for each name with what its local address answers. */
export async function secureFront(addresses: Record<string, string>): Promise<SecureFront> {
  const server = createServer({ key: pem, cert: pem }, (incoming, outgoing) => {
    const { hostname, port } = new URL(addresses[incoming.headers.host ?? '']!);
    const { method, url: path, headers } = incoming;
    const onwards = request({ hostname, port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onwards.on('error', () => outgoing.destroy());
    incoming.pipe(onwards);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const rules = Object.keys(addresses).map((name) => `MAP ${name}:443 127.0.0.1:${port}`);
  return {
    chromiumArgs: [`--host-resolver-rules=${rules.join(',')}`, '--ignore-certificate-errors'],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
