import { Container, Stack, Text, Title } from '@mantine/core';
import { useUser } from '../session/session-context.js';
import { ChangePasswordForm } from './change-password-form.js';
import { OwnSessions } from './own-sessions.js';
import { useOwnSessions } from './use-own-sessions.js';

export function AccountPage() {
  const { displayName, email, organization } = useUser();
  const sessions = useOwnSessions();
  return (
    <Container size="sm" py="lg">
      <Stack gap="lg">
        <div>
          <Title order={1} size="h3">
            Account
          </Title>
          <Text size="sm" c="dimmed">
            {[displayName, email, organization.name].filter(Boolean).join(' · ')}
          </Text>
        </div>
        {/* Whoever has no address here signs in at the identity provider, and has the password there. */}
        {email !== null && <ChangePasswordForm onChanged={() => void sessions.refetch()} />}
        <OwnSessions sessions={sessions} />
      </Stack>
    </Container>
  );
}
