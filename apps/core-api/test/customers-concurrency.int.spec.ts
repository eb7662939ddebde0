import type { CustomerCreditPayload } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerAnswer } from '../src/modules/customers/customers.answers.js';
import type { AccountEntries } from '../src/modules/customers/queries/list-account-entries.query.js';
import { eventsOf } from './events-of.js';
import { type PosApi, type Shop, startPosApi } from './pos-api.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

async function openAccount(shop: Shop, creditLimit: number) {
  const manager = await shop.someone('manager');
  const { body } = await manager.post<CustomerAnswer>('/customers', { name: 'Corner office', creditLimit });
  return { manager, at: `/customers/${body.customerId}` };
}

describe('many at once on one account', () => {
  it('never charge more than the limit', async () => {
    const shop = await api.openShop();
    const { manager, at } = await openAccount(shop, 1_000);
    const people = await Promise.all([manager, shop.someone('manager'), shop.someone('admin')]);
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        (people[index % people.length] ?? manager).post(`${at}/charges`, { amount: 150 }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(6);
    expect(new Set(answers.flatMap(({ code }) => code ?? []))).toEqual(
      new Set(['customers.credit-exceeded']),
    );
    expect((await manager.get<CustomerAnswer>(at)).body).toMatchObject({ balance: 900, version: 7 });
  });

  it('leave a balance that is the sum of its entries, told step by step', async () => {
    const shop = await api.openShop();
    const { manager, at } = await openAccount(shop, 500);
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => {
        if (index % 10 === 9) return manager.call('PUT', `${at}/credit-limit`, { creditLimit: 500 + index });
        return manager.post(index % 3 ? `${at}/charges` : `${at}/payments`, { amount: 100 + index });
      }),
    );
    const { body: customer } = await manager.get<CustomerAnswer>(at);
    const { body: entries } = await manager.get<AccountEntries>(`${at}/entries`);
    const oldestFirst = entries.items.toReversed();
    let sum = 0;
    for (const { kind, amount, balance } of oldestFirst) {
      sum += kind === 'charge' ? amount : -amount;
      expect(balance).toBe(sum);
    }
    expect(customer.balance).toBe(sum);
    const told = (await eventsOf(shop, 'customer')).map(({ payload }) => payload as CustomerCreditPayload);
    expect(told.map(({ version }) => version)).toEqual(told.map((_, index) => index + 1));
    expect(told.at(-1)).toMatchObject({ version: customer.version, balance: sum });
    expect(told.filter(({ change }) => change.kind !== 'limit').map(({ balance }) => balance)).toEqual(
      oldestFirst.map(({ balance }) => balance),
    );
  });

  it('give an account to sign in with to one customer', async () => {
    const shop = await api.openShop();
    const manager = await shop.someone('manager');
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        manager.post('/customers', { name: `Customer ${index}`, userId: 'one-account' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(new Set(answers.flatMap(({ code }) => code ?? []))).toEqual(new Set(['customers.user-taken']));
  });
});
