import { expect, it } from 'vitest';
import { byUrgency } from './urgency.js';
import type { StandingAlert } from './use-standing-alerts.js';

const alert = (messageId: string, severity: StandingAlert['severity'], minute: number): StandingAlert => ({
  messageId,
  severity,
  code: 'low-stock',
  title: messageId,
  text: '',
  subject: { kind: 'product', id: 'p' },
  facts: {},
  raisedAt: `2026-01-05T09:${minute}:00.000Z`,
});

it('begins with what must be dealt with now, the newest of it first', () => {
  const alerts = [
    alert('info', 'info', 59),
    alert('old alert', 'alert', 10),
    alert('warning', 'warning', 40),
    alert('new alert', 'alert', 20),
  ];
  expect(byUrgency(alerts).map(({ messageId }) => messageId)).toEqual([
    'new alert',
    'old alert',
    'warning',
    'info',
  ]);
});
