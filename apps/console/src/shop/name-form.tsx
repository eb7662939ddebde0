import { Button, Group, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';

interface NameFormProps {
  /** What the form does, e.g. `Add a branch`. */
  readonly label: string;
  readonly action: string;
  /** What it is called now; nothing for what is new. */
  readonly name?: string;
  readonly maxLength: number;
  readonly busy: boolean;
  /** Answers whether it succeeded. */
  readonly onName: (name: string) => Promise<boolean>;
  readonly onCancel?: () => void;
  /** What else there is to choose. */
  readonly children?: ReactNode;
}

/** Names something new, or gives something another name. */
export function NameForm({
  label,
  action,
  name = '',
  busy,
  onName,
  onCancel,
  children,
  ...field
}: NameFormProps) {
  const [written, setWritten] = useState(name);
  const wanted = written.trim();
  return (
    <form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void onName(wanted).then((done) => done && setWritten(name === '' ? '' : wanted));
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          {...field}
          label={label}
          flex="1 1 180px"
          autoComplete="off"
          value={written}
          onChange={({ currentTarget: { value } }) => setWritten(value)}
          autoFocus={onCancel !== undefined}
        />
        {children}
        <Group gap="xs" wrap="nowrap" ml="auto">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button type="submit" loading={busy} disabled={wanted === '' || wanted === name}>
            {action}
          </Button>
        </Group>
      </Group>
    </form>
  );
}
