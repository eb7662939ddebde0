import type { Disposition } from '@business-control/event-broker';
import type { Envelope } from '@business-control/realtime-contracts';
import type { z } from 'zod';

/** The kind of fact that a reaction is to: where it is published, and what it carries. */
export interface Cause<Schema extends z.ZodType = z.ZodType> {
  readonly exchange: string;
  readonly name: string;
  readonly version: number;
  readonly payload: Schema;
}

export type FactOf<Schema extends z.ZodType> = Envelope & { readonly payload: z.output<Schema> };

/** `<module>.<reaction-on-cause>`. Under another name it is another queue, and the old one keeps filling. */
export type QueueName = `${string}.${string}`;

/** What is done because something happened. */
export interface Reaction<Schema extends z.ZodType = z.ZodType> {
  readonly queue: QueueName;
  readonly cause: Cause<Schema>;
  /**
   * At least once for every fact: a repetition has the same `id`. Throwing is asking for another attempt, and after five the
   * fact is set aside; a `RuleViolated` sets it aside at once, as the rule would say no again; a `DatabaseFailure` is waited for.
   */
  handle(fact: FactOf<Schema>): Promise<Disposition>;
}
