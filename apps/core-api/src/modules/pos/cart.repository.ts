import { Injectable } from '@nestjs/common';
import { and, desc, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { Cart, CartStatus } from './cart.js';
import { carts } from './pos.schema.js';

interface CartFilter {
  readonly posId?: string | undefined;
  readonly status?: CartStatus | undefined;
  readonly limit: number;
}

@Injectable()
export class CartRepository {
  async insert(tx: Transaction, organizationId: string, cart: Cart): Promise<void> {
    await tx.insert(carts).values({ organizationId, ...cart });
  }

  async get(tx: Transaction, organizationId: string, cartId: string): Promise<Cart> {
    const [row] = await tx.select().from(carts).where(byId(organizationId, cartId));
    return found(row, cartId);
  }

  /** The cart as it is once everyone before has committed; it stays as it is until this transaction ends. */
  async lock(tx: Transaction, organizationId: string, cartId: string): Promise<Cart> {
    const [row] = await tx.select().from(carts).where(byId(organizationId, cartId)).for('update');
    return found(row, cartId);
  }

  /** Stores a cart that this transaction has locked. */
  async save(tx: Transaction, organizationId: string, cart: Cart): Promise<void> {
    const { status, version, lines, discounts, payments, updatedAt } = cart;
    await tx
      .update(carts)
      .set({ status, version, lines, discounts, payments, updatedAt })
      .where(byId(organizationId, cart.cartId));
  }

  /** Newest first. */
  async list(tx: Transaction, organizationId: string, { posId, status, limit }: CartFilter): Promise<Cart[]> {
    const wanted = and(
      eq(carts.organizationId, organizationId),
      posId ? eq(carts.posId, posId) : undefined,
      status ? eq(carts.status, status) : undefined,
    );
    return tx
      .select()
      .from(carts)
      .where(wanted)
      .orderBy(desc(carts.openedAt), desc(carts.cartId))
      .limit(limit);
  }
}

function byId(organizationId: string, cartId: string) {
  return and(eq(carts.organizationId, organizationId), eq(carts.cartId, cartId));
}

function found(cart: Cart | undefined, cartId: string): Cart {
  if (!cart) throw new RuleViolated('pos.cart-not-found', { cartId });
  return cart;
}
