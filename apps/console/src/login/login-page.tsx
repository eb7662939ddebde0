import {
  Alert,
  Button,
  Checkbox,
  Group,
  Paper,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../api/error-messages.js';
import { useConfig } from '../config-gate.js';
import type { Credentials } from '../session/session.js';
import { useSession } from '../session/session-context.js';
import { Logo } from '../shell/logo.js';
import { DemoLogins } from './demo-logins.js';
import classes from './login-page.module.css';

export function LoginPage() {
  const session = useSession();
  const { demo } = useConfig();
  const [stay, setStay] = useState(true);
  const signIn = useMutation({
    mutationFn: (credentials: Omit<Credentials, 'stay'>) => session.signIn({ ...credentials, stay }),
  });
  const sessionEnded = session.ended() ? 'Your session has ended. Please sign in again.' : null;
  const message = signIn.error ? messageOf(signIn.error) : sessionEnded;
  const submit = (form: FormData) => {
    const field = (name: string) => String(form.get(name) ?? '').trim();
    signIn.mutate({
      organization: field('organization'),
      email: field('email'),
      password: String(form.get('password')),
    });
  };
  return (
    <main className={classes.page}>
      <Paper className={classes.card} withBorder shadow="sm" radius="lg" p="xl">
        <Stack gap="lg">
          <Group gap="sm">
            <Logo size={40} />
            <div>
              <Title order={1} size="h3" lh={1.2}>
                Business Control
              </Title>
              <Text size="sm" c="dimmed">
                Sign in to your shop
              </Text>
            </div>
          </Group>
          {message !== null && (
            <Alert color="red" variant="light" icon={<IconAlertCircle size={18} aria-hidden />} role="alert">
              {message}
            </Alert>
          )}
          <form
            aria-label="Sign in"
            onSubmit={(event) => {
              event.preventDefault();
              submit(new FormData(event.currentTarget));
            }}
          >
            <Stack gap="sm">
              <TextInput
                label="Organization"
                name="organization"
                autoComplete="organization"
                required
                data-autofocus
                autoFocus
              />
              <TextInput label="Email" name="email" type="email" autoComplete="username" required />
              <PasswordInput label="Password" name="password" autoComplete="current-password" required />
              <Checkbox
                label="Stay signed in on this device"
                checked={stay}
                onChange={(event) => setStay(event.currentTarget.checked)}
                mt={4}
              />
              <Button type="submit" fullWidth mt="xs" loading={signIn.isPending}>
                Sign in
              </Button>
            </Stack>
          </form>
          {demo && <DemoLogins disabled={signIn.isPending} onChoose={(demo) => signIn.mutate(demo)} />}
        </Stack>
      </Paper>
    </main>
  );
}
