import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface ConfirmDialogProps {
  readonly title: string;
  /** What the button says that does it. */
  readonly action: string;
  readonly opened: boolean;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => Promise<void>;
  /** What will come of it. */
  readonly children: ReactNode;
}

/** Asks once more before something that is not taken back. Where the focus goes afterwards is for `onClose` to say. */
export function ConfirmDialog({
  title,
  action,
  opened,
  busy,
  onClose,
  onConfirm,
  children,
}: ConfirmDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="sm" returnFocus={false}>
      <Stack gap="md">
        <Text size="sm">{children}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="red" loading={busy} onClick={() => void onConfirm()}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
