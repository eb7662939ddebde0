import { expect, it } from 'vitest';
import { StartupError } from '../platform/errors/startup-error.js';
import { readNewOrganization } from './new-organization.js';

const right = {
  slug: 'acme',
  name: 'Acme Coffee',
  currency: 'EUR',
  'time-zone': 'Europe/Amsterdam',
  'admin-email': 'admin@acme.example',
  'admin-name': 'Administrator',
};

function read(options: Readonly<Record<string, string>>) {
  return readNewOrganization(Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]));
}

function refusal(options: Readonly<Record<string, string>>): string {
  try {
    read(options);
  } catch (error) {
    expect(error).toBeInstanceOf(StartupError);
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
  }
  return expect.unreachable('accepted');
}

it('reads what an organization begins as', () => {
  expect(read({ ...right, currency: 'eur', 'admin-email': ' Admin@Acme.example ' })).toEqual({
    slug: 'acme',
    name: 'Acme Coffee',
    currency: 'EUR',
    timeZone: 'Europe/Amsterdam',
    admin: { email: 'admin@acme.example', displayName: 'Administrator' },
  });
});

it('knows time zones by every name that they have', () => {
  for (const zone of ['UTC', 'Asia/Kolkata', 'Asia/Calcutta', 'America/Argentina/Buenos_Aires']) {
    expect(read({ ...right, 'time-zone': zone }).timeZone).toBe(zone);
  }
});

it.each([
  ['slug', 'Acme'],
  ['slug', 'acme--coffee'],
  ['slug', ''],
  ['slug', 'a'.repeat(64)],
  ['name', '   '],
  ['currency', 'EURO'],
  ['currency', 'ZZZ'],
  ['time-zone', 'Europe/Atlantis'],
  ['time-zone', '+02:00'],
  ['admin-email', 'admin'],
  ['admin-name', ''],
])('refuses --%s %j, and names it', (name, value) => {
  expect(refusal({ ...right, [name]: value })).toMatch(new RegExp(`^--${name}: `));
});

it('names everything that is missing or wrong at once', () => {
  const message = refusal({ slug: 'acme', name: 'Acme', 'admin-name': 'Admin', currency: 'EURO' });
  expect(message).toContain('--currency: no currency of ISO 4217');
  expect(message).toContain('--time-zone: is required');
  expect(message).toContain('--admin-email: is required');
});

it('takes no password, which other users of the machine could read', () => {
  expect(refusal({ ...right, password: 'correct horse' })).toContain("Unknown option '--password'");
});
