const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  formats.set(currency, format);
  return format;
}

/** How many decimals the currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: string): number {
  return formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

/** `1234` EUR → `€12.34`, in the language of the browser. */
export function formatMoney(minorUnits: number, currency: string): string {
  return formatOf(currency).format(toMajor(minorUnits, currency));
}

export function toMajor(minorUnits: number, currency: string): number {
  return minorUnits / 10 ** decimalsOf(currency);
}

/** Rounds to whole minor units, so that what a person typed becomes an amount that exists. */
export function toMinor(majorUnits: number, currency: string): number {
  return Math.round(majorUnits * 10 ** decimalsOf(currency));
}
