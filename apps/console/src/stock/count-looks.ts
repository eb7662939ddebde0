import type { CountSessionPayload } from '@business-control/realtime-contracts';

export const countLooks: Record<
  CountSessionPayload['status'],
  { readonly label: string; readonly color: string }
> = {
  open: { label: 'Open', color: 'blue' },
  counting: { label: 'Counting', color: 'blue' },
  closed: { label: 'Closed', color: 'yellow' },
  applied: { label: 'Applied', color: 'teal' },
  cancelled: { label: 'Cancelled', color: 'gray' },
};
