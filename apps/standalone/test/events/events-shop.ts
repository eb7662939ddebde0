import type { Cursor, EventName, EventPayload, RoomsResult } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { expect } from 'vitest';
import { startLiveShop } from '../live-shop.js';
import { get, type Listener, listen, login, openCart, post, type ReceivedEvent } from '../shop-client.js';

export interface Viewer extends Listener {
  readonly organization: string;
  readonly token: string;
  readonly userId: string;
  /** Where this client was last told to be. */
  readonly seq: () => number;
}

export interface Reach {
  readonly to: readonly Viewer[];
  readonly notTo: readonly Viewer[];
}

/** Asks to be let into rooms, again while nobody can say whether to: a machine that stands still takes longer than a gateway waits. */
export function enter({ socket }: Listener, rooms: readonly string[]): Promise<RoomsResult> {
  return eventually(
    async () => {
      const { data }: { readonly data: RoomsResult } = await socket.emitWithAck('subscribe', { rooms });
      expect(data.refused.map(({ error }) => error.code)).not.toContain('room.membership-unavailable');
      return data;
    },
    { intervalMs: 200 },
  );
}

/** core-api and two gateways on real servers, for all tests of a file. */
export async function openEventsShop(settings: Readonly<Record<string, string>> = {}) {
  const opened: (() => void | Promise<void>)[] = [];
  const shop = await startLiveShop({ POSITION_INTERVAL_SECONDS: '1', ...settings }, (close) => {
    opened.push(close);
  });
  const tokens = new Map<string, Promise<string>>();
  let connections = 0;

  /** The access token of a demo person, by organization and mailbox. */
  const tokenOf = (organization: string, mailbox: string): Promise<string> => {
    const email = `${mailbox}@${organization}.test`;
    const token = tokens.get(email) ?? login(shop.url, { organization, email });
    tokens.set(email, token);
    return token;
  };

  /** A stock client with a token, alternately on one of the gateways; asked-for rooms must let it in. */
  const connectWith = async (
    organization: string,
    token: string,
    rooms: readonly string[] = [],
  ): Promise<Viewer> => {
    connections += 1;
    const listener = await listen(shop.gateways[connections % 2 ? 0 : 1], token);
    opened.push(() => void listener.socket.close());
    let position = seqOfCursor(listener.ready.cursor);
    listener.socket.on('realtime:position', ({ cursor }) => {
      position = seqOfCursor(cursor);
    });
    if (rooms.length > 0) expect((await enter(listener, rooms)).rooms).toEqual(rooms);
    const seq = () => Math.max(position, ...listener.received.map(({ meta }) => seqOfCursor(meta.cursor)));
    return { ...listener, organization, token, userId: listener.ready.userId, seq };
  };

  /** A stock client of a demo person. */
  const connect = async (organization: string, mailbox: string, rooms: readonly string[] = []) =>
    connectWith(organization, await tokenOf(organization, mailbox), rooms);

  /** Waits until a client was given everything that it may see of what has happened until now. */
  const caughtUp = async (viewer: Viewer): Promise<void> => {
    // Whatever happened before is earlier in the stream than this, in whichever organization.
    await openCart(shop.url, await tokenOf(viewer.organization, 'manager'));
    const { cursor } = await get<{ cursor: Cursor }>(shop.url, viewer.token, '/realtime/position');
    await eventually(() => expect(viewer.seq()).toBeGreaterThanOrEqual(seqOfCursor(cursor)));
  };

  /**
   * Lets something happen and waits for the event it causes: every one of `to` receives it exactly as the others do, and
   * none of `notTo` does, although each was given what came later. Answers what was received.
   */
  const onlyReaches = async <Name extends EventName>(
    name: Name,
    { to, notTo }: Reach,
    cause: () => Promise<unknown>,
  ): Promise<EventPayload<Name>> => {
    const before = new Map([...to, ...notTo].map((viewer) => [viewer, viewer.received.length]));
    const since = (viewer: Viewer): ReceivedEvent[] =>
      viewer.received.slice(before.get(viewer)).filter((event) => event.name === name);
    await cause();
    for (const viewer of to) await eventually(() => expect(since(viewer)).not.toEqual([]));
    const [first] = to.flatMap(since);
    if (!first) throw new Error('the event must reach somebody');
    for (const viewer of to) expect(since(viewer)).toContainEqual(first);
    const told = new Set(to.flatMap(since).map(({ meta }) => meta.id));
    // All of them, so that nothing of this is left to come when something else is let happen.
    await Promise.all([...to, ...notTo].map(caughtUp));
    for (const viewer of notTo) {
      expect(viewer.received.filter(({ meta }) => told.has(meta.id))).toEqual([]);
    }
    return first.payload as EventPayload<Name>;
  };

  return {
    url: shop.url,
    gateways: shop.gateways,
    tokenOf,
    connect,
    connectWith,
    caughtUp,
    onlyReaches,
    post: async <Answer>(by: Viewer | string, path: string, body?: unknown) =>
      post<Answer>(shop.url, typeof by === 'string' ? by : by.token, path, body),
    get: async <Answer>(by: Viewer | string, path: string) =>
      get<Answer>(shop.url, typeof by === 'string' ? by : by.token, path),
    stop: async () => {
      for (const close of opened.reverse()) await close();
    },
  };
}

export type EventsShop = Awaited<ReturnType<typeof openEventsShop>>;

function seqOfCursor(cursor: Cursor | null | undefined): number {
  return Number(cursor?.split('.')[1] ?? 0);
}
