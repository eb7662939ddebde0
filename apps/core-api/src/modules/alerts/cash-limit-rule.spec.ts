import { describe, expect, it } from 'vitest';
import { cashLimitRule, cashSubject, firstCashSubjectOf } from './cash-limit-rule.js';
import { unknownCondition } from './condition.js';

const till = (cash: number) => ({
  posId: 'till',
  name: 'Counter 1',
  date: '2026-03-02',
  currency: 'EUR',
  cash,
});

describe('cashLimitRule', () => {
  it('alerts when a till holds more than its limit', () => {
    expect(cashLimitRule(unknownCondition, till(50_001), 50_000)).toEqual({
      standing: true,
      finding: {
        severity: 'alert',
        code: 'cash-limit-exceeded',
        title: 'Counter 1 holds too much cash',
        text: 'It took €500.01 in cash today, its limit is €500.00',
        subject: { kind: 'workstation', id: 'till' },
        facts: { name: 'Counter 1', date: '2026-03-02', currency: 'EUR', cash: 50_001, limit: 50_000 },
      },
    });
  });

  it('lets a till hold as much as its limit', () => {
    expect(cashLimitRule(unknownCondition, till(50_000), 50_000)).toBeUndefined();
  });

  it('alerts of nothing where there is no limit, and of any cash where the limit is none', () => {
    expect(cashLimitRule(unknownCondition, till(1_000_000), null)).toBeUndefined();
    expect(cashLimitRule(unknownCondition, till(1), 0)).toMatchObject({ standing: true });
  });

  it('alerts once, also when the day has ended since', () => {
    const raised = { standing: true, raised: 'cash-limit-exceeded', version: 0 } as const;
    expect(cashLimitRule(raised, till(90_000), 50_000)).toBeUndefined();
    expect(cashLimitRule({ ...raised, standing: false }, till(90_000), 50_000)).toBeUndefined();
  });

  it('writes amounts as their currency is written', () => {
    const text = (currency: string) =>
      cashLimitRule(unknownCondition, { ...till(1_500), currency }, 1_000)?.finding?.text;
    expect(text('JPY')).toBe('It took ¥1,500 in cash today, its limit is ¥1,000');
    expect(text('KWD')).toMatch(/1\.500 in cash/);
  });
});

describe('cashSubject', () => {
  it('is a till on a day', () => {
    expect(cashSubject(till(1))).toBe('2026-03-02/till');
  });

  it('comes after those of the days before, and not before its own', () => {
    expect(cashSubject(till(1)) < firstCashSubjectOf('2026-03-03')).toBe(true);
    expect(cashSubject(till(1)) < firstCashSubjectOf('2026-03-02')).toBe(false);
  });
});
