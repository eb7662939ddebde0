import type { StockLevelPayload } from '@business-control/realtime-contracts';
import type { Condition, Verdict } from './condition.js';
import type { Finding } from './finding.js';

type Level = Pick<
  StockLevelPayload,
  'warehouseId' | 'productId' | 'sku' | 'name' | 'available' | 'minimum' | 'archived' | 'version'
>;
/** A product in a warehouse. */
export const stockSubject = ({ warehouseId, productId }: Pick<Level, 'warehouseId' | 'productId'>) =>
  `${warehouseId}/${productId}`;

type StockCode = 'out-of-stock' | 'low-stock' | 'back-in-stock';

/**
 * What a stock level makes of its condition; `undefined` when it is not newer than what the rule has seen. Each change between
 * enough, low and out is told once, and enough only to whom it was told that there was not. Nobody orders what is not sold any more:
 * what stands for it ends without a word.
 */
export function lowStockRule(condition: Condition, level: Level, warehouse: string): Verdict | undefined {
  if (level.version <= condition.version) return undefined;
  const { version } = level;
  if (level.archived) return { standing: false, version };
  const code = codeOf(level);
  const standing = code !== 'back-in-stock';
  const changed = standing ? !(condition.standing && condition.raised === code) : condition.standing;
  return changed ? { standing, version, finding: findingOf(code, level, warehouse) } : { standing, version };
}

function codeOf({ available, minimum }: Level): StockCode {
  if (available <= 0) return 'out-of-stock';
  return available < minimum ? 'low-stock' : 'back-in-stock';
}

const urgency = { 'out-of-stock': 'alert', 'low-stock': 'warning', 'back-in-stock': 'info' } as const;

const titles = {
  'out-of-stock': (name: string) => `${name} is out of stock`,
  'low-stock': (name: string) => `${name} runs low`,
  'back-in-stock': (name: string) => `There is enough of ${name} again`,
} as const satisfies Record<StockCode, (name: string) => string>;

function findingOf(
  code: StockCode,
  { warehouseId, productId, sku, name, available, minimum }: Level,
  warehouse: string,
): Finding {
  return {
    severity: urgency[code],
    code,
    title: titles[code](name),
    text: `${warehouse}: ${available} can still be sold, the minimum is ${minimum}`,
    subject: { kind: 'product', id: productId },
    facts: { warehouseId, warehouse, sku, name, available, minimum },
  };
}
