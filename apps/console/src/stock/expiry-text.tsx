import { Text } from '@mantine/core';
import { type Expiry, expiryOf } from './levels.js';
import { today } from './today.js';

const colors: Record<Expiry, string | undefined> = { expired: 'red', soon: 'orange', later: undefined };
/** A date without a time: read as UTC and shown as UTC it stays the same everywhere. */
const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

/** The day on which something expires, marked when it is near or past. */
export function ExpiryText({ day }: { readonly day: string }) {
  const expiry = expiryOf(day, today());
  const color = colors[expiry];
  return (
    <Text span size="sm" className="tabular" style={{ whiteSpace: 'nowrap' }} {...(color && { c: color })}>
      {expiry === 'expired' && 'Expired '}
      <time dateTime={day}>{format.format(new Date(day))}</time>
    </Text>
  );
}
