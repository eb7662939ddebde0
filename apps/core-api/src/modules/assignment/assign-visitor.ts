import type { Person } from '../../platform/commands/person.js';

/** Somebody who can be given visitors: they are connected. */
export interface SalesAgent extends Person {
  /** How many visitors they look after. */
  readonly open: number;
  /** Since they connected, or were last given a visitor or lost one. */
  readonly idleSince: Date;
}

/** Who gets the next visitor: whoever looks after the fewest; of several, who has been idle for longest. */
export function nextAgent(agents: readonly SalesAgent[]): SalesAgent | undefined {
  return agents.reduce<SalesAgent | undefined>(
    (best, agent) => (best && inTurn(best, agent) <= 0 ? best : agent),
    undefined,
  );
}

/** Gives visitors to agents, one after the other: each counts for who gets the next. Without agents everybody waits. */
export function assignVisitors<Visit>(
  waiting: readonly Visit[],
  agents: readonly SalesAgent[],
  now: Date,
): { readonly visit: Visit; readonly salesAgent: SalesAgent }[] {
  let standing = [...agents];
  return waiting.flatMap((visit) => {
    const salesAgent = nextAgent(standing);
    if (!salesAgent) return [];
    standing = standing.map((agent) =>
      agent === salesAgent ? { ...agent, open: agent.open + 1, idleSince: now } : agent,
    );
    return [{ visit, salesAgent }];
  });
}

function inTurn(one: SalesAgent, other: SalesAgent): number {
  return (
    one.open - other.open ||
    one.idleSince.getTime() - other.idleSince.getTime() ||
    (one.userId < other.userId ? -1 : 1)
  );
}
