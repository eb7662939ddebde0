import { Injectable } from '@nestjs/common';
import type { RejectionReason } from './rejection.js';

/** What happened to the envelopes this gateway read, since it started. */
@Injectable()
export class DeliveryCounters {
  delivered = 0;
  socketDeliveries = 0;
  duplicates = 0;
  gaps = 0;
  epochChanges = 0;
  discontinuities = 0;
  readonly rejected = new Map<RejectionReason, number>();

  reject(reason: RejectionReason): void {
    this.rejected.set(reason, (this.rejected.get(reason) ?? 0) + 1);
  }
}
