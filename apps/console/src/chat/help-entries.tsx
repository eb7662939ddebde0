import { Collapse, Text, ThemeIcon, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight, IconLifebuoy } from '@tabler/icons-react';
import { useUser } from '../session/session-context.js';
import classes from './conversation-list.module.css';
import { ListEntry } from './list-entry.js';
import type { Present } from './presence.js';
import { groupTickets, type TicketEntry } from './tickets.js';

interface HelpEntriesProps {
  readonly tickets: readonly TicketEntry[];
  readonly present: Present;
}

/** Help conversations: those who wait first, those that are over behind a button. */
export function HelpEntries({ tickets, present }: HelpEntriesProps) {
  const { userId } = useUser();
  const [expanded, { toggle }] = useDisclosure(false);
  const { waiting, assigned, closed } = groupTickets(tickets, userId);
  const entries = (group: readonly TicketEntry[], color: string) =>
    group.map((ticket) => (
      <ListEntry
        key={ticket.ticketId}
        conversation={{ kind: 'help', id: ticket.ticketId }}
        name={ticket.requester.displayName}
        detail={detailOf(ticket, userId)}
        icon={
          <ThemeIcon variant="light" color={color} radius="xl" size={30}>
            <IconLifebuoy size={17} stroke={1.7} aria-hidden />
          </ThemeIcon>
        }
        unread={ticket.unread}
        online={ticket.status === 'closed' ? undefined : present.has(ticket.requester.userId)}
      />
    ));
  return (
    <>
      <ul className={classes.entries} aria-label="Waiting">
        {entries(waiting, 'orange')}
      </ul>
      <ul className={classes.entries} aria-label="Looked after">
        {entries(assigned, 'brand')}
      </ul>
      {closed.length > 0 && (
        <>
          <UnstyledButton className={classes.entry ?? ''} onClick={toggle} aria-expanded={expanded}>
            <IconChevronRight
              size={15}
              aria-hidden
              style={{ transform: expanded ? 'rotate(90deg)' : 'none' }}
            />
            <Text span size="xs" c="dimmed">
              Closed
            </Text>
          </UnstyledButton>
          <Collapse expanded={expanded} keepMounted={false}>
            <ul className={classes.entries} aria-label="Closed">
              {entries(closed, 'gray')}
            </ul>
          </Collapse>
        </>
      )}
    </>
  );
}

function detailOf({ status, assignee, subject }: TicketEntry, ownId: string): string | null {
  if (status === 'open') return ['Waiting', subject].filter((part) => part !== null).join(' · ');
  if (status === 'closed') return subject;
  const who = assignee?.userId === ownId ? 'You' : assignee?.displayName;
  return [who, subject].filter(Boolean).join(' · ');
}
