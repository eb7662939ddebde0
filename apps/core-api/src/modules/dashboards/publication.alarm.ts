import { Injectable } from '@nestjs/common';
import type { ReadModel } from './publication.js';

type Ring = (organizationId: string, readModel: ReadModel) => void;

/** However near the moment is: a clock that stands still must not make the alarm ring without end. */
const SHORTEST_MS = 10;

/** Rings in this process when figures that changed in it may be published, once for each read model that was set. */
@Injectable()
export class PublicationAlarm {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private ring: Ring | undefined;

  /** Until then, and after `stop`, nothing is set. */
  start(ring: Ring): void {
    this.ring = ring;
  }

  stop(): void {
    this.ring = undefined;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  set(organizationId: string, readModel: ReadModel, milliseconds: number): void {
    const key = `${readModel} ${organizationId}`;
    if (!this.ring || this.timers.has(key)) return;
    const timer = setTimeout(
      () => {
        this.timers.delete(key);
        this.ring?.(organizationId, readModel);
      },
      Math.max(milliseconds, SHORTEST_MS),
    );
    timer.unref();
    this.timers.set(key, timer);
  }
}
