/** What outlives a reload of the window, and no longer. */
export interface StoredVisit {
  readonly token: string;
  readonly visitorId: string;
  readonly ticketId: string;
  /** In milliseconds since the Unix epoch: when another token is asked for, and when this one is of no more use. */
  readonly renewAt: number;
  readonly expiresAt: number;
}

/** Keeps a visit at one organization. */
export class VisitStorage {
  readonly #key: string;

  constructor(
    organization: string,
    private readonly storage: Storage = sessionStorage,
  ) {
    this.#key = `business-control.visit.${organization}`;
  }

  read(now: number): StoredVisit | null {
    const text = this.storage.getItem(this.#key);
    const stored = text === null ? null : (JSON.parse(text) as StoredVisit);
    return stored !== null && now < stored.expiresAt ? stored : null;
  }

  write(visit: StoredVisit): void {
    this.storage.setItem(this.#key, JSON.stringify(visit));
  }

  clear(): void {
    this.storage.removeItem(this.#key);
  }
}
