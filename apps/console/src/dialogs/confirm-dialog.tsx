import { Button, Group, Stack, Text } from '@mantine/core';
import { MenuDialog, type MenuDialogProps } from './menu-dialog.js';

interface ConfirmDialogProps extends MenuDialogProps {
  /** What the button says that does it. */
  readonly action: string;
  readonly busy: boolean;
  readonly onConfirm: () => Promise<void>;
}

/** Asks once more before something that is not taken back; the children say what will come of it. */
export function ConfirmDialog({ action, busy, onConfirm, children, ...dialog }: ConfirmDialogProps) {
  return (
    <MenuDialog {...dialog}>
      <Stack gap="md">
        <Text size="sm">{children}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={dialog.onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="red" loading={busy} onClick={() => void onConfirm()}>
            {action}
          </Button>
        </Group>
      </Stack>
    </MenuDialog>
  );
}
