import { ActionIcon, Indicator, Popover, ScrollArea, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconBell, IconInfoCircle, IconReceipt, IconUrgent } from '@tabler/icons-react';
import { useState } from 'react';
import { useApi } from '../api/api-context.js';
import { notifyFailure } from '../api/notify-failure.js';
import { dayText } from '../dates/day-text.js';
import { useLive } from '../live/use-live.js';
import { useUser } from '../session/session-context.js';
import { afterEvent, type Inbox } from './inbox.js';
import classes from './notification-bell.module.css';

const icons = { sale: IconReceipt, alert: IconUrgent, warning: IconAlertTriangle, info: IconInfoCircle };

/** What happened that concerns the user; opening it reads all up to now, on every open tab. */
export function NotificationBell() {
  return useUser().permissions.includes('notifications.read') ? <Bell /> : null;
}

function Bell() {
  const api = useApi();
  const [opened, setOpened] = useState(false);
  const { data: inbox } = useLive<Inbox>('/notifications?limit=20', afterEvent);
  const unread = inbox?.unread ?? 0;
  const toggle = () => {
    setOpened(!opened);
    if (!opened && unread > 0)
      api
        .command('POST', '/notifications/read', {})
        .catch((error: unknown) => notifyFailure('Could not mark as read', error));
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={340} shadow="md">
      <Popover.Target>
        <Indicator
          label={unread > 99 ? '99+' : unread}
          disabled={unread === 0}
          size={17}
          offset={4}
          color="red.8"
        >
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`}
            onClick={toggle}
          >
            <IconBell size={20} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Indicator>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <ScrollArea.Autosize mah={420} aria-label="Notifications">
          <Entries items={inbox?.items ?? []} />
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}

function Entries({ items }: Pick<Inbox, 'items'>) {
  if (items.length === 0) {
    return (
      <Text size="sm" c="dimmed" p="md">
        Nothing yet
      </Text>
    );
  }
  return (
    <ul className={classes.entries}>
      {items.map(({ notificationId, kind, title, text, createdAt, readAt }) => {
        const Icon = icons[kind];
        return (
          <li key={notificationId} className={classes.entry} data-unread={readAt === null || undefined}>
            <Icon size={18} stroke={1.7} aria-hidden />
            <Stack gap={2}>
              <Text size="sm" fw={550} lh={1.3}>
                {title}
              </Text>
              <Text size="xs" c="dimmed" lh={1.35}>
                {text}
              </Text>
              <Text size="xs" c="dimmed" component="time" dateTime={createdAt}>
                {dayText(new Date(createdAt).toDateString(), new Date())},{' '}
                {new Date(createdAt).toLocaleTimeString([], { timeStyle: 'short' })}
              </Text>
            </Stack>
          </li>
        );
      })}
    </ul>
  );
}
