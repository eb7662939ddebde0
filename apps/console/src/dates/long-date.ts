/** A business day is a date without a time: read as UTC and shown as UTC it stays the same everywhere. */
export function longDate(date: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(date));
}
