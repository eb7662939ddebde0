import { Modal } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';

export interface MenuDialogProps {
  /** The button of the menu, or the one that opens the dialog itself. */
  readonly menu: RefObject<HTMLButtonElement | null>;
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** In the middle of the window, and not at its top. */
  readonly centered?: boolean;
  readonly children: ReactNode;
}

/**
 * A dialog that an entry of a menu opens. The entry is gone when it closes: who uses a keyboard goes on at the menu, once the dialog has
 * left the page and cannot take the focus back.
 */
export function MenuDialog({ menu, ...dialog }: MenuDialogProps) {
  return (
    <Modal {...dialog} size="sm" returnFocus={false} onExitTransitionEnd={() => menu.current?.focus()} />
  );
}
