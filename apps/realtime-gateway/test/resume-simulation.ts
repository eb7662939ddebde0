import { type Cursor, formatCursor, type Position, parseCursor } from '@business-control/realtime-contracts';
import type { Channel } from '../src/delivery/channel.js';
import type { Delivery } from '../src/delivery/deliver.js';
import { OrganizationLog } from '../src/delivery/organization-log.js';
import { resume } from '../src/resume/resume.js';

/** What happened, in the order in which it happened. */
interface Fact {
  readonly position: Position;
  readonly audience: readonly string[];
  /** Whether gateways can show it; an event that its declaration refuses cannot be shown. */
  readonly valid: boolean;
}

const LIMITS = { events: 6, bytes: 60, ageMs: 100 };

/** One gateway as far as resuming goes: it reads messages in order and writes to its clients. */
class Gateway {
  log = new OrganizationLog(LIMITS);
  readonly inbox: Fact[] = [];
  readonly clients = new Set<Client>();

  read(fact: Fact, now: number): void {
    const { position, audience, valid } = fact;
    const verdict = this.log.accept(position);
    if (verdict.kind === 'duplicate') return;
    if (verdict.kind !== 'next') this.#resync(formatCursor({ ...position, seq: position.seq - 1 }));
    if (!valid) {
      this.log.breakAtHead();
      this.#resync(formatCursor(position));
      return;
    }
    const delivery = deliveryOf(fact);
    if (audience.length > 0) this.log.keep({ delivery, bytes: 10, at: now });
    for (const client of this.clients) client.offer(delivery);
  }

  /** What core-api says, which knows everything that has happened. */
  hear(position: Position): void {
    if (this.log.establish(position)) this.#resync(formatCursor(position));
  }

  doubt(): void {
    this.log.doubt();
    this.#resync(this.log.head ? formatCursor(this.log.head) : null);
  }

  #resync(cursor: Cursor | null): void {
    for (const client of this.clients) client.refetch(cursor);
  }
}

/** A stock client: it presents the last cursor it received, and fetches again when told to. */
export class Client {
  cursor: Cursor | null | undefined;
  gateway: Gateway | undefined;
  readonly verdicts: string[] = [];
  /** Positions of the events received since it last fetched everything. */
  seen: Position[] = [];
  /** How many facts there were when it last fetched everything. */
  fetched = 0;

  constructor(
    private readonly history: readonly Fact[],
    readonly joined: ReadonlySet<string>,
  ) {}

  connect(gateway: Gateway, now: number): void {
    this.disconnect();
    gateway.log.forgetExpired(now);
    const resumption = resume(this.cursor, gateway.log, this.joined);
    this.verdicts.push(resumption.resume);
    if (resumption.resume === 'fresh' || resumption.resume === 'resync') this.refetch(resumption.cursor);
    this.cursor = resumption.cursor;
    if (resumption.resume === 'replayed') {
      for (const { args } of resumption.missed) this.#receive(args[1].cursor ?? '');
      this.cursor = resumption.head;
    }
    this.gateway = gateway;
    gateway.clients.add(this);
  }

  disconnect(): void {
    this.gateway?.clients.delete(this);
    this.gateway = undefined;
  }

  offer({ channels, args }: Delivery): void {
    if (channels.some((channel) => this.joined.has(channel))) this.#receive(args[1].cursor ?? '');
  }

  refetch(cursor: Cursor | null): void {
    this.cursor = cursor;
    this.seen = [];
    this.fetched = this.history.length;
  }

  /** The facts that its gateway has read, that it may see, and that neither a fetch nor an event showed it. */
  missing(read: (fact: Fact) => boolean): Fact[] {
    const shown = new Set(this.seen.map(formatCursor));
    return this.history
      .slice(this.fetched)
      .filter(({ audience }) => audience.some((channel) => this.joined.has(channel)))
      .filter((fact) => read(fact) && !shown.has(formatCursor(fact.position)));
  }

  #receive(cursor: Cursor): void {
    const position = parseCursor(cursor);
    if (!position) throw new Error(`an event without a position: ${cursor}`);
    this.seen.push(position);
    this.cursor = cursor;
  }
}

export type Step =
  | { readonly do: 'happen'; readonly audience: readonly string[]; readonly valid: boolean }
  | { readonly do: 'publish-again'; readonly count: number }
  | { readonly do: 'vanish'; readonly audience: readonly string[]; readonly noticed: boolean }
  | { readonly do: 'start-again' }
  | { readonly do: 'read'; readonly gateway: number; readonly count: number }
  | { readonly do: 'restart'; readonly gateway: number; readonly window: number }
  | { readonly do: 'ask'; readonly gateway: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'connect'; readonly client: number; readonly gateway: number }
  | { readonly do: 'disconnect'; readonly client: number };

/** One organization, its history, two gateways that read it at their own pace, and clients that come and go. */
export class Simulation {
  readonly history: Fact[] = [];
  readonly clients: readonly Client[];
  readonly #stream: Fact[] = [];
  readonly #gateways = [new Gateway(), new Gateway()];
  #epoch = 1;
  #seq = 0;
  #now = 0;

  constructor(joined: readonly (readonly string[])[]) {
    this.clients = joined.map((channels) => new Client(this.history, new Set(channels)));
  }

  take(step: Step): void {
    switch (step.do) {
      case 'happen':
        this.#publish(this.#happen(step.audience, step.valid));
        break;
      case 'publish-again':
        // As a relay does that was stopped before it could note what it had published: all since, in order.
        for (const fact of this.#ofEpoch(this.#stream.slice(-step.count))) this.#publish(fact);
        break;
      case 'vanish':
        this.#vanish(step.audience, step.noticed);
        break;
      case 'start-again':
        this.#epoch += 1;
        this.#seq = 0;
        this.#publish(this.#happen(['a'], true));
        break;
      case 'read':
        this.#read(this.#gateway(step.gateway), step.count);
        break;
      case 'restart':
        this.#restart(this.#gateway(step.gateway), step.window);
        break;
      case 'ask':
        this.#gateway(step.gateway).hear({ epoch: `e${this.#epoch}`, seq: this.#seq });
        break;
      case 'wait':
        this.#now += step.ms;
        break;
      case 'connect':
        this.clients[step.client]?.connect(this.#gateway(step.gateway), this.#now);
        break;
      case 'disconnect':
        this.clients[step.client]?.disconnect();
        break;
    }
  }

  /** What connected clients have silently missed; nothing, if the promise holds. */
  missing(): Fact[] {
    return this.clients.flatMap((client) => {
      const { gateway } = client;
      return gateway ? client.missing((fact) => !gateway.inbox.includes(fact)) : [];
    });
  }

  /** Positions that clients were shown twice, or after a later one. */
  repeated(): Position[] {
    return this.clients.flatMap(({ seen }) =>
      seen.filter(({ epoch, seq }, index) => {
        const before = seen[index - 1];
        return before?.epoch === epoch && before.seq >= seq;
      }),
    );
  }

  #happen(audience: readonly string[], valid: boolean): Fact {
    this.#seq += 1;
    const fact = { position: { epoch: `e${this.#epoch}`, seq: this.#seq }, audience, valid };
    this.history.push(fact);
    return fact;
  }

  /** What one outbox can hold: a sequence that starts again has another. */
  #ofEpoch(facts: readonly Fact[]): Fact[] {
    return facts.filter(({ position }) => position.epoch === `e${this.#epoch}`);
  }

  #publish(fact: Fact): void {
    this.#stream.push(fact);
    for (const { inbox } of this.#gateways) inbox.push(fact);
  }

  /** An event that no gateway ever reads: the stream tells, or the next event does. */
  #vanish(audience: readonly string[], noticed: boolean): void {
    for (const gateway of this.#gateways) this.#read(gateway, gateway.inbox.length);
    this.#happen(audience, true);
    if (noticed) {
      for (const gateway of this.#gateways) gateway.doubt();
      this.#stream.length = 0;
      return;
    }
    this.#publish(this.#happen([], true));
    for (const gateway of this.#gateways) this.#read(gateway, gateway.inbox.length);
  }

  #read(gateway: Gateway, count: number): void {
    for (const fact of gateway.inbox.splice(0, count)) gateway.read(fact, this.#now);
  }

  /** A gateway that starts reads back the end of the stream before anybody may connect. */
  #restart(gateway: Gateway, window: number): void {
    for (const client of gateway.clients) client.disconnect();
    gateway.log = new OrganizationLog(LIMITS);
    gateway.inbox.splice(0, Number.POSITIVE_INFINITY, ...this.#stream.slice(-window));
    this.#read(gateway, gateway.inbox.length);
  }

  #gateway(index: number): Gateway {
    const gateway = this.#gateways[index];
    if (!gateway) throw new Error(`there is no gateway ${index}`);
    return gateway;
  }
}

function deliveryOf({ position, audience }: Fact): Delivery {
  const cursor = formatCursor(position);
  return {
    ok: true,
    channels: audience as readonly Channel[],
    name: 'pos:till:opened',
    kind: 'durable',
    conflationKey: undefined,
    args: [{}, { id: cursor, cursor, occurredAt: 'now', actor: { userId: null, deviceId: null } }],
  };
}
