import { isDeepStrictEqual } from 'node:util';
import type { InventoryKpisPayload } from '@business-control/realtime-contracts';
import { Inject, Injectable } from '@nestjs/common';
import { CORE_API_ENV, type CoreApiEnv } from '../../config/env.js';
import { businessDay } from '../../platform/clock/business-day.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Transaction } from '../../platform/database/database.js';
import { OrganizationRepository } from '../identity/organization.repository.js';
import { type KpiEdition, kpiDays, kpisOf, type StockSums } from './inventory-kpis.js';
import { InventoryKpisRepository } from './inventory-kpis.repository.js';
import { SalesDayRepository } from './sales-day.repository.js';

/** Where days begin first: in no organization is it a later day. */
const FIRST_ZONE = 'Pacific/Kiritimati';

/** The key figures of organizations' stock. Who changes what they are made of holds the lock of the read model. */
@Injectable()
export class InventoryReadModel {
  constructor(
    private readonly organizations: OrganizationRepository,
    private readonly kpis: InventoryKpisRepository,
    private readonly salesDays: SalesDayRepository,
    private readonly clock: Clock,
    @Inject(CORE_API_ENV) private readonly env: Pick<CoreApiEnv, 'EXPIRY_WARNING_DAYS'>,
  ) {}

  async read(tx: Transaction, organizationId: string): Promise<InventoryKpisPayload> {
    const { currency, today } = await this.organization(tx, organizationId);
    const edition = (await this.kpis.edition(tx, organizationId)) ?? { version: 0, asOf: today };
    const sums = await this.sums(tx, organizationId, edition);
    return kpisOf(sums, { currency, version: edition.version });
  }

  /** What the figures are made of changed. */
  async rise(tx: Transaction, organizationId: string): Promise<void> {
    const { today } = await this.organization(tx, organizationId);
    await this.kpis.rise(tx, organizationId, today);
  }

  /** Brings the figures to the day that it is by now; answers whether that changed any. */
  async moveOn(tx: Transaction, organizationId: string): Promise<boolean> {
    const { today: asOf } = await this.organization(tx, organizationId);
    const edition = await this.kpis.edition(tx, organizationId);
    if (!edition || edition.asOf >= asOf) return false;
    const before = await this.sums(tx, organizationId, edition);
    const after = await this.sums(tx, organizationId, { ...edition, asOf });
    if (!isDeepStrictEqual(before, after)) return true;
    await this.kpis.extend(tx, organizationId, asOf);
    return false;
  }

  /** Organizations, of all, where the figures may hold for a day that is over; page by page, in order. */
  behind(tx: Transaction, page: { readonly after: string; readonly limit: number }): Promise<string[]> {
    return this.kpis.workedOutBefore(tx, businessDay(this.clock.now(), FIRST_ZONE), page);
  }

  private async sums(tx: Transaction, organizationId: string, { asOf }: KpiEdition): Promise<StockSums> {
    const { soldFrom: from, soldTo: to, expiringBy } = kpiDays(asOf, this.env.EXPIRY_WARNING_DAYS);
    const stock = await this.kpis.stockSums(tx, organizationId, expiringBy);
    return { ...stock, soldLast30Days: await this.salesDays.unitsSold(tx, organizationId, { from, to }) };
  }

  private async organization(tx: Transaction, organizationId: string) {
    const { currency, timeZone } = await this.organizations.get(tx, organizationId);
    return { currency, today: businessDay(this.clock.now(), timeZone) };
  }
}
