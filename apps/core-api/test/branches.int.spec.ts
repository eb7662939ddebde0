import type { BranchPayload, OrderPayload } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatApi, type Colleague, startChatApi } from './chat-api.js';

let api: ChatApi;
beforeAll(async () => {
  api = await startChatApi();
});
afterAll(() => api.stop());

const listed = async (by: Colleague) =>
  (await by.get<{ readonly items: readonly BranchPayload[] }>('/branches')).body.items;
const add = (by: Colleague, given: object) => by.post<BranchPayload>('/branches', given);

describe('a branch', () => {
  it('is added and renamed, which is told and can be seen by all of the staff', async () => {
    const office = await api.openOffice();
    const [manager, cashier] = [await office.someone('manager'), await office.someone('cashier')];
    const { status, body: north } = await add(manager, { name: ' North ' });
    expect([status, north.name]).toEqual([201, 'North']);
    const { body: harbour } = await add(manager, { name: 'Harbour', branchId: 'harbour' });
    expect(harbour).toEqual({ branchId: 'harbour', name: 'Harbour' });
    expect(await listed(cashier)).toEqual([harbour, north]);

    const rename = (name: string) => manager.call<BranchPayload>('PATCH', '/branches/harbour', { name });
    expect((await rename('Old harbour')).body).toEqual({ branchId: 'harbour', name: 'Old harbour' });
    await rename('Old harbour');
    expect(await listed(cashier)).toEqual([north, { branchId: 'harbour', name: 'Old harbour' }]);
    expect(await office.eventsNamed('branch:updated')).toEqual([
      north,
      harbour,
      { branchId: 'harbour', name: 'Old harbour' },
    ]);
    const audited = (await office.audited()).map(({ type, details }) => ({ type, details }));
    for (const [type, branchId] of [
      ['branch.added', north.branchId],
      ['branch.added', 'harbour'],
      ['branch.renamed', 'harbour'],
    ]) {
      expect(audited).toContainEqual({ type, details: expect.objectContaining({ branchId }) });
    }
  });

  it('has a name and an id of its own, also when two are added at once', async () => {
    const office = await api.openOffice();
    const manager = await office.someone('manager');
    await add(manager, { name: 'North', branchId: 'north' });
    const taken = { status: 409, code: 'branches.branch-name-taken' };
    expect(await add(manager, { name: 'North' })).toMatchObject(taken);
    expect(await add(manager, { name: 'Other', branchId: 'north' })).toMatchObject({
      status: 409,
      code: 'branches.branch-id-taken',
    });
    await add(manager, { name: 'South', branchId: 'south' });
    expect(await manager.call('PATCH', '/branches/south', { name: 'North' })).toMatchObject(taken);
    const both = await Promise.all([add(manager, { name: 'East' }), add(manager, { name: 'East' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await office.eventsNamed('branch:updated')).toHaveLength(3);
  });

  it.each([
    ['no name', { name: ' ' }],
    ['a name on two lines', { name: 'North\nSouth' }],
    ['an id that no address keeps', { name: 'North', branchId: '..' }],
    ['an id that no database keeps', { name: 'North', branchId: 'zero\u0000byte' }],
  ])('is refused with %s', async (_, given) => {
    const manager = await (await api.openOffice()).someone('manager');
    expect(await add(manager, given)).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it('is kept by those who may, and is nothing to another organization', async () => {
    const office = await api.openOffice();
    const [manager, cashier] = [await office.someone('manager'), await office.someone('cashier')];
    const stranger = await (await api.openOffice()).someone('manager');
    const customer = await office.someone('customer');
    await add(manager, { name: 'North', branchId: 'north' });
    const missing = { status: 403, code: 'auth.permission-missing' };
    expect(await add(cashier, { name: 'South' })).toMatchObject(missing);
    expect(await cashier.call('PATCH', '/branches/north', { name: 'South' })).toMatchObject(missing);
    expect(await customer.get('/branches')).toMatchObject(missing);
    expect(await listed(stranger)).toEqual([]);
    expect(await stranger.call('PATCH', '/branches/north', { name: 'Mine' })).toMatchObject({
      status: 404,
      code: 'branches.branch-not-found',
    });
    expect((await add(stranger, { name: 'North', branchId: 'north' })).status).toBe(201);
    expect(await listed(manager)).toEqual([{ branchId: 'north', name: 'North' }]);
  });

  it('must be there before an order or a channel names it', async () => {
    const office = await api.openOffice();
    const manager = await office.someone('manager');
    const unknown = { status: 404, code: 'branches.branch-not-found' };
    const channel = { kind: 'branch', name: 'North', branchId: 'north' };
    expect(await manager.post('/chat/channels', channel)).toMatchObject(unknown);
    const order = {
      channel: 'phone',
      branchId: 'north',
      customer: { name: 'Caller' },
      lines: [{ productId: '01900000-0000-7000-8000-000000000001', quantity: 1 }],
    };
    expect(await manager.post<OrderPayload>('/orders', order)).toMatchObject(unknown);
    await add(manager, { name: 'North', branchId: 'north' });
    expect((await manager.post('/chat/channels', channel)).status).toBe(201);
  });
});
