import { Injectable } from '@nestjs/common';
import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { inventorySettings } from './inventory.schema.js';
import type { StockRules } from './stock-level.js';

@Injectable()
export class SettingsRepository {
  async get(tx: Transaction, organizationId: string): Promise<StockRules> {
    const [settings] = await tx
      .select({ allowNegativeStock: inventorySettings.allowNegativeStock })
      .from(inventorySettings)
      .where(eq(inventorySettings.organizationId, organizationId));
    return settings ?? { allowNegativeStock: false };
  }

  async save(tx: Transaction, organizationId: string, { allowNegativeStock }: StockRules): Promise<void> {
    await tx
      .insert(inventorySettings)
      .values({ organizationId, allowNegativeStock })
      .onConflictDoUpdate({ target: inventorySettings.organizationId, set: { allowNegativeStock } });
  }
}
