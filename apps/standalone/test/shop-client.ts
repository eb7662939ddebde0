import type { CartPayload, EventMeta, RealtimeReady } from '@business-control/realtime-contracts';
import { fetchAlone } from '@business-control/testing';
import { io, type Socket } from 'socket.io-client';

/** One event as a stock client received it. */
export interface ReceivedEvent {
  readonly name: string;
  readonly payload: unknown;
  readonly meta: EventMeta;
}

/** A stock Socket.IO client, none of our code, that records whatever arrives. */
export interface Listener {
  readonly socket: Socket;
  readonly ready: RealtimeReady;
  readonly received: ReceivedEvent[];
  names(): string[];
}

export interface Credentials {
  readonly organization: string;
  readonly email: string;
}

/** Signs in over HTTP and returns the access token. */
export async function login(
  apiUrl: string,
  { organization, email }: Credentials,
  deviceId?: string,
): Promise<string> {
  const answer = await post<{ accessToken: string }>(apiUrl, undefined, '/auth/login', {
    organization,
    email,
    password: 'demo1234',
    ...(deviceId && { deviceId }),
  });
  return answer.accessToken;
}

/** Connects to the gateway and waits for `realtime:ready`. The caller closes the socket. */
export async function listen(realtimeUrl: string, token: string): Promise<Listener> {
  const socket = io(`${realtimeUrl}/realtime`, {
    auth: { token },
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 500,
  });
  const received: ReceivedEvent[] = [];
  // What is said about the connection itself has no meta.
  socket.onAny((name: string, payload: unknown, meta?: EventMeta) => {
    if (meta) received.push({ name, payload, meta });
  });
  const ready = await new Promise<RealtimeReady>((resolve, reject) => {
    socket.once('realtime:ready', resolve);
    socket.once('connect_error', reject);
  });
  return { socket, ready, received, names: () => received.map(({ name }) => name) };
}

/** Sends one command; throws with the answer's text when it is refused. */
export function post<Answer>(
  apiUrl: string,
  token: string | undefined,
  path: string,
  body: unknown = {},
): Promise<Answer> {
  return send('POST', apiUrl, token, path, body);
}

/** Like {@link post}. */
export function put<Answer>(apiUrl: string, token: string, path: string, body: unknown): Promise<Answer> {
  return send('PUT', apiUrl, token, path, body);
}

async function send<Answer>(
  method: string,
  apiUrl: string,
  token: string | undefined,
  path: string,
  body: unknown,
): Promise<Answer> {
  const response = await fetchAlone(`${apiUrl}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

export async function get<Answer>(apiUrl: string, token: string, path: string): Promise<Answer> {
  const response = await fetchAlone(`${apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** The sequence number inside a cursor, for asserting that a client's events are contiguous. */
export function seqOf({ meta }: ReceivedEvent): number {
  return Number(meta.cursor?.split('.')[1]);
}

/** Opens a cart at the organization's first workstation. */
export async function openCart(apiUrl: string, token: string): Promise<CartPayload> {
  const [workstation] = await items<{ posId: string }>(apiUrl, token, '/pos/workstations');
  return post<CartPayload>(apiUrl, token, '/pos/carts', { posId: workstation?.posId });
}

/** Sells two units of the first product, paid by card. */
export async function ringUpASale(apiUrl: string, token: string): Promise<void> {
  const [product] = await items<{ productId: string }>(apiUrl, token, '/pos/products');
  if (!product) throw new Error('the shop has no products');
  const cart = await openCart(apiUrl, token);
  const withLine = await post<CartPayload>(apiUrl, token, `/pos/carts/${cart.cartId}/lines`, {
    productId: product.productId,
    quantity: 2,
  });
  await post(apiUrl, token, `/pos/carts/${cart.cartId}/payments`, {
    method: 'card',
    amount: withLine.totals.due,
  });
  await post(apiUrl, token, `/pos/carts/${cart.cartId}/confirm`);
}

async function items<Item>(apiUrl: string, token: string, path: string): Promise<Item[]> {
  const answer = await get<Item[] | { items: Item[] }>(apiUrl, token, path);
  return Array.isArray(answer) ? answer : answer.items;
}
