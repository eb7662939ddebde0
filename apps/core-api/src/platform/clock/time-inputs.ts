import { z } from 'zod';

/** The calendar of the database has no year 0. */
export const dayInput = z.iso
  .date()
  .refine((day) => day >= '0001-01-01', 'must be a day of the year 1 or later');

/** A moment that the calendar of the database has, once it is put into UTC. */
export const momentInput = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((moment) => /^(?!0000)\d{4}-/.test(moment.toISOString()), 'must be in the years 1 to 9999');
