import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { liveQuery, type RealtimeEvent, type Snapshot } from '../src/index.js';
import { connectTo, type GatewayDouble, metaAt, startGatewayDouble, until } from './gateway-double.js';

type Stock = readonly number[];

const availability = {
  productId: '0190f3a2-7c1e-7000-8000-000000000001',
  sku: 'TEA',
  warehouseId: 'w',
  available: 0,
};
const happen = ({ socket }: GatewayDouble, available: number, cursor = `e.${available}`) =>
  socket.emit('pos:inventory:availability', { ...availability, available }, metaAt(cursor));

/** core-api in the hands of the test: every question waits for its answer. */
function held() {
  const questions: PromiseWithResolvers<Snapshot<Stock>>[] = [];
  return {
    questions,
    fetch: () => {
      const question = Promise.withResolvers<Snapshot<Stock>>();
      questions.push(question);
      return question.promise;
    },
    answer: (index: number, cursor: string | null) => questions[index]?.resolve({ data: [], cursor }),
  };
}

const withAvailability = (stock: Stock, event: RealtimeEvent): Stock =>
  event.name === 'pos:inventory:availability' ? [...stock, event.payload.available] : stock;

async function start(ready: GatewayDouble['ready'] = { cursor: 'e.5' }, apply = withAvailability) {
  const gateway = await startGatewayDouble();
  gateway.ready = ready;
  const client = connectTo(gateway);
  const received = vi.fn();
  client.onAny(received);
  const api = held();
  const shown: Stock[] = [];
  const onError = vi.fn();
  const stop = liveQuery<Stock>(client, {
    fetch: api.fetch,
    apply,
    onData: (stock) => shown.push(stock),
    onError,
    backoff: { minMs: 1, maxMs: 2 },
  });
  onTestFinished(stop);
  await until(() => expect(client.status.state).toBe('connected'));
  return { gateway, client, received, api, shown, onError, stop };
}

describe('liveQuery', () => {
  it('applies the events after its snapshot, and no other', async () => {
    const { gateway, received, api, shown } = await start();
    for (const available of [6, 7, 8]) happen(gateway, available);
    await until(() => expect(received).toHaveBeenCalledTimes(3));
    api.answer(0, 'e.7');
    await until(() => expect(shown).toEqual([[8]]));
    happen(gateway, 9);
    await until(() => expect(shown).toEqual([[8], [8, 9]]));
  });

  it('waits for events that its snapshot holds already, without applying them', async () => {
    const { gateway, received, api, shown } = await start();
    api.answer(0, 'e.7');
    await until(() => expect(shown).toEqual([[]]));
    for (const available of [6, 7, 8]) happen(gateway, available);
    await until(() => expect(received).toHaveBeenCalledTimes(3));
    expect(shown).toEqual([[], [8]]);
  });

  it('asks again after a resync, and takes the newest answer only', async () => {
    const { gateway, api, shown } = await start();
    gateway.socket.emit('realtime:resync', { reason: 'gap', cursor: 'e.20' });
    await until(() => expect(api.questions).toHaveLength(2));
    api.answer(1, 'e.20');
    await until(() => expect(shown).toEqual([[]]));
    api.answer(0, 'e.5');
    happen(gateway, 21);
    await until(() => expect(shown).toEqual([[], [21]]));
  });

  it('asks again when its connection begins behind its snapshot', async () => {
    const { gateway, api, shown } = await start({ cursor: 'e.9' });
    api.answer(0, 'e.5');
    await until(() => expect(api.questions).toHaveLength(2));
    happen(gateway, 10);
    api.answer(1, 'e.9');
    await until(() => expect(shown.at(-1)).toEqual([10]));
    expect(api.questions).toHaveLength(2);
  });

  it('asks again, once, when nobody can say where its connection begins', async () => {
    const { gateway, api, shown } = await start({ cursor: null });
    api.answer(0, null);
    await until(() => expect(api.questions).toHaveLength(2));
    api.answer(1, null);
    happen(gateway, 1);
    await until(() => expect(shown.at(-1)).toEqual([1]));
    expect(api.questions).toHaveLength(2);
  });

  it('asks again when an event of another history arrives', async () => {
    const { gateway, api, shown } = await start();
    api.answer(0, 'e.5');
    await until(() => expect(shown).toEqual([[]]));
    happen(gateway, 1, 'f.1');
    await until(() => expect(api.questions).toHaveLength(2));
    happen(gateway, 2, 'f.2');
    api.answer(1, 'f.1');
    await until(() => expect(shown.at(-1)).toEqual([2]));
  });

  it('goes on where it was after a reconnect that replays', async () => {
    const { gateway, api, shown } = await start();
    api.answer(0, 'e.7');
    await until(() => expect(shown).toEqual([[]]));
    gateway.ready = { cursor: 'e.5', resume: 'replayed', replayed: 3 };
    gateway.socket.disconnect(true);
    await until(() => expect(gateway.sockets).toHaveLength(2));
    for (const available of [6, 7, 8]) happen(gateway, available);
    await until(() => expect(shown).toEqual([[], [8]]));
    expect(api.questions).toHaveLength(1);
  });

  it('tries again after a failure', async () => {
    const { api, shown, onError } = await start();
    api.questions[0]?.reject(new Error('offline'));
    await until(() => expect(api.questions).toHaveLength(2));
    expect(onError).toHaveBeenCalledExactlyOnceWith(new Error('offline'));
    api.answer(1, 'e.5');
    await until(() => expect(shown).toEqual([[]]));
  });

  it.each(['while it is shown', 'while an answer is on its way'])(
    'asks again, instead of going on without it, when an event cannot be applied %s',
    async (when) => {
      const broken = new Error('broken');
      const { gateway, received, api, shown, onError } = await start({ cursor: 'e.5' }, (stock, event) => {
        if (event.meta.cursor === 'e.6') throw broken;
        return withAvailability(stock, event);
      });
      if (when === 'while it is shown') {
        api.answer(0, 'e.5');
        await until(() => expect(shown).toEqual([[]]));
      }
      for (const available of [6, 7]) happen(gateway, available);
      await until(() => expect(received).toHaveBeenCalledTimes(2));
      api.answer(0, 'e.5');
      await until(() => expect(api.questions).toHaveLength(2));
      expect(onError).toHaveBeenCalledExactlyOnceWith(broken);
      happen(gateway, 8);
      api.answer(1, 'e.7');
      await until(() => expect(shown.at(-1)).toEqual([8]));
      expect(shown).not.toContainEqual([7]);
    },
  );

  it('does nothing more once it is ended', async () => {
    const { gateway, received, api, shown, stop } = await start();
    api.answer(0, 'e.5');
    await until(() => expect(shown).toHaveLength(1));
    stop();
    happen(gateway, 6);
    gateway.socket.emit('realtime:resync', { reason: 'gap', cursor: 'e.20' });
    await until(() => expect(received).toHaveBeenCalledOnce());
    expect(shown).toHaveLength(1);
    expect(api.questions).toHaveLength(1);
  });
});
