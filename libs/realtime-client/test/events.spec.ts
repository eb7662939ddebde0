import { expect, it, vi } from 'vitest';
import type { RealtimeEvent } from '../src/index.js';
import { connectTo, metaAt, startGatewayDouble, until } from './gateway-double.js';

const availability = {
  productId: '0190f3a2-7c1e-7000-8000-000000000001',
  sku: 'TEA',
  warehouseId: 'w',
  available: 4,
};

it('hands an event with its meta to the handlers of its name, and to nobody else', async () => {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway);
  const onAvailability = vi.fn();
  const onTotals = vi.fn();
  client.on('pos:inventory:availability', onAvailability);
  client.on('pos:daily-totals:updated', onTotals);
  await until(() => expect(client.status.state).toBe('connected'));

  const meta = metaAt('e.1');
  gateway.socket.emit('pos:inventory:availability', availability, meta);

  await until(() => expect(onAvailability).toHaveBeenCalledExactlyOnceWith(availability, meta));
  expect(onTotals).not.toHaveBeenCalled();
});

it('stops calling a handler that was unsubscribed', async () => {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway);
  const first = vi.fn();
  const second = vi.fn();
  const off = client.on('pos:inventory:availability', first);
  client.on('pos:inventory:availability', second);
  await until(() => expect(client.status.state).toBe('connected'));

  off();
  gateway.socket.emit('pos:inventory:availability', availability, metaAt('e.1'));

  await until(() => expect(second).toHaveBeenCalledOnce());
  expect(first).not.toHaveBeenCalled();
});

it('shows every event to onAny, but no message of the protocol', async () => {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway);
  const seen: RealtimeEvent[] = [];
  client.onAny((event) => seen.push(event));
  await until(() => expect(client.status.state).toBe('connected'));

  gateway.socket.emit('pos:inventory:availability', availability, metaAt('e.1'));
  gateway.socket.emit('pos:inventory:availability', { ...availability, available: 3 }, metaAt('e.2'));

  await until(() => expect(seen.map(({ meta }) => meta.cursor)).toEqual(['e.1', 'e.2']));
});
