import { describe, expect, it } from 'vitest';
import { hashPassword, NOBODYS_HASH, verifyPassword } from './password-hash.js';

describe('password hashes', () => {
  it('recognise their password and no other', async () => {
    const hash = await hashPassword('demo1234');
    expect(await verifyPassword('demo1234', hash)).toBe(true);
    expect(await verifyPassword('demo12345', hash)).toBe(false);
    expect(await verifyPassword('', hash)).toBe(false);
  });

  it('differ for the same password, and say how they were made', async () => {
    const [first, second] = await Promise.all([hashPassword('x'), hashPassword('x')]);
    expect(first).not.toBe(second);
    expect(first).toMatch(/^\$scrypt\$ln=14,r=8,p=5\$/);
  });

  it('are verified at the cost they were made with', async () => {
    const cheap = '$scrypt$ln=4,r=8,p=1$c2FsdA$tZv5mLkdaAVGxKLCVzETWfC60jILQkDMetYXZkJI_Z0';
    expect(await verifyPassword('pencil', cheap)).toBe(true);
    expect(await verifyPassword('pencil', cheap.replace('p=1', 'p=2'))).toBe(false);
  });

  it('accept one accent in either of its spellings', async () => {
    expect(await verifyPassword('caf\u0065\u0301', await hashPassword('caf\u00e9'))).toBe(true);
  });

  it('belong to nobody when they are nobody’s, or no hash at all', async () => {
    expect(await verifyPassword('', NOBODYS_HASH)).toBe(false);
    expect(await verifyPassword('demo1234', 'demo1234')).toBe(false);
  });
});
