/**
 * The hour on the wall of the shop, 0 to 23. The hour that comes twice when clocks go back is one hour of that day; the one that is
 * left out when they go forward has no sales.
 */
export function businessHour(instant: Date, timeZone: string): number {
  const formatter = new Intl.DateTimeFormat('en', {
    timeZone,
    numberingSystem: 'latn',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  return Number(formatter.format(instant));
}
