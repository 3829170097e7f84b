/** The local tenant's certificate: read from files, or created once and stored, so that a browser has to trust it only once. */
import { X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { generate } from 'selfsigned';
import { fileError } from './file-error.ts';

export interface Certificate {
  /** PEM. */
  cert: string;
  key: string;
}

const DAY_MS = 86_400_000;
/** Browsers reject certificates with a longer lifetime. */
const LIFETIME_DAYS = 397;

/** Reads a certificate and its key. @throws {CommandError} if one of the files cannot be read */
export async function readCertificate(certPath: string, keyPath: string): Promise<Certificate> {
  const read = async (path: string) => {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      throw fileError('read', path, error);
    }
  };
  return { cert: await read(certPath), key: await read(keyPath) };
}

/**
 * Returns the certificate for `host` from the file `path`, which contains both parts. Creates a new one if there is no valid one.
 */
export async function ownCertificate(host: string, path: string, now = new Date()): Promise<Certificate> {
  const kept = await readFile(path, 'utf8').catch(() => '');
  const cert = blockOf('CERTIFICATE', kept);
  const key = blockOf('PRIVATE KEY', kept) ?? blockOf('RSA PRIVATE KEY', kept);
  if (cert && key && isGood(cert, host, now)) return { cert, key };
  const made = await makeCertificate(host, now);
  await writeFile(path, `${made.cert.trim()}\n${made.key.trim()}\n`, { mode: 0o600 });
  return made;
}

/** Returns one block of a PEM file, with its first and last line. */
function blockOf(label: string, pem: string): string | undefined {
  const [begin, end] = [`-----BEGIN ${label}-----`, `-----END ${label}-----`];
  const from = pem.indexOf(begin);
  const to = pem.indexOf(end, from);
  return from < 0 || to < 0 ? undefined : pem.slice(from, to + end.length);
}

function isGood(cert: string, host: string, now: Date): boolean {
  const certificate = new X509Certificate(cert);
  return new Date(certificate.validTo) > now && (certificate.checkHost(host) ?? certificate.checkIP(host)) !== undefined;
}

async function makeCertificate(host: string, now: Date): Promise<Certificate> {
  const isAddress = isIP(host) > 0;
  const altNames = [
    { type: 2 as const, value: 'localhost' },
    { type: 7 as const, ip: '127.0.0.1' },
    { type: 7 as const, ip: '::1' },
    ...(host === 'localhost' ? [] : [isAddress ? { type: 7 as const, ip: host } : { type: 2 as const, value: host }]),
  ];
  const { cert, private: key } = await generate([{ name: 'commonName', value: host }], {
    keySize: 2048,
    algorithm: 'sha256',
    notBeforeDate: now,
    notAfterDate: new Date(now.getTime() + LIFETIME_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  return { cert, key };
}
