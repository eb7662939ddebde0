import { isDeepStrictEqual } from 'node:util';
import type { InventoryKpisPayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { businessDay } from '../../platform/clock/business-day.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Transaction } from '../../platform/database/database.js';
import { AlertSettingsRepository } from '../alerts/alert-settings.repository.js';
import { OrganizationRepository } from '../identity/organization.repository.js';
import {
  type KpiDays,
  type KpiEdition,
  kpiDays,
  kpisOf,
  movedOn,
  type StockSums,
  soldFrom,
} from './inventory-kpis.js';
import { InventoryKpisRepository } from './inventory-kpis.repository.js';
import { SalesDayRepository } from './sales-day.repository.js';

/** The key figures of organizations' stock. Who changes what they are made of holds the lock of the read model. */
@Injectable()
export class InventoryReadModel {
  constructor(
    private readonly organizations: OrganizationRepository,
    private readonly settings: AlertSettingsRepository,
    private readonly kpis: InventoryKpisRepository,
    private readonly salesDays: SalesDayRepository,
    private readonly clock: Clock,
  ) {}

  async read(tx: Transaction, organizationId: string): Promise<InventoryKpisPayload> {
    const { currency } = await this.organizations.get(tx, organizationId);
    const edition = await this.edition(tx, organizationId);
    return kpisOf(await this.sums(tx, organizationId, edition), { currency, version: edition.version });
  }

  /** What the figures are made of changed. */
  async rise(tx: Transaction, organizationId: string): Promise<void> {
    if (await this.kpis.rise(tx, organizationId)) return;
    const days = await this.days(tx, organizationId);
    await this.kpis.saveEdition(tx, organizationId, { ...days, version: 1 });
  }

  /** Brings the figures to the day that it is by now, and to what the organization calls expiring; answers whether any is another then. */
  async moveOn(tx: Transaction, organizationId: string): Promise<boolean> {
    const edition = await this.edition(tx, organizationId);
    const now = await this.days(tx, organizationId);
    if (!movedOn(edition, now)) return false;
    const before = await this.sums(tx, organizationId, edition);
    await this.kpis.saveEdition(tx, organizationId, { ...edition, ...now });
    return !isDeepStrictEqual(await this.sums(tx, organizationId, now), before);
  }

  /** Organizations, of all, that have figures; page by page, in order. */
  known(tx: Transaction, page: { readonly after: string; readonly limit: number }): Promise<string[]> {
    return this.kpis.organizations(tx, page);
  }

  private async edition(tx: Transaction, organizationId: string): Promise<KpiEdition> {
    const known = await this.kpis.edition(tx, organizationId);
    return known ?? { version: 0, ...(await this.days(tx, organizationId)) };
  }

  private async days(tx: Transaction, organizationId: string): Promise<KpiDays> {
    const { timeZone } = await this.organizations.get(tx, organizationId);
    const { expiryWarningDays } = await this.settings.get(tx, organizationId);
    return kpiDays(businessDay(this.clock.now(), timeZone), expiryWarningDays);
  }

  private async sums(
    tx: Transaction,
    organizationId: string,
    { asOf, expiringBy }: KpiDays,
  ): Promise<StockSums> {
    const stock = await this.kpis.stockSums(tx, organizationId, expiringBy);
    const range = { from: soldFrom(asOf), to: asOf };
    return { ...stock, soldLast30Days: await this.salesDays.unitsSold(tx, organizationId, range) };
  }
}
