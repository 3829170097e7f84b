import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

// Cheap on purpose: these accounts stay on one machine, and tests log in hundreds of times.
const COST = { N: 1024, r: 8, p: 1 };

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${(await derive(password, salt)).toString('base64url')}`;
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [salt = '', key = ''] = hash.split('.');
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url')), Buffer.from(key, 'base64url'));
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

export const MIN_PASSWORD_LENGTH = 8;

const CHARACTER_TYPES: [name: string, pattern: RegExp][] = [
  ['lower case letters (a-z)', /[a-z]/],
  ['upper case letters (A-Z)', /[A-Z]/],
  ['numbers (i.e. 0-9)', /[0-9]/],
  ['special characters (e.g. !@#$%^&*)', /[^a-zA-Z0-9]/],
];

/** Returns the error of a password that is weaker than Auth0's policy "good"; `undefined` if it is not. */
export function passwordProblem(password: string) {
  const types = CHARACTER_TYPES.map(([name, pattern]) => ({ message: name, verified: pattern.test(password) }));
  const isLongEnough = password.length >= MIN_PASSWORD_LENGTH;
  const isMixed = types.filter(({ verified }) => verified).length >= 3;
  if (isLongEnough && isMixed) return undefined;
  const mixed = 'Contain at least 3 of the following 4 types of characters:';
  return {
    name: 'PasswordStrengthError',
    message: 'Password is too weak',
    code: 'invalid_password',
    description: {
      rules: [
        {
          message: 'At least %d characters in length',
          format: [MIN_PASSWORD_LENGTH],
          code: 'lengthAtLeast',
          verified: isLongEnough,
        },
        { message: mixed, code: 'containsAtLeast', format: [3, 4], items: types, verified: isMixed },
      ],
      verified: false,
    },
    policy: [
      `* At least ${MIN_PASSWORD_LENGTH} characters in length`,
      `* ${mixed}`,
      ...types.map(({ message }) => ` * ${message}`),
    ].join('\n'),
    statusCode: 400,
  };
}
