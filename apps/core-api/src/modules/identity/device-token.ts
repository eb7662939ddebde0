import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Accounts that one device remembers, e.g. of everybody who works at a till; the oldest are forgotten. */
const MAX_ACCOUNTS = 20;
const FORMAT = /^[\w-]{22}(\.[\w-]{22}){1,20}$/;

/**
 * What a device keeps to show later that somebody signed in on it: a random name of the device, and for each account a proof over
 * both that only the holder of the key can make. The id that a device gives itself would prove nothing: colleagues see it.
 */
export function rememberAccount(key: Buffer, token: string | null, account: string): string {
  const [name, ...proofs] = partsOf(token) ?? [randomBytes(16).toString('base64url')];
  const proof = proofOf(key, name, account);
  const others = proofs.filter((other) => other !== proof);
  return [name, ...others.slice(1 - MAX_ACCOUNTS), proof].join('.');
}

/** The name of the device if somebody signed in to the account on it; the same work whether or not the account exists. */
export function deviceKnownTo(key: Buffer, token: string | null, account: string): string | undefined {
  const parts = partsOf(token);
  if (!parts) return undefined;
  const [name, ...proofs] = parts;
  const wanted = Buffer.from(proofOf(key, name, account));
  return proofs.some((proof) => timingSafeEqual(Buffer.from(proof), wanted)) ? name : undefined;
}

function partsOf(token: string | null): [name: string, ...proofs: string[]] | undefined {
  if (token === null || !FORMAT.test(token)) return undefined;
  const [name = '', ...proofs] = token.split('.');
  return [name, ...proofs];
}

function proofOf(key: Buffer, name: string, account: string): string {
  const mac = createHmac('sha256', key).update(`${name}.${account}`).digest();
  return mac.subarray(0, 16).toString('base64url');
}
