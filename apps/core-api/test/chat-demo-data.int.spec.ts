import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedDemoData } from '../src/modules/demo/seed-demo-data.js';
import { type IdentityApi, startIdentityApi } from './identity-api.js';

let api: IdentityApi;
beforeAll(async () => {
  api = await startIdentityApi();
  await seedDemoData(api.database, api.clock);
});
afterAll(() => api.stop());

const signIn = async (mailbox: string) => {
  const login = { organization: 'acme', email: `${mailbox}@acme.test`, password: 'demo1234' };
  return api.client((await api.logIn(login)).body.accessToken);
};
const listed = async (mailbox: string, path: string) =>
  (await (await signIn(mailbox)).get<{ items: object[] }>(path)).body.items;

it('demo people find channels to talk in, those of their own, with something to read', async () => {
  const [general, branch] = [
    { name: 'General', kind: 'organization', inside: true },
    { name: 'Main street', kind: 'branch', branchId: 'main-street', inside: true },
  ];
  const management = { name: 'Management', kind: 'private', inside: true, unread: 1 };
  expect(await listed('manager', '/chat/channels')).toMatchObject([
    { ...general, unread: 2 },
    { ...branch, unread: 1 },
    management,
  ]);
  expect(await listed('support', '/chat/channels')).toMatchObject([
    { ...general, unread: 3 },
    { ...branch, unread: 1 },
  ]);
});

it('a demo customer waits for an answer', async () => {
  for (const mailbox of ['customer', 'support']) {
    expect(await listed(mailbox, '/chat/help')).toMatchObject([
      {
        status: 'open',
        requester: { displayName: 'Customer', kind: 'user' },
        subject: 'Picking up an order',
      },
    ]);
  }
});
