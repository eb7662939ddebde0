import type { MovementPayload } from '@business-control/realtime-contracts';

interface Look {
  readonly label: string;
  readonly color: string;
}

export const kindLooks: Record<MovementPayload['kind'], Look> = {
  receipt: { label: 'Receipt', color: 'teal' },
  issue: { label: 'Issue', color: 'blue' },
  transfer: { label: 'Transfer', color: 'violet' },
  adjustment: { label: 'Adjustment', color: 'orange' },
};

export const statusLooks: Record<MovementPayload['status'], Look> = {
  draft: { label: 'Draft', color: 'yellow' },
  applied: { label: 'Applied', color: 'teal' },
  reversed: { label: 'Reversed', color: 'gray' },
};
