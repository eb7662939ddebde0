/** More would tell nobody more. */
const MOST = 10;

interface Place {
  readonly value: unknown;
  readonly key: string;
  readonly within: Place | undefined;
}

/**
 * Where a request has text that PostgreSQL does not take: with U+0000, or with half of a surrogate pair. Keys count as well. However
 * deep strangers nest a request, it takes the time of its length.
 */
export function unkeepableTexts(request: unknown): string[][] {
  const found: Place[] = [];
  const waiting: Place[] = [{ value: request, key: '', within: undefined }];
  for (let place = waiting.pop(); place && found.length < MOST; place = waiting.pop()) {
    const { value, key } = place;
    if (!keepable(key) || (typeof value === 'string' && !keepable(value))) found.push(place);
    else if (typeof value === 'object' && value !== null) {
      for (const [inner, held] of Object.entries(value).reverse()) {
        waiting.push({ value: held, key: inner, within: place });
      }
    }
  }
  return found.map(pathOf);
}

function keepable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Without a key that nobody could print. */
function pathOf({ key, within }: Place): string[] {
  const path: string[] = keepable(key) ? [key] : [];
  for (let place = within; place?.within; place = place.within) path.push(place.key);
  return within ? path.reverse() : [];
}
