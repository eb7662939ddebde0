import { personSchema } from '@business-control/realtime-contracts';
import { z } from 'zod';

export const simulationSchema = z.object({
  enabled: z.boolean().describe('whether the simulator is switched on here at all'),
  running: z
    .object({
      salesPerMinute: z.int(),
      startedBy: personSchema,
      startedAt: z.iso.datetime(),
      until: z.iso.datetime(),
    })
    .nullable(),
});

export type Simulation = z.infer<typeof simulationSchema>;

interface Pace {
  readonly salesPerMinute: number;
  readonly soldUpTo: Date;
  readonly until: Date;
}

/** More are never rung up at once: after a pause of the process the shop goes on, it does not catch up. */
const MOST_AT_ONCE = 5;

/** How many sales are due now, and up to when they then have been rung up. */
export function dueSales(
  { salesPerMinute, soldUpTo, until }: Pace,
  now: Date,
): { count: number; upTo: Date } {
  const everyMs = 60_000 / salesPerMinute;
  const end = Math.min(now.getTime(), until.getTime());
  const count = Math.max(0, Math.floor((end - soldUpTo.getTime()) / everyMs));
  if (count > MOST_AT_ONCE) return { count: MOST_AT_ONCE, upTo: new Date(end) };
  return { count, upTo: new Date(soldUpTo.getTime() + count * everyMs) };
}

interface Shelf {
  readonly productId: string;
  readonly available: number;
}

interface Basket {
  readonly productId: string;
  readonly quantity: number;
}

/** What a shopper takes: one to three products, few of each, none that is not there. `random` is uniform in [0, 1). */
export function fillBasket(shelf: readonly Shelf[], random: () => number): Basket[] {
  const left = shelf.filter(({ available }) => available > 0);
  const wanted = Math.min(left.length, 1 + Math.floor(random() * 3));
  const basket: Basket[] = [];
  for (let taken = 0; taken < wanted; taken += 1) {
    const [product] = left.splice(Math.floor(random() * left.length), 1);
    if (!product) break;
    const quantity = Math.min(product.available, 1 + Math.floor(random() * 2));
    basket.push({ productId: product.productId, quantity });
  }
  return basket;
}

interface Kept extends Shelf {
  readonly minimumStock: number;
}

/**
 * What a delivery brings: the products that run short, twice their minimum each. It does not come for every one of them
 * (`random` is uniform in [0, 1)), so that somebody sees a product run short before it is there again.
 */
export function deliveryFor(shelf: readonly Kept[], random: () => number): Basket[] {
  return shelf
    .filter(({ available, minimumStock }) => available < minimumStock && random() < 0.2)
    .map(({ productId, minimumStock }) => ({ productId, quantity: 2 * minimumStock }));
}
