import { BrokerUnavailable, type OutgoingMessage } from '@business-control/event-broker';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutboxRow } from './outbox.repository.js';
import { publishBatch } from './publish-batch.js';

/** Rows as the table holds them: positions rise, and so does `seq` inside each organization. */
function rowsOf(organizations: readonly string[]): OutboxRow[] {
  const seqs = new Map<string, number>();
  return organizations.map((organizationId, index) => {
    const seq = (seqs.get(organizationId) ?? 0) + 1;
    seqs.set(organizationId, seq);
    return {
      position: index + 1,
      id: `id-${index}`,
      organizationId,
      epoch: 'e',
      seq,
      name: 'pos:cart:updated',
      version: 1,
      occurredAt: new Date(0),
      actorUserId: null,
      actorDeviceId: null,
      traceparent: null,
      payload: {},
      publishedAt: null,
    };
  });
}

class Refusing {
  readonly sent: string[] = [];
  constructor(private readonly refused: ReadonlySet<string>) {}

  async publish({ id }: OutgoingMessage): Promise<void> {
    this.sent.push(id);
    if (this.refused.has(id)) throw new BrokerUnavailable('nacked');
  }
}

describe('a batch', () => {
  it('is sent in order without waiting for answers', async () => {
    const rows = rowsOf(['acme', 'globex', 'acme']);
    const broker = new Refusing(new Set());
    const { confirmed, overtook, failure } = await publishBatch(broker, rows);
    expect(broker.sent).toEqual(['id-0', 'id-1', 'id-2']);
    expect(confirmed).toEqual(rows);
    expect(overtook).toEqual([]);
    expect(failure).toBeUndefined();
  });

  it('names the first failure', async () => {
    const rows = rowsOf(['acme', 'acme', 'globex']);
    const { failure } = await publishBatch(new Refusing(new Set(['id-1', 'id-2'])), rows);
    expect(failure?.row).toBe(rows[1]);
    expect(failure?.error).toBeInstanceOf(BrokerUnavailable);
  });

  it('confirms of each organization the rows before its first failure, and no others', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ organization: fc.constantFrom('a', 'b', 'c'), refused: fc.boolean() })),
        async (plan) => {
          const rows = rowsOf(plan.map(({ organization }) => organization));
          const refused = new Set(plan.flatMap((each, index) => (each.refused ? [`id-${index}`] : [])));
          const { confirmed, overtook, failure } = await publishBatch(new Refusing(refused), rows);
          for (const organization of ['a', 'b', 'c']) {
            const own = rows.filter((row) => row.organizationId === organization);
            const firstRefused = own.findIndex(({ id }) => refused.has(id));
            const before = firstRefused < 0 ? own : own.slice(0, firstRefused);
            expect(confirmed.filter((row) => row.organizationId === organization)).toEqual(before);
          }
          expect(confirmed.length + overtook.length).toBe(rows.length - refused.size);
          expect(failure === undefined).toBe(refused.size === 0);
        },
      ),
    );
  });
});
