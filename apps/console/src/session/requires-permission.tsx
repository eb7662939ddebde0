import { EmptyState } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { holdsAny, type Wanted } from './holds-any.js';
import { useUser } from './session-context.js';

interface RequiresPermissionProps {
  readonly permission: Wanted;
  readonly children: ReactNode;
}

/** Says so when the user's role does not open what is below; the server would refuse it anyway. */
export function RequiresPermission({ permission, children }: RequiresPermissionProps) {
  if (holdsAny(useUser().permissions, permission)) return children;
  return (
    <EmptyState
      variant="light"
      py={80}
      icon={<IconLock size={28} aria-hidden />}
      title="Not for your role"
      description="Ask an administrator if you need this page."
    />
  );
}
