import { type Health, healthOf } from '@business-control/telemetry';
import { Injectable } from '@nestjs/common';

/** Answers what is wrong at the moment, or `undefined` when that is fine. */
type Check = () => string | undefined;

/** Whether this gateway should get new connections, and what is wrong with it. */
@Injectable()
export class Readiness {
  /** Set once the gateway is being shut down: load balancers turn away from it, who comes all the same is served. */
  leaving = false;
  /** Set once it sends its clients away and takes nobody new. */
  draining = false;
  readonly #blocking: Check[] = [() => (this.leaving ? 'the gateway is being shut down' : undefined)];
  readonly #impairing: Check[] = [];

  /** Adds a condition without which no connection is welcome. */
  require(check: Check): void {
    this.#blocking.push(check);
  }

  /** Adds a condition without which the gateway serves all the same, and people should know. */
  prefer(check: Check): void {
    this.#impairing.push(check);
  }

  health(): Health {
    return healthOf(reasonsOf(this.#blocking), reasonsOf(this.#impairing));
  }
}

function reasonsOf(checks: readonly Check[]): string[] {
  return checks.map((check) => check()).filter((reason) => reason !== undefined);
}
