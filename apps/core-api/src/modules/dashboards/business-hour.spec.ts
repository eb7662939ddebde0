import { describe, expect, it } from 'vitest';
import { businessHour } from './business-hour.js';

const hour = (instant: string, timeZone: string) => businessHour(new Date(instant), timeZone);

describe('businessHour', () => {
  it('is the hour on the wall of the shop', () => {
    expect(hour('2026-03-02T22:59:59Z', 'UTC')).toBe(22);
    expect(hour('2026-03-02T23:00:00Z', 'Europe/Amsterdam')).toBe(0);
    expect(hour('2026-03-02T02:15:00Z', 'America/New_York')).toBe(21);
    expect(hour('2026-03-02T06:15:00Z', 'Asia/Kolkata')).toBe(11);
  });

  it('leaves out the hour that clocks skip in spring', () => {
    expect(hour('2026-03-29T00:59:00Z', 'Europe/Amsterdam')).toBe(1);
    expect(hour('2026-03-29T01:00:00Z', 'Europe/Amsterdam')).toBe(3);
  });

  it('is the same for both hours of the one that comes twice in autumn', () => {
    expect(hour('2026-10-25T00:30:00Z', 'Europe/Amsterdam')).toBe(2);
    expect(hour('2026-10-25T01:30:00Z', 'Europe/Amsterdam')).toBe(2);
    expect(hour('2026-10-25T02:30:00Z', 'Europe/Amsterdam')).toBe(3);
  });
});
