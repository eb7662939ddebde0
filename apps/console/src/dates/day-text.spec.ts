import { expect, it } from 'vitest';
import { dayText } from './day-text.js';

it('names the days', () => {
  const now = new Date(2026, 0, 1, 12);
  expect(dayText(now.toDateString(), now)).toBe('Today');
  expect(dayText(new Date(2025, 11, 31).toDateString(), now)).toBe('Yesterday');
  expect(dayText(new Date(2025, 11, 30).toDateString(), now)).toContain('2025');
});
