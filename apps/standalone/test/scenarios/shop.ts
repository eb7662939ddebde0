import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@business-control/testing';
import { get, login, post } from '../shop-client.js';

/** An organization in which carts are opened all the time. */
export interface Shop {
  readonly organizationId: string;
  /** Of the manager. */
  readonly token: string;
  /** Opens a cart and does not give up while core-api is away. */
  openCart(): Promise<void>;
  /** Opens carts until the returned function is called; what core-api refuses meanwhile is let go. */
  openCarts(): () => Promise<void>;
}

const PACE_MS = 25;

export async function signInTo(apiUrl: string, organization: string): Promise<Shop> {
  const token = await login(apiUrl, { organization, email: `manager@${organization}.test` });
  const { organizationId } = await get<{ organizationId: string }>(apiUrl, token, '/auth/me');
  const workstations = await get<{ items: { posId: string }[] }>(apiUrl, token, '/pos/workstations');
  const openCart = () => post(apiUrl, token, '/pos/carts', { posId: workstations.items[0]?.posId });
  return {
    organizationId,
    token,
    openCart: async () => {
      await eventually(openCart, { timeoutMs: 30_000 });
    },
    openCarts: () => {
      const stopping = new AbortController();
      const work = (async () => {
        while (!stopping.signal.aborted) {
          await openCart().catch(() => undefined);
          await delay(PACE_MS);
        }
      })();
      return async () => {
        stopping.abort();
        await work;
      };
    },
  };
}
