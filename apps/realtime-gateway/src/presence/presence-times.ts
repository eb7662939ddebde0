/** All in milliseconds. */
export class PresenceTimes {
  /** How long a lease lasts. */
  readonly leaseMs: number;
  /** How often leases are renewed, and expired ones looked for. */
  readonly renewMs: number;
  /** How long to wait after an update that failed. */
  readonly retryMs = 1_000;

  /**
   * @param graceMs how long a device may be away without having left
   * @param withinMs after how long at most everyone knows that a gateway died: leases expire a round of renewals earlier
   */
  constructor(
    readonly graceMs: number,
    withinMs: number,
  ) {
    this.renewMs = withinMs / 4;
    this.leaseMs = Math.ceil(withinMs - this.renewMs);
  }
}
