import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '../../platform/schedule/scheduled-jobs.js';
import { PublicationAlarm } from './publication.alarm.js';
import { PublicationFlusher } from './publication.flusher.js';
import type { ReadModel } from './publication.js';

/**
 * The process in which figures changed publishes them at the moment they may go out. Should it be gone by then, or fail, the job finds
 * them in the table.
 */
@Injectable()
export class PublishWaitingFigures implements OnModuleInit, BeforeApplicationShutdown {
  private readonly inHand = new Set<Promise<void>>();

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly alarm: PublicationAlarm,
    private readonly flusher: PublicationFlusher,
  ) {}

  onModuleInit(): void {
    this.jobs.add({
      name: 'dashboards.publish-waiting-figures',
      everyMs: 2_000,
      run: (ending) => this.flusher.flushDue(ending),
    });
    this.alarm.start((organizationId, readModel) => this.publish(organizationId, readModel));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.alarm.stop();
    await Promise.all(this.inHand);
  }

  private publish(organizationId: string, readModel: ReadModel): void {
    // What fails here fails in the job too, which reports it.
    const flush = this.flusher.flush(organizationId, readModel).catch(() => undefined);
    this.inHand.add(flush);
    void flush.finally(() => this.inHand.delete(flush));
  }
}
