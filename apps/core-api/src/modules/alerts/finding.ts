import { type DomainEvent, event, type SystemMessagePayload } from '@business-control/realtime-contracts';

/** How urgent it is: to deal with now, to deal with soon, good to know. */
export const severities = ['alert', 'warning', 'info'] as const;

export type Severity = (typeof severities)[number];

/** What a rule found, before it is told. */
export interface Finding extends Omit<SystemMessagePayload, 'messageId' | 'raisedAt'> {
  readonly severity: Severity;
}

/** What is told of a finding. */
export function messageOf(
  { code, title, text, subject, facts }: Finding,
  messageId: string,
  now: Date,
): SystemMessagePayload {
  return { messageId, code, title, text, subject, facts, raisedAt: now.toISOString() };
}

const tell = {
  alert: (message: SystemMessagePayload) => event('system:alert', message),
  warning: (message: SystemMessagePayload) => event('system:warning', message),
  info: (message: SystemMessagePayload) => event('system:info', message),
} as const satisfies Record<Severity, (message: SystemMessagePayload) => DomainEvent>;

export function eventOf(severity: Severity, message: SystemMessagePayload): DomainEvent {
  return tell[severity](message);
}
