import { type DomainEvent, event } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Transaction } from '../../platform/database/database.js';
import { HelpTickets } from '../chat/help-tickets.js';
import { ConnectionRepository } from './connection.repository.js';
import { type Visitor, visitorIdOf } from './visitor.js';
import { VisitorSessionRepository } from './visitor-session.repository.js';

export interface VisitRequest {
  readonly displayName: string;
  readonly subject: string | null;
}

/** A visit begins with a help conversation and ends with it. Each call answers the events it caused. */
@Injectable()
export class Visits {
  constructor(
    private readonly sessions: VisitorSessionRepository,
    private readonly tickets: HelpTickets,
    private readonly connections: ConnectionRepository,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  async begin(
    tx: Transaction,
    organizationId: string,
    { displayName, subject }: VisitRequest,
    { address, ttlMs }: { readonly address: string; readonly ttlMs: number },
  ): Promise<{ readonly visitor: Visitor; readonly events: readonly DomainEvent[] }> {
    const now = this.clock.now();
    const sessionId = uuidv7();
    const visitorId = visitorIdOf(sessionId);
    const request = { visitorId, displayName, subject };
    const { ticket, events } = await this.tickets.openForVisitor(tx, organizationId, request, now);
    const { ticketId } = ticket;
    const visitor = { visitorId, sessionId, ticketId, displayName };
    const expiresAt = new Date(now.getTime() + ttlMs);
    await this.sessions.insert(tx, organizationId, visitor, { startedAt: now, expiresAt });
    const entry = { organizationId, type: 'visit.begun', userId: visitorId, address, details: { ticketId } };
    await this.auditLog.record(tx, entry);
    return { visitor, events };
  }

  /** The visitor leaves: the conversation is closed, and whoever else has the token is out. */
  async leave(
    tx: Transaction,
    organizationId: string,
    visitorId: string,
  ): Promise<{ readonly ticketId: string; readonly events: readonly DomainEvent[] } | undefined> {
    const now = this.clock.now();
    const session = await this.sessions.end(tx, organizationId, visitorId, now);
    if (!session) return undefined;
    const { ticketId, sessionId } = session;
    const closed = await this.tickets.close(tx, organizationId, ticketId, now);
    const revoked = event('identity:session:revoked', { userId: visitorId, sessionId });
    return { ticketId, events: [...(closed?.events ?? []), revoked] };
  }

  /** Nothing is left of an expired visit but its conversation, closed; not even that when nobody ever wrote in it. */
  async expire(
    tx: Transaction,
    organizationId: string,
    visitorId: string,
    expiredBefore: Date,
  ): Promise<readonly DomainEvent[]> {
    const session = await this.sessions.deleteExpired(tx, organizationId, visitorId, expiredBefore);
    if (!session) return [];
    await this.connections.forgetState(tx, organizationId, visitorId);
    // Also of who has left: a message that was under way then has opened the conversation again.
    const { ticketId } = session;
    const closed = await this.tickets.closeForGood(tx, organizationId, ticketId, this.clock.now());
    return closed?.events ?? [];
  }
}
