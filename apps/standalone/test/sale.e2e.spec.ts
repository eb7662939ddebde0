import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Line, startLine } from './line.js';
import { get, type Listener, listen, login, openCart, ringUpASale, seqOf } from './shop-client.js';

/** HTTP command → outbox → relay → RabbitMQ → gateway → stock socket.io-client. */
describe('a sale travels from the till to every screen', () => {
  let line: Line;
  let cashier: string;
  const listeners: Listener[] = [];

  const connectAs = async (organization: string, role: string) => {
    const token = await login(line.apiUrl, { organization, email: `${role}@${organization}.test` });
    const listener = await listen(line.realtimeUrl, token);
    listeners.push(listener);
    return listener;
  };

  beforeAll(async () => {
    line = await startLine();
    cashier = await login(line.apiUrl, { organization: 'acme', email: 'cashier@acme.test' });
  });

  afterAll(async () => {
    for (const { socket } of listeners) socket.close();
    await line?.stop();
  });

  it('reaches the own organization in order and once, and no other organization', async () => {
    const colleague = await connectAs('acme', 'manager');
    const stranger = await connectAs('globex', 'manager');

    await ringUpASale(line.apiUrl, cashier);
    const globexCashier = await login(line.apiUrl, { organization: 'globex', email: 'cashier@globex.test' });
    const fence = await openCart(line.apiUrl, globexCashier);

    await eventually(() => expect(colleague.names()).toContain('pos:daily-totals:updated'));
    // What the shop finds by itself when it opens, as short stock, may come in between.
    const atTheTills = () => stranger.received.filter(({ name }) => name.startsWith('pos:'));
    await eventually(() => expect(atTheTills()).not.toEqual([]));

    expect(colleague.names().filter((name) => name.startsWith('pos:'))).toEqual([
      'pos:cart:updated', // opened
      'pos:cart:updated', // line added
      'pos:cart:payment',
      'pos:cart:updated', // paid
      'pos:cart:updated', // closed
      'pos:cart:confirmed',
      'pos:sale:completed',
      'pos:daily-totals:updated',
    ]);
    const sequence = colleague.received.map(seqOf);
    expect(sequence).toEqual([...new Set(sequence)].sort((a, b) => a - b));
    expect(atTheTills()).toMatchObject([{ name: 'pos:cart:updated', payload: { cartId: fence.cartId } }]);
  });

  it('shows an event only to those who hold its permission', async () => {
    const manager = await connectAs('acme', 'manager');
    const colleague = await connectAs('acme', 'cashier');
    const support = await connectAs('acme', 'support');

    await ringUpASale(line.apiUrl, cashier);
    await eventually(() => expect(manager.names()).toContain('pos:daily-totals:updated'));
    const { cartId } = await openCart(line.apiUrl, cashier);
    await eventually(() =>
      expect(colleague.received.map(({ payload }) => payload)).toContainEqual(
        expect.objectContaining({ cartId }),
      ),
    );
    // The answer comes after whatever the gateway sent before.
    await support.socket.emitWithAck('subscribe', { rooms: [] });

    expect(colleague.names()).toContain('pos:sale:completed');
    expect(colleague.names()).not.toContain('pos:daily-totals:updated');
    expect(support.names().filter((name) => name.startsWith('pos:'))).toEqual([]);
  });

  it('tells each socket who it speaks for and which rooms it is in', async () => {
    const token = await login(
      line.apiUrl,
      { organization: 'acme', email: 'cashier@acme.test' },
      '0190f3a2-7c1e-7000-8000-0000000000d1',
    );
    const listener = await listen(line.realtimeUrl, token);
    listeners.push(listener);

    const me = await get<{ userId: string; organizationId: string }>(line.apiUrl, token, '/auth/me');
    expect(listener.ready).toMatchObject({
      userId: me.userId,
      organizationId: me.organizationId,
      deviceId: '0190f3a2-7c1e-7000-8000-0000000000d1',
      rooms: expect.arrayContaining([`Organization:${me.organizationId}`, `user:${me.userId}`]),
    });
  });
});
