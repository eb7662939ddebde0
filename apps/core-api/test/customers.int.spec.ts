import type { CustomerCreditPayload } from '@business-control/realtime-contracts';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerAnswer } from '../src/modules/customers/customers.answers.js';
import { accountEntries } from '../src/modules/customers/customers.schema.js';
import type { AccountEntries } from '../src/modules/customers/queries/list-account-entries.query.js';
import type { Customers } from '../src/modules/customers/queries/list-customers.query.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { eventsOf } from './events-of.js';
import { type PosApi, startPosApi } from './pos-api.js';
import type { ApiClient } from './pos-client.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

const create = async (by: ApiClient, given: object): Promise<CustomerAnswer> =>
  (await by.post<CustomerAnswer>('/customers', given)).body;
const namesOf = ({ items }: Customers) => items.map(({ name }) => name);

describe('an account', () => {
  it('is charged up to its limit and paid, and every step is told', async () => {
    const shop = await api.openShop();
    const manager = await shop.someone('manager');
    const customer = await create(manager, { name: 'Corner office', creditLimit: 10_000 });
    const at = `/customers/${customer.customerId}`;
    expect(customer).toMatchObject({ currency: 'EUR', balance: 0, available: 10_000, version: 1 });

    const charged = await manager.post<CustomerAnswer>(`${at}/charges`, {
      amount: 7_500,
      reference: 'week 9',
    });
    expect(charged).toMatchObject({ status: 201, body: { balance: 7_500, available: 2_500, version: 2 } });
    const refused = await manager.post(`${at}/charges`, { amount: 2_501 });
    expect(refused).toMatchObject({ status: 409, code: 'customers.credit-exceeded' });
    expect(refused.text).toContain('"available":2500');
    const paid = await manager.post<CustomerAnswer>(`${at}/payments`, { amount: 8_000, reference: 'March' });
    expect(paid).toMatchObject({ status: 201, body: { balance: -500, available: 10_500, version: 3 } });
    const limited = await manager.call<CustomerAnswer>('PUT', `${at}/credit-limit`, { creditLimit: 0 });
    expect(limited).toMatchObject({ status: 200, body: { creditLimit: 0, available: 500, version: 4 } });

    const { body: now } = await manager.get<CustomerAnswer>(at);
    expect(now).toEqual(limited.body);
    const events = await eventsOf(shop, 'customer');
    const payloads = events.map(({ payload }) => payload as CustomerCreditPayload);
    expect(new Set(events.map(({ name }) => name))).toEqual(new Set(['customer:credit:changed']));
    expect(payloads.map(({ change, balance, version }) => [change.kind, balance, version])).toEqual([
      ['limit', 0, 1],
      ['charge', 7_500, 2],
      ['payment', -500, 3],
      ['limit', -500, 4],
    ]);
  });

  it('shows its entries newest first, page by page', async () => {
    const shop = await api.openShop();
    const manager = await shop.someone('manager');
    const { customerId } = await create(manager, { name: 'Bakery next door', creditLimit: 1_000 });
    const at = `/customers/${customerId}`;
    await manager.post(`${at}/charges`, { amount: 300, reference: 'flour' });
    await manager.call('PUT', `${at}/credit-limit`, { creditLimit: 2_000 });
    await manager.post(`${at}/charges`, { amount: 200 });
    await manager.post(`${at}/payments`, { amount: 100 });

    const { body: first } = await manager.get<AccountEntries>(`${at}/entries?limit=2`);
    expect(first.items.map(({ kind, amount, balance }) => [kind, amount, balance])).toEqual([
      ['payment', 100, 400],
      ['charge', 200, 500],
    ]);
    const { body: last } = await manager.get<AccountEntries>(`${at}/entries?limit=2&before=${first.next}`);
    expect(last).toEqual({
      items: [
        {
          version: 2,
          kind: 'charge',
          amount: 300,
          balance: 300,
          reference: 'flour',
          enteredBy: { userId: manager.userId, displayName: 'A manager' },
          enteredAt: api.clock.now().toISOString(),
        },
      ],
      next: null,
    });
  });

  it('keeps its entries as they are, whoever reaches the table', async () => {
    const shop = await api.openShop();
    const manager = await shop.someone('manager');
    const { customerId } = await create(manager, { name: 'Corner office', creditLimit: 1_000 });
    await manager.post(`/customers/${customerId}/charges`, { amount: 300 });
    const ofCustomer = eq(accountEntries.customerId, customerId);
    const refused = { cause: { message: 'entries of accounts are neither changed nor deleted' } };
    await expect(
      api.database.transaction((tx) => tx.update(accountEntries).set({ amount: 1 }).where(ofCustomer)),
    ).rejects.toMatchObject(refused);
    await expect(
      api.database.transaction((tx) => tx.delete(accountEntries).where(ofCustomer)),
    ).rejects.toMatchObject(refused);
    const { body } = await manager.get<AccountEntries>(`/customers/${customerId}/entries`);
    expect(body.items).toHaveLength(1);
  });

  it('is charged once, however often the same charge is sent', async () => {
    const shop = await api.openShop();
    const manager = await shop.someone('manager');
    const { customerId } = await create(manager, { name: 'Corner office', creditLimit: 1_000 });
    const charge = () =>
      manager.post<CustomerAnswer>(
        `/customers/${customerId}/charges`,
        { amount: 300 },
        { 'idempotency-key': 'c' },
      );
    const answers = await Promise.all([charge(), charge(), charge()]);
    expect(answers.map(({ body }) => body.balance)).toEqual([300, 300, 300]);
    expect((await manager.get<AccountEntries>(`/customers/${customerId}/entries`)).body.items).toHaveLength(
      1,
    );
    const events = await eventsOf(shop, 'customer');
    expect(events).toHaveLength(2);
  });

  it('leaves in the audit who did what to whom, and no amount', async () => {
    const shop = await api.openShop();
    const manager = await shop.someone('manager');
    const { customerId } = await create(manager, { name: 'Corner office', creditLimit: 1_000 });
    const at = `/customers/${customerId}`;
    await manager.post(`${at}/charges`, { amount: 300 });
    await manager.post(`${at}/payments`, { amount: 300 });
    await manager.call('PUT', `${at}/credit-limit`, { creditLimit: 0 });
    await manager.call('PATCH', at, { phone: '+31 20 000 0000' });
    const audited = await api.database.transaction((tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.organizationId, shop.organizationId)),
    );
    expect(audited.map(({ type }) => type).sort()).toEqual([
      'customer.changed',
      'customer.charged',
      'customer.created',
      'customer.credit-limit-set',
      'customer.paid',
    ]);
    for (const { userId, details } of audited) {
      expect({ userId, details }).toEqual({ userId: manager.userId, details: { customerId } });
    }
  });
});

describe('a customer', () => {
  it('is changed in what is named, and in nothing else', async () => {
    const shop = await api.openShop();
    const manager = await shop.someone('manager');
    const given = { name: 'Corner office', email: 'office@example.test', phone: '020 000', userId: uuidv7() };
    const customer = await create(manager, given);
    const at = `/customers/${customer.customerId}`;
    const { body: renamed } = await manager.call<CustomerAnswer>('PATCH', at, { name: ' Corner café ' });
    expect(renamed).toEqual({ ...customer, name: 'Corner café', version: 2 });
    const { body: bare } = await manager.call<CustomerAnswer>('PATCH', at, { email: null, userId: null });
    expect(bare).toEqual({ ...renamed, email: null, userId: null, version: 3 });
    expect(await eventsOf(shop, 'customer')).toEqual([]);
  });

  it('does not share an account to sign in with', async () => {
    const shop = await api.openShop();
    const manager = await shop.someone('manager');
    const userId = uuidv7();
    const first = await create(manager, { name: 'Corner office', userId });
    const second = await manager.post('/customers', { name: 'Bakery next door', userId });
    expect(second).toMatchObject({ status: 409, code: 'customers.user-taken' });
    const other = await create(manager, { name: 'Bakery next door' });
    const changed = await manager.call('PATCH', `/customers/${other.customerId}`, { userId });
    expect(changed).toMatchObject({ status: 409, code: 'customers.user-taken' });
    await manager.call('PATCH', `/customers/${first.customerId}`, { userId: null });
    expect((await manager.call('PATCH', `/customers/${other.customerId}`, { userId })).status).toBe(200);
    const elsewhere = await (await api.openShop()).someone('manager');
    expect((await create(elsewhere, { name: 'Corner office', userId })).userId).toBe(userId);
  });

  it('is found by any part of the name, in any case, as it is typed', async () => {
    const shop = await api.openShop();
    const manager = await shop.someone('manager');
    for (const name of ['Bakery next door', 'Corner office', '100% Coffee', 'Office_supplies']) {
      await create(manager, { name });
    }
    const search = async (text: string) =>
      namesOf((await manager.get<Customers>(`/customers?search=${encodeURIComponent(text)}`)).body).sort();
    expect(await search('OFFICE')).toEqual(['Corner office', 'Office_supplies']);
    expect(await search('e_s')).toEqual(['Office_supplies']);
    expect(await search('%')).toEqual(['100% Coffee']);
    expect(await search('\\')).toEqual([]);
    expect(await search('nobody')).toEqual([]);
  });

  it('is listed by name, page by page, whoever is added meanwhile', async () => {
    const shop = await api.openShop();
    const manager = await shop.someone('manager');
    for (const name of ['e', 'b', 'd', 'b', 'c']) await create(manager, { name });
    const { body: first } = await manager.get<Customers>('/customers?limit=2');
    await create(manager, { name: 'a' });
    const { body: second } = await manager.get<Customers>(`/customers?limit=2&before=${first.next}`);
    const { body: third } = await manager.get<Customers>(`/customers?limit=2&before=${second.next}`);
    expect([first, second, third].map(namesOf)).toEqual([['b', 'b'], ['c', 'd'], ['e']]);
    expect(third.next).toBeNull();
  });

  it.each([
    ['POST', '', { name: ' ' }],
    ['POST', '', { name: 'Two\nlines' }],
    ['POST', '', { name: 'A \u0000 in it' }],
    ['POST', '', { name: 'Office', email: 'office' }],
    ['POST', '', { name: 'Office', creditLimit: -1 }],
    ['POST', '', { name: 'Office', creditLimit: 1_000_000_001 }],
    ['POST', '/:id/charges', { amount: 0 }],
    ['POST', '/:id/charges', { amount: -5 }],
    ['POST', '/:id/charges', { amount: 0.5 }],
    ['POST', '/:id/payments', { amount: 1_000_000_001 }],
    ['POST', '/:id/payments', { amount: 1, reference: '' }],
    ['POST', '/:id/payments', { amount: 1, reference: 'half a smile: \ud83d' }],
    ['PUT', '/:id/credit-limit', {}],
    ['GET', '?search=%00', undefined],
  ])('%s /customers%s refuses %j', async (method, path, body) => {
    const shop = await api.openShop();
    const manager = await shop.someone('manager');
    const { customerId } = await create(manager, { name: 'Corner office' });
    const answer = await manager.call(method, `/customers${path.replace(':id', customerId)}`, body);
    expect(answer).toMatchObject({ status: 400, code: 'request.invalid' });
  });
});
