import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** The cost of a new hash: one of OWASP's equals for scrypt, the one that needs 16 MiB. */
const COST: Cost = { logN: 14, blockSize: 8, parallelism: 5 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/**
 * What is compared when there is no one to compare with, so that an unknown user costs what a wrong password
 * costs. No password has this hash.
 */
export const NOBODYS_HASH = format(COST, Buffer.alloc(SALT_BYTES), Buffer.alloc(KEY_BYTES));

export interface Cost {
  /** Binary logarithm of scrypt's N. */
  readonly logN: number;
  readonly blockSize: number;
  readonly parallelism: number;
}

/** scrypt in PHC notation: cost and salt travel with the hash, so the cost can rise without breaking old ones. */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return format(cost, salt, await derive(password, salt, cost, KEY_BYTES));
}

/** `false` too for a hash that is not one. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const parsed = parse(hash);
  if (!parsed) return false;
  const { cost, salt, key } = parsed;
  return timingSafeEqual(await derive(password, salt, cost, key.length), key);
}

/** Keyboards write the same accent in more than one way. */
export function samePassword(one: string, other: string): boolean {
  return one.normalize('NFKC') === other.normalize('NFKC');
}

function derive(password: string, salt: Buffer, cost: Cost, length: number): Promise<Buffer> {
  const { logN, blockSize, parallelism } = cost;
  const options: ScryptOptions = {
    cost: 2 ** logN,
    blockSize,
    parallelization: parallelism,
    maxmem: 128 * blockSize * (2 ** logN + parallelism) * 2,
  };
  return new Promise((resolve, reject) => {
    // Keyboards write the same accent in more than one way.
    scrypt(password.normalize('NFKC'), salt, length, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function format({ logN, blockSize, parallelism }: Cost, salt: Buffer, key: Buffer): string {
  const cost = `ln=${logN},r=${blockSize},p=${parallelism}`;
  return `$scrypt$${cost}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

function parse(hash: string) {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]+)$/.exec(hash);
  if (!match) return undefined;
  const [, logN, blockSize, parallelism, salt = '', key = ''] = match;
  return {
    cost: { logN: Number(logN), blockSize: Number(blockSize), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
}
