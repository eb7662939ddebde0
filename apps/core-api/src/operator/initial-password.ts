import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { newPasswordInput } from '../modules/identity/identity.inputs.js';
import { StartupError } from '../platform/errors/startup-error.js';

interface InitialPassword {
  readonly password: string;
  /** Nobody has seen it yet. */
  readonly generated: boolean;
}

/** The first line of standard input, or a random one where that is a terminal or empty. Throws `StartupError`. */
export async function initialPassword(input: Readable & { isTTY?: boolean }): Promise<InitialPassword> {
  const [given = ''] = input.isTTY ? [] : (await text(input)).split(/\r?\n/);
  if (given === '') return { password: randomBytes(18).toString('base64url'), generated: true };
  const { success, data: password, error } = newPasswordInput.safeParse(given);
  if (!success) throw new StartupError(error.issues.map(({ message }) => message).join('; '));
  return { password, generated: false };
}
