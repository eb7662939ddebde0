import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createDatabase } from '@business-control/testing';
import { expect, it, onTestFinished } from 'vitest';

const script = fileURLToPath(new URL('../../core-api/dist/create-organization.js', import.meta.url));
const options = {
  slug: 'acme',
  name: 'Acme Coffee',
  currency: 'EUR',
  'time-zone': 'Europe/Amsterdam',
  'admin-email': 'admin@acme.example',
  'admin-name': 'Administrator',
};

async function run(uri: string, given: Readonly<Record<string, string>>, password: string) {
  const args = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(process.execPath, [script, ...args], {
    env: {
      DATABASE_URI: uri,
      BROKER: 'memory',
      JWT_SECRET: 'a secret for one test run, 32 characters or more',
    },
  });
  child.stdin.end(password);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, stdout, stderr };
}

it('the command creates an organization, and ends with 1 and a reason when it cannot', async () => {
  const database = await createDatabase();
  onTestFinished(() => database.drop());
  const created = await run(database.uri, options, '');
  expect(created).toMatchObject({ code: 0, stderr: '' });
  expect(created.stdout).toMatch(
    /^organization +acme .+\nadministrator +admin@acme\.example\npassword +\S{20,}\n$/,
  );
  expect(await run(database.uri, options, 'correct horse battery staple')).toEqual({
    code: 1,
    stdout: '',
    stderr: 'create-organization: there is an organization acme already; nothing was changed\n',
  });
  const wrong = await run(database.uri, { ...options, slug: 'other', currency: 'EURO' }, '');
  expect(wrong).toMatchObject({ code: 1, stdout: '' });
  expect(wrong.stderr).toMatch(/^create-organization: --currency: .+\nusage: /);
});
