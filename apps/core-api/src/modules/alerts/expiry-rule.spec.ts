import { describe, expect, it } from 'vitest';
import type { Condition } from './condition.js';
import { expiryRule, expiryStage } from './expiry-rule.js';

const shelf = (...batches: { code: string; expiresOn: string | null; onHand: number }[]) => [
  { warehouseId: 'w', warehouse: 'Back room', productId: 'p', sku: 'MLK', name: 'Milk', batches },
];
const batch = (code: string, expiresOn: string | null, onHand = 4) => ({ code, expiresOn, onHand });
const today = '2026-03-30';

/** Day after day, with what the rule remembers; the names of what it tells on each. */
function days(...shelves: [day: string, levels: ReturnType<typeof shelf>][]) {
  const conditions = new Map<string, Condition>();
  const told = shelves.map(([day, levels]) => {
    const verdicts = expiryRule(conditions, levels, day, 3);
    for (const [subject, { standing, finding }] of verdicts) {
      const raised = finding?.code ?? conditions.get(subject)?.raised ?? null;
      conditions.set(subject, { standing, raised, version: 0 });
    }
    return [...verdicts.values()].flatMap(({ finding }) => finding?.code ?? []);
  });
  return { told, standing: [...conditions.values()].filter(({ standing }) => standing).length };
}

describe('expiryStage', () => {
  it('counts calendar days; the day itself is good', () => {
    const stage = (expiresOn: string) => expiryStage(expiresOn, today, 3);
    expect(stage('2026-03-29')).toBe('product-expired');
    expect(stage('2026-03-30')).toBe('product-expiring');
    expect(stage('2026-04-02')).toBe('product-expiring');
    expect(stage('2026-04-03')).toBeUndefined();
  });

  it('warns on the last day where no days of warning are wanted', () => {
    expect(expiryStage(today, today, 0)).toBe('product-expiring');
    expect(expiryStage('2026-03-31', today, 0)).toBeUndefined();
  });
});

describe('expiryRule', () => {
  it('warns before a batch expires and alerts when it has, once each', () => {
    const milk = shelf(batch('A', '2026-04-01'));
    expect(
      days(
        ['2026-03-28', milk],
        ['2026-03-29', milk],
        ['2026-03-30', milk],
        ['2026-04-02', milk],
        ['2026-04-03', milk],
      ),
    ).toEqual({ told: [[], ['product-expiring'], [], ['product-expired'], []], standing: 1 });
  });

  it('tells of each batch', () => {
    const milk = shelf(batch('A', '2026-03-29'), batch('B', '2026-03-31'), batch('C', '2026-05-01'));
    expect(days([today, milk]).told).toEqual([['product-expired', 'product-expiring']]);
  });

  it('is over when the batch is gone, and does not start again when it comes back', () => {
    const milk = shelf(batch('A', '2026-03-31'));
    expect(days([today, milk], [today, shelf()])).toEqual({ told: [['product-expiring'], []], standing: 0 });
    expect(days([today, milk], [today, shelf()], [today, milk])).toEqual({
      told: [['product-expiring'], [], []],
      standing: 1,
    });
  });

  it('does not warn of what it has called expired, also when a clock is set back', () => {
    const milk = shelf(batch('A', '2026-03-29'));
    expect(days(['2026-03-30', milk], ['2026-03-29', milk]).told).toEqual([['product-expired'], []]);
  });

  it('knows batches without a date or without units from others', () => {
    expect(days([today, shelf(batch('A', null), batch('B', '2026-03-01', 0))]).told).toEqual([[]]);
  });

  it('takes another date under the same code for another batch', () => {
    expect(days([today, shelf(batch('A', '2026-03-31'))], [today, shelf(batch('A', '2026-04-01'))])).toEqual({
      told: [['product-expiring'], ['product-expiring']],
      standing: 1,
    });
  });

  it('says what it is about, with its figures', () => {
    const [verdict] = expiryRule(new Map(), shelf(batch('A', '2026-03-29')), today, 3).values();
    expect(verdict?.finding).toEqual({
      severity: 'alert',
      code: 'product-expired',
      title: 'Milk has expired',
      text: 'Back room: 4 of batch A were good until 2026-03-29',
      subject: { kind: 'batch', id: 'A' },
      facts: {
        warehouseId: 'w',
        warehouse: 'Back room',
        productId: 'p',
        sku: 'MLK',
        name: 'Milk',
        batch: 'A',
        expiresOn: '2026-03-29',
        onHand: 4,
      },
    });
  });
});
