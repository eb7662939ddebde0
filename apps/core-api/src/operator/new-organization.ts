import { parseArgs } from 'node:util';
import { z } from 'zod';
import { displayNameInput, emailInput } from '../modules/identity/identity.inputs.js';
import { StartupError } from '../platform/errors/startup-error.js';

const USAGE =
  'usage: create-organization --slug acme --name "Acme Coffee" --currency EUR --time-zone Europe/Amsterdam ' +
  '--admin-email admin@acme.example --admin-name "Administrator" [< file with the password]';

const currencies = new Set(Intl.supportedValuesOf('currency'));

const optionsSchema = z.object({
  slug: z
    .string()
    .max(63)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters and digits, with single dashes between them'),
  name: z.string().trim().min(1).max(120),
  currency: z
    .string()
    .toUpperCase()
    .refine((code) => currencies.has(code), 'no currency of ISO 4217, such as EUR'),
  'time-zone': z.string().refine(isTimeZone, 'no IANA time zone, such as Europe/Amsterdam'),
  'admin-email': emailInput,
  'admin-name': displayNameInput,
});

/** What an organization begins as. */
export interface NewOrganization {
  readonly slug: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly admin: { readonly email: string; readonly displayName: string };
}

/** Reads the arguments of the command line. Throws `StartupError` that names every fault. */
export function readNewOrganization(args: readonly string[]): NewOrganization {
  const given = valuesOf(args);
  const { success, data: options, error } = optionsSchema.safeParse(given);
  if (!success) {
    const faults = error.issues.map(({ path: [name = ''], message }) => {
      return `--${String(name)}: ${Object.hasOwn(given, name) ? message : 'is required'}`;
    });
    throw wrong(faults.join('; '));
  }
  const { slug, name, currency } = options;
  const admin = { email: options['admin-email'], displayName: options['admin-name'] };
  return { slug, name, currency, timeZone: options['time-zone'], admin };
}

function valuesOf(args: readonly string[]) {
  const names = Object.keys(optionsSchema.shape);
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]));
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(fault: string): StartupError {
  return new StartupError(`${fault}\n${USAGE}`);
}

/** A name, not an offset: those have no summer. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[a-z]/i.test(name);
  } catch {
    return false;
  }
}
