import { bigint, text, timestamp } from 'drizzle-orm/pg-core';

/** Every key starts with the organization: a row of another one cannot be named. */
export const organizationId = () => text().notNull();

/** An amount of money in minor units of its currency. */
export const minorUnits = () => bigint({ mode: 'number' }).notNull();

export const moment = () => timestamp({ withTimezone: true });
