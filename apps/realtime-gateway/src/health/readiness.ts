import { Injectable } from '@nestjs/common';

/** Whether this gateway should get new connections, and if not, why. */
@Injectable()
export class Readiness {
  /** Set once the gateway is being shut down. */
  draining = false;
  readonly #checks: (() => string | undefined)[] = [];

  /** Adds a condition: it answers why the gateway is not ready, or `undefined` when that is fine. */
  require(check: () => string | undefined): void {
    this.#checks.push(check);
  }

  reasons(): string[] {
    const failed = this.#checks.map((check) => check()).filter((reason) => reason !== undefined);
    return this.draining ? ['the gateway is being shut down', ...failed] : failed;
  }
}
