import { salesDashboardSchema } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { nothingSold, salesDashboard } from './sales-dashboard.js';

const shown = { date: '2026-03-02', currency: 'EUR', byProduct: [], version: 3 };

describe('the sales dashboard', () => {
  it('tells what a sale brought on average, in whole minor units', () => {
    const refunds = { count: 1, total: 400 };
    const day = { ...nothingSold, salesCount: 3, total: 1_000, units: 7, refunds };
    const dashboard = salesDashboard(day, shown);
    expect(dashboard).toMatchObject({ total: 1_000, averageTicket: 333, refunds, version: 3 });
    expect(dashboard).not.toHaveProperty('units');
    expect(salesDashboardSchema.parse(dashboard)).toEqual(dashboard);
  });

  it('has no average of no sales', () => {
    expect(salesDashboard(nothingSold, shown)).toMatchObject({ salesCount: 0, total: 0, averageTicket: 0 });
  });
});
