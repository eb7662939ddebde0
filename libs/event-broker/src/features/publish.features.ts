import { eventually } from '@business-control/testing';
import { expect, it } from 'vitest';
import { BrokerUnavailable, type EventBroker, Unroutable } from '../event-broker.js';
import { message, numbered, record, texts, workQueue } from './fixture.js';

export function describePublishing(broker: () => EventBroker): void {
  it('hands over a message as it was published', async () => {
    const sent = message('ä€', { headers: { name: 'pos:cart:updated', seq: '42' } });
    await broker().publish(sent);
    const { tail, messages } = await record(broker());
    await tail.caughtUp;
    expect(messages).toHaveLength(1);
    const { offset, body, ...rest } = messages[0] ?? { offset: -1, body: new Uint8Array() };
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(Buffer.from(body).toString()).toBe('ä€');
    expect({ ...rest, body: sent.body }).toEqual(sent);
  });

  it('keeps the order of calls with many in flight, also across exchanges', async () => {
    const expected = numbered(3_000);
    await Promise.all(
      expected.map((text, i) =>
        broker().publish(message(text, { exchange: i % 2 ? 'pos.events' : 'stock.events' })),
      ),
    );
    const { tail, messages } = await record(broker());
    await tail.caughtUp;
    expect(texts(messages)).toEqual(expected);
  });

  it('refuses a message for an exchange that nothing is bound to, and goes on with the others', async () => {
    const before = broker().publish(message('before'));
    const lost = broker().publish(message('lost', { exchange: 'unknown.events' }));
    const after = broker().publish(message('after'));
    await expect(lost).rejects.toBeInstanceOf(Unroutable);
    await Promise.all([before, after]);
    const { tail, messages } = await record(broker());
    await tail.caughtUp;
    expect(texts(messages)).toEqual(['before', 'after']);
  });

  it('routes by topic to every queue whose binding matches, once', async () => {
    const seen: Record<string, string[]> = { all: [], carts: [], updated: [], twice: [] };
    const consume = (name: string, ...routingKeys: string[]) =>
      broker().consume(
        workQueue({
          bindings: routingKeys.map((routingKey) => ({ exchange: 'pos.events', routingKey })),
          handle: async ({ body }) => {
            seen[name]?.push(...texts([{ body }]));
            return { outcome: 'ack' };
          },
        }),
      );
    await consume('all', '#');
    await consume('carts', 'pos.cart.*');
    await consume('updated', '*.*.updated');
    await consume('twice', 'pos.#', '#.updated');
    const keys = ['pos.cart.updated', 'pos.cart.line.updated', 'pos.sale.completed', 'pos'];
    for (const routingKey of keys) await broker().publish(message(routingKey, { routingKey }));
    // Of another exchange: for none of them, though the key matches all.
    await broker().publish(message('elsewhere', { exchange: 'stock.events' }));
    await broker().publish(message('end', { routingKey: 'pos.cart.updated' }));
    await eventually(() => {
      expect(seen.all).toEqual([...keys, 'end']);
      expect(seen.carts).toEqual(['pos.cart.updated', 'end']);
      expect(seen.updated).toEqual(['pos.cart.updated', 'end']);
      expect(seen.twice).toEqual([...keys, 'end']);
    });
  });

  it('is not connected once it is closed, and publishes no more', async () => {
    expect(broker().connected).toBe(true);
    await broker().close();
    expect(broker().connected).toBe(false);
    await expect(broker().publish(message('late'))).rejects.toBeInstanceOf(BrokerUnavailable);
    await expect(record(broker())).rejects.toBeInstanceOf(BrokerUnavailable);
  });
}
