import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, unknownCondition } from './condition.js';
import { lowStockRule } from './low-stock-rule.js';

const level = (available: number, version: number, minimum = 10) => ({
  warehouseId: 'w',
  productId: 'p',
  sku: 'COF',
  name: 'Coffee',
  available,
  minimum,
  version,
});

/** What is told of levels that arrive in this order. */
function told(levels: readonly ReturnType<typeof level>[]) {
  let condition: Condition = unknownCondition;
  const findings: [string, string][] = [];
  for (const next of levels) {
    const verdict = lowStockRule(condition, next, 'Shop floor');
    if (!verdict) continue;
    const { finding, standing, version = 0 } = verdict;
    condition = { standing, version, raised: finding?.code ?? condition.raised };
    if (finding) findings.push([finding.severity, finding.code]);
  }
  return { findings, condition };
}

describe('lowStockRule', () => {
  it('says nothing of a product of which there is enough', () => {
    expect(told([level(11, 1), level(10, 2), level(50, 3)]).findings).toEqual([]);
  });

  it('warns below the minimum, and alerts when nothing can be sold any more', () => {
    expect(told([level(10, 1), level(9, 2), level(0, 3)]).findings).toEqual([
      ['warning', 'low-stock'],
      ['alert', 'out-of-stock'],
    ]);
  });

  it('says each once, until it changes', () => {
    const levels = [level(9, 1), level(8, 2), level(-1, 3), level(-2, 4), level(3, 5), level(2, 6)];
    expect(told(levels).findings).toEqual([
      ['warning', 'low-stock'],
      ['alert', 'out-of-stock'],
      ['warning', 'low-stock'],
    ]);
  });

  it('tells when there is enough again, and warns anew afterwards', () => {
    const { findings, condition } = told([level(9, 1), level(10, 2), level(20, 3), level(9, 4)]);
    expect(findings).toEqual([
      ['warning', 'low-stock'],
      ['info', 'back-in-stock'],
      ['warning', 'low-stock'],
    ]);
    expect(condition).toEqual({ standing: true, raised: 'low-stock', version: 4 });
  });

  it('ignores what is older than what it has seen', () => {
    expect(
      lowStockRule({ standing: false, raised: null, version: 5 }, level(0, 4), 'Shop floor'),
    ).toBeUndefined();
    expect(
      lowStockRule({ standing: false, raised: null, version: 5 }, level(0, 5), 'Shop floor'),
    ).toBeUndefined();
  });

  it('warns of no product without a minimum before it is sold out', () => {
    expect(told([level(1, 1, 0), level(0, 2, 0)]).findings).toEqual([['alert', 'out-of-stock']]);
  });

  it('says nothing of what is not sold any more, and says it anew when it is again', () => {
    const archived = { ...level(0, 2), archived: true };
    expect(told([level(9, 1), archived])).toEqual({
      findings: [['warning', 'low-stock']],
      condition: { standing: false, raised: 'low-stock', version: 2 },
    });
    expect(told([level(9, 1), archived, level(9, 3)]).findings).toEqual([
      ['warning', 'low-stock'],
      ['warning', 'low-stock'],
    ]);
  });

  it('says what it is about, with its figures', () => {
    expect(lowStockRule(unknownCondition, level(3, 7), 'Shop floor')).toEqual({
      standing: true,
      version: 7,
      finding: {
        severity: 'warning',
        code: 'low-stock',
        title: 'Coffee runs low',
        text: 'Shop floor: 3 can still be sold, the minimum is 10',
        subject: { kind: 'product', id: 'p' },
        facts: {
          warehouseId: 'w',
          warehouse: 'Shop floor',
          sku: 'COF',
          name: 'Coffee',
          available: 3,
          minimum: 10,
        },
      },
    });
  });

  it('ends where the newest level says, in whatever order and however often levels arrive', () => {
    const shuffledLevels = fc
      .array(fc.integer({ min: -5, max: 20 }), { minLength: 1, maxLength: 12 })
      .chain((units) => {
        const levels = units.map((available, index) => level(available, index + 1));
        return fc.tuple(fc.shuffledSubarray([...levels, ...levels], { minLength: 1 }));
      });
    fc.assert(
      fc.property(shuffledLevels, ([arrived]) => {
        const { findings, condition } = told(arrived);
        const newest = arrived.reduce((a, b) => (b.version > a.version ? b : a));
        expect(condition.standing).toBe(newest.available < newest.minimum);
        if (condition.standing) {
          expect(condition.raised).toBe(newest.available <= 0 ? 'out-of-stock' : 'low-stock');
        }
        const codes = findings.map(([, code]) => code);
        expect(codes.some((code, index) => code === codes[index - 1])).toBe(false);
        expect(codes[0]).not.toBe('back-in-stock');
      }),
    );
  });
});
