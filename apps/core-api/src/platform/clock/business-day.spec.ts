import { describe, expect, it } from 'vitest';
import { businessDay } from './business-day.js';

describe('businessDay', () => {
  it('is the date on the wall of the shop, not in Greenwich', () => {
    const instant = new Date('2026-03-02T22:30:00Z');
    expect(businessDay(instant, 'UTC')).toBe('2026-03-02');
    expect(businessDay(instant, 'Europe/Athens')).toBe('2026-03-03');
    expect(businessDay(new Date('2026-03-02T02:00:00Z'), 'America/New_York')).toBe('2026-03-01');
  });

  it('moves with daylight saving', () => {
    expect(businessDay(new Date('2026-01-15T22:30:00Z'), 'Europe/Amsterdam')).toBe('2026-01-15');
    expect(businessDay(new Date('2026-07-15T22:30:00Z'), 'Europe/Amsterdam')).toBe('2026-07-16');
  });
});
