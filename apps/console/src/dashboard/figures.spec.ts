import { expect, it } from 'vitest';
import { dayFrom, hoursOf } from './figures.js';

const sold = (hour: number, total: number) => ({ hour, salesCount: 1, total });

it('shows quiet hours between busy ones', () => {
  expect(hoursOf({ byHour: [sold(9, 500), sold(12, 1_000)] })).toEqual([
    { hour: 9, total: 500, share: 0.5 },
    { hour: 10, total: 0, share: 0 },
    { hour: 11, total: 0, share: 0 },
    { hour: 12, total: 1_000, share: 1 },
  ]);
});

it('shows no hour on a day without sales', () => {
  expect(hoursOf({ byHour: [] })).toEqual([]);
});

it('goes from day to day over the ends of months', () => {
  expect(dayFrom('2026-03-01', -1)).toBe('2026-02-28');
  expect(dayFrom('2026-12-31', 1)).toBe('2027-01-01');
});
