import { EventEmitter } from 'node:events';
import type { RealtimeClient } from '@business-control/realtime-client';
import type { RealtimeReady, RoomRefusal } from '@business-control/realtime-contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RoomKeeper, type RoomStates } from './room-keeper.js';

function openKeeper() {
  const gateway = new EventEmitter();
  const listen =
    <Notice>(topic: string) =>
    (listener: (notice: Notice) => void) => {
      gateway.on(topic, listener);
      return () => void gateway.off(topic, listener);
    };
  const client = {
    status: { state: 'connected', error: null, attempts: 0, retryAt: null } as const,
    subscribe: vi.fn<RealtimeClient['subscribe']>(async (rooms) => ({ rooms: [...rooms], refused: [] })),
    unsubscribe: vi.fn<RealtimeClient['unsubscribe']>(async () => ({ rooms: [], refused: [] })),
    onReady: listen<RealtimeReady>('ready'),
    onRoomLeft: listen<RoomRefusal>('left'),
  };
  let states: RoomStates = new Map();
  const keeper = new RoomKeeper(client, (now) => {
    states = now;
  });
  return { gateway, client, keeper, states: () => Object.fromEntries(states) };
}
const refusal = (room: string, code: string) => ({ room, error: { code, message: code } });
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('the rooms of the open page', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are joined, and left when they are no longer wanted', async () => {
    const { keeper, client, states } = openKeeper();
    keeper.want(['chat:channel:a', 'chat:channel:b']);
    expect(states()).toEqual({ 'chat:channel:a': 'joining', 'chat:channel:b': 'joining' });
    await settle();
    expect(states()).toEqual({ 'chat:channel:a': 'joined', 'chat:channel:b': 'joined' });
    keeper.want(['chat:channel:b']);
    keeper.close();
    expect(client.unsubscribe.mock.calls).toEqual([[['chat:channel:a']], [['chat:channel:b']]]);
    expect(client.subscribe).toHaveBeenCalledOnce();
  });

  it('say why they are not open, and can be asked for again', async () => {
    const { keeper, client, states, gateway } = openKeeper();
    client.subscribe.mockResolvedValueOnce({
      rooms: [],
      refused: [refusal('chat:ticket:a', 'room.forbidden')],
    });
    keeper.want(['chat:ticket:a']);
    await settle();
    expect(states()).toEqual({ 'chat:ticket:a': { refusedWith: 'room.forbidden' } });
    keeper.rejoin('chat:ticket:a');
    await settle();
    expect(states()).toEqual({ 'chat:ticket:a': 'joined' });
    gateway.emit('left', refusal('chat:ticket:a', 'room.membership-unavailable'));
    expect(states()).toEqual({ 'chat:ticket:a': { refusedWith: 'room.membership-unavailable' } });
  });

  it('are asked for again after an answer that never came', async () => {
    const { keeper, client, states } = openKeeper();
    client.subscribe.mockRejectedValueOnce(new Error('client.timeout'));
    keeper.want(['chat:channel:a']);
    await settle();
    expect(states()).toEqual({ 'chat:channel:a': 'joining' });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(states()).toEqual({ 'chat:channel:a': 'joined' });
  });

  it('are asked for again, together, when the gateway could not open them for now', async () => {
    const { keeper, client, states, gateway } = openKeeper();
    keeper.want(['chat:channel:a', 'chat:channel:b', 'chat:channel:c']);
    await settle();
    const unavailable = (room: string) => {
      const { error } = refusal(room, 'room.membership-unavailable');
      return { room, error: { ...error, retryAfterMs: 1_000 } };
    };
    client.subscribe.mockResolvedValueOnce({ rooms: [], refused: [unavailable('chat:channel:b')] });
    gateway.emit('left', unavailable('chat:channel:a'));
    gateway.emit('left', unavailable('chat:channel:b'));
    gateway.emit('left', refusal('chat:channel:c', 'room.forbidden'));
    keeper.want(['chat:channel:b', 'chat:channel:c']);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(states()).toMatchObject({ 'chat:channel:b': { refusedWith: 'room.membership-unavailable' } });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(states()).toEqual({
      'chat:channel:b': 'joined',
      'chat:channel:c': { refusedWith: 'room.forbidden' },
    });
    gateway.emit('left', unavailable('chat:channel:b'));
    keeper.close();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(client.subscribe.mock.calls.slice(1)).toEqual([[['chat:channel:b']], [['chat:channel:b']]]);
  });

  it('are known again after every connect, others are not', () => {
    const { keeper, client, states, gateway } = openKeeper();
    client.subscribe.mockReturnValue(new Promise(() => {}));
    keeper.want(['chat:channel:a', 'chat:channel:b']);
    const refused = [refusal('chat:channel:b', 'room.forbidden')];
    gateway.emit('ready', { rooms: ['chat:channel:a', 'user:u-1'], refused });
    expect(states()).toEqual({
      'chat:channel:a': 'joined',
      'chat:channel:b': { refusedWith: 'room.forbidden' },
    });
  });
});
