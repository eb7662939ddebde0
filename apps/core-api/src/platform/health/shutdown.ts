import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';

/** Whether this process is about to stop. */
@Injectable()
export class Shutdown {
  private asked = false;

  get underWay(): boolean {
    return this.asked;
  }

  /** From now on the process is not ready. Resolves when load balancers have had the time to notice. */
  async announce(milliseconds: number): Promise<void> {
    this.asked = true;
    if (milliseconds > 0) await sleep(milliseconds);
  }
}
