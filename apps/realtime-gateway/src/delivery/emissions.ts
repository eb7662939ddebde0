import { Injectable } from '@nestjs/common';

/** Counts by event name. */
export type EmissionCounts = Readonly<Record<string, number>>;

/** How many events of each name went to at least one socket of an organization. Names come from a catalogue. */
@Injectable()
export class Emissions {
  #counts = new Map<string, Map<string, number>>();

  count(organizationId: string, name: string): void {
    const counts = this.#counts.get(organizationId) ?? new Map<string, number>();
    counts.set(name, (counts.get(name) ?? 0) + 1);
    this.#counts.set(organizationId, counts);
  }

  /** The counts of every organization since they were last taken. */
  take(): ReadonlyMap<string, EmissionCounts> {
    const taken = this.#counts;
    this.#counts = new Map();
    return new Map(
      [...taken].map(([organizationId, counts]) => [organizationId, Object.fromEntries(counts)]),
    );
  }
}
