import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { messageOf } from '../api/error-messages.js';

interface BeginHelpFormProps {
  /** Who is asking, where that is not known. */
  readonly asksName: boolean;
  /** Rejects when nothing has begun. */
  readonly onBegin: (given: {
    readonly displayName: string;
    readonly subject: string | null;
  }) => Promise<void>;
}

/** The few words with which somebody asks for help. */
export function BeginHelpForm({ asksName, onBegin }: BeginHelpFormProps) {
  const [displayName, setDisplayName] = useState('');
  const [subject, setSubject] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await onBegin({ displayName: displayName.trim(), subject: subject.trim() || null });
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void begin(event)} aria-label="Ask for help">
      <Stack gap="md">
        {error !== null && (
          <Alert color="red" variant="light" role="alert">
            {messageOf(error)}
          </Alert>
        )}
        {asksName && (
          <TextInput
            label="Your name"
            placeholder="So that we know how to address you"
            maxLength={80}
            autoComplete="name"
            value={displayName}
            onChange={({ currentTarget: { value } }) => setDisplayName(value)}
          />
        )}
        <TextInput
          label="What is it about?"
          placeholder="An order, a product, opening hours…"
          maxLength={200}
          value={subject}
          onChange={({ currentTarget: { value } }) => setSubject(value)}
        />
        <Button type="submit" loading={busy}>
          Start the conversation
        </Button>
      </Stack>
    </form>
  );
}
