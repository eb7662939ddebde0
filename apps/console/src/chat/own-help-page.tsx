import type { TicketPayload } from '@business-control/realtime-contracts';
import { Button, Container, Paper, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';
import { LoadFailure } from '../api/load-failure.js';
import type { Page } from '../api/pages.js';
import { useCommand } from '../api/use-command.js';
import { useUser } from '../session/session-context.js';
import { BeginHelpForm } from './begin-help-form.js';
import { OwnConversation } from './own-conversation.js';
import classes from './own-help.module.css';

/** Where somebody from outside, who has an account, is helped: the newest of his conversations. */
export function OwnHelpPage() {
  const api = useApi();
  const { userId } = useUser();
  const { data, error, refetch } = useQuery({
    queryKey: ['chat', 'own-help'],
    queryFn: () => api.get<Page<TicketPayload>>('/chat/help?limit=1'),
  });
  const { busy, give } = useCommand(() => void refetch());
  if (!data) {
    return (
      <Container size="sm" py="lg">
        {error ? (
          <LoadFailure what="the conversation" error={error} retry={refetch} />
        ) : (
          <Skeleton height={240} aria-label="Loading the conversation" />
        )}
      </Container>
    );
  }
  const begin = async (subject: string | null) => {
    await api.command('POST', '/chat/help', { subject });
    await refetch();
  };
  const ticket = data.items[0];
  if (!ticket) {
    return (
      <Container size="xs" py={60}>
        <Paper withBorder radius="md" p="lg">
          <Title order={1} size="h3">
            How can we help?
          </Title>
          <Text size="sm" c="dimmed" mb="md">
            Somebody of the shop answers here.
          </Text>
          <BeginHelpForm asksName={false} onBegin={({ subject }) => begin(subject)} />
        </Paper>
      </Container>
    );
  }
  return (
    <div className={classes.page}>
      <OwnConversation
        key={ticket.ticketId}
        ticketId={ticket.ticketId}
        ownId={userId}
        action={({ status }) =>
          status === 'closed' && (
            <Button
              variant="default"
              size="xs"
              loading={busy}
              onClick={() =>
                void give({
                  title: 'No conversation was begun',
                  method: 'POST',
                  path: '/chat/help',
                  body: { subject: null },
                })
              }
            >
              Ask something else
            </Button>
          )
        }
      />
    </div>
  );
}
