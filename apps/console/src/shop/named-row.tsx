import { ActionIcon, Group, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { NameForm } from './name-form.js';

interface NamedRowProps {
  readonly name: string;
  /** What there is to know beside its name. */
  readonly detail?: string;
  readonly maxLength: number;
  readonly busy: boolean;
  /** Answers whether it succeeded. */
  readonly onRename: (name: string) => Promise<boolean>;
}

/** Something of the shop that has a name, which can be changed where it stands. */
export function NamedRow({ name, detail, maxLength, busy, onRename }: NamedRowProps) {
  const [renaming, setRenaming] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  /** Who uses a keyboard goes on where the form was opened. */
  const close = () => {
    flushSync(() => setRenaming(false));
    pencil.current?.focus();
  };
  if (renaming) {
    const rename = async (wanted: string) => {
      const done = await onRename(wanted);
      if (done) close();
      return done;
    };
    return (
      <li style={{ listStyle: 'none' }}>
        <NameForm
          label={`Rename ${name}`}
          action="Rename"
          name={name}
          maxLength={maxLength}
          busy={busy}
          onName={rename}
          onCancel={close}
        />
      </li>
    );
  }
  return (
    <Group component="li" justify="space-between" wrap="nowrap" gap="sm" mih={34} aria-label={name}>
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={550} truncate>
          {name}
        </Text>
        {detail !== undefined && (
          <Text size="xs" c="dimmed" truncate>
            {detail}
          </Text>
        )}
      </div>
      <ActionIcon
        ref={pencil}
        variant="subtle"
        color="gray"
        aria-label={`Rename ${name}`}
        onClick={() => setRenaming(true)}
      >
        <IconPencil size={17} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
