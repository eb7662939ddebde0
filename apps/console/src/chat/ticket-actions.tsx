import type { TicketPayload } from '@business-control/realtime-contracts';
import { Button, Menu } from '@mantine/core';
import { IconArrowsExchange, IconCheck, IconClock, IconHandStop } from '@tabler/icons-react';
import { useCommand } from '../api/use-command.js';
import { useUser } from '../session/session-context.js';
import { usePeople } from './use-people.js';

interface TicketActionsProps {
  readonly ticket: TicketPayload;
  /** Looks at the ticket again. */
  readonly onDone: () => void;
}

/** Take, hand over, close: what can be done depends on whose it is. */
export function TicketActions({ ticket: { ticketId, status, assignee }, onDone }: TicketActionsProps) {
  const { userId } = useUser();
  const people = usePeople('help');
  const { busy, give } = useCommand(onDone);
  const path = `/chat/help/${ticketId}`;
  const assign = (to: string | null) =>
    give({
      title: 'The conversation was not handed over',
      method: 'POST',
      path: `${path}/assign`,
      body: { userId: to },
    });
  if (status === 'closed') return null;
  return (
    <>
      {status === 'open' && (
        <Button
          size="xs"
          loading={busy}
          leftSection={<IconHandStop size={15} aria-hidden />}
          onClick={() =>
            void give({ title: 'The conversation was not taken', method: 'POST', path: `${path}/take` })
          }
        >
          Take
        </Button>
      )}
      {status === 'assigned' && (
        <Menu position="bottom-end" width={230} shadow="md">
          <Menu.Target>
            <Button
              variant="default"
              size="xs"
              loading={busy}
              leftSection={<IconArrowsExchange size={15} aria-hidden />}
            >
              Hand over
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {assignee?.userId !== userId && <Menu.Item onClick={() => void assign(userId)}>To me</Menu.Item>}
            <Menu.Item leftSection={<IconClock size={15} aria-hidden />} onClick={() => void assign(null)}>
              Back to those who wait
            </Menu.Item>
            <Menu.Divider />
            {people
              .filter((person) => person.userId !== assignee?.userId)
              .map((person) => (
                <Menu.Item key={person.userId} onClick={() => void assign(person.userId)}>
                  {person.displayName}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Button
        variant="default"
        size="xs"
        loading={busy}
        leftSection={<IconCheck size={15} aria-hidden />}
        onClick={() =>
          void give({ title: 'The conversation was not closed', method: 'POST', path: `${path}/close` })
        }
      >
        Close
      </Button>
    </>
  );
}
