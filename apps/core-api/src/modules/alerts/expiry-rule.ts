import type { StockLevelPayload } from '@business-control/realtime-contracts';
import { type Condition, unknownCondition, type Verdict } from './condition.js';
import type { Finding } from './finding.js';

type Level = Pick<StockLevelPayload, 'warehouseId' | 'productId' | 'sku' | 'name' | 'batches'>;

/** A level, and how people call where it lies. */
export interface NamedLevel extends Level {
  readonly warehouse: string;
}

/** A batch that lies in a warehouse and can expire. */
interface Batch extends Omit<NamedLevel, 'batches'> {
  readonly code: string;
  readonly expiresOn: string;
  readonly onHand: number;
}

export type ExpiryStage = 'product-expiring' | 'product-expired';

const DAY_MS = 86_400_000;

/** The day itself is the last good one. Dates are business days of the organization. */
export function expiryStage(expiresOn: string, today: string, warningDays: number): ExpiryStage | undefined {
  const daysLeft = (Date.parse(expiresOn) - Date.parse(today)) / DAY_MS;
  if (daysLeft < 0) return 'product-expired';
  return daysLeft <= warningDays ? 'product-expiring' : undefined;
}

/**
 * What the batches that lie in the warehouses make of the conditions, by their subject; what is not in the answer stays as it is.
 * A batch is told of once per stage, also when it leaves a warehouse and comes back.
 */
export function expiryRule(
  conditions: ReadonlyMap<string, Condition>,
  levels: readonly NamedLevel[],
  today: string,
  warningDays: number,
): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  const here = new Set<string>();
  for (const batch of levels.flatMap(batchesThatExpire)) {
    const subject = subjectOf(batch);
    const stage = expiryStage(batch.expiresOn, today, warningDays);
    if (!stage) continue;
    here.add(subject);
    const { standing, raised } = conditions.get(subject) ?? unknownCondition;
    const known = raised === stage || raised === 'product-expired';
    if (!known) verdicts.set(subject, { standing: true, finding: findingOf(stage, batch) });
    else if (!standing) verdicts.set(subject, { standing: true });
  }
  for (const [subject, { standing }] of conditions) {
    if (standing && !here.has(subject)) verdicts.set(subject, { standing: false });
  }
  return verdicts;
}

function batchesThatExpire({ batches, ...product }: NamedLevel): Batch[] {
  return batches.flatMap(({ code, expiresOn, onHand }) =>
    expiresOn !== null && onHand > 0 ? [{ ...product, code, expiresOn, onHand }] : [],
  );
}

/** The date is part of it: units of another date are another batch, whatever the code on the box. */
function subjectOf({ warehouseId, productId, code, expiresOn }: Batch): string {
  return `${warehouseId}/${productId}/${expiresOn}/${code}`;
}

function findingOf(stage: ExpiryStage, batch: Batch): Finding {
  const { warehouseId, warehouse, productId, sku, name, code, expiresOn, onHand } = batch;
  const expired = stage === 'product-expired';
  return {
    severity: expired ? 'alert' : 'warning',
    code: stage,
    title: expired ? `${name} has expired` : `${name} is about to expire`,
    text: `${warehouse}: ${onHand} of batch ${code} ${expired ? 'were good' : 'are good'} until ${expiresOn}`,
    subject: { kind: 'batch', id: code },
    facts: { warehouseId, warehouse, productId, sku, name, batch: code, expiresOn, onHand },
  };
}
