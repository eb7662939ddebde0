import { Badge, Indicator, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { type Conversation, pageOf } from './conversation.js';
import classes from './conversation-list.module.css';

interface ListEntryProps {
  readonly conversation: Conversation;
  readonly name: string;
  /** A second, quieter line. */
  readonly detail?: string | null | undefined;
  readonly icon: ReactNode;
  readonly unread: number;
  /** `undefined` where nothing is said about it. */
  readonly online?: boolean | undefined;
}

/** One conversation in the list. */
export function ListEntry({ conversation, name, detail, icon, unread, online }: ListEntryProps) {
  return (
    <li>
      <NavLink to={pageOf(conversation)} className={classes.entry ?? ''}>
        <Indicator
          color={online ? 'teal' : 'gray.5'}
          size={9}
          offset={3}
          position="bottom-end"
          withBorder
          disabled={online === undefined}
          aria-hidden
        >
          {icon}
        </Indicator>
        <span className={classes.words}>
          <Text span size="sm" fw={unread > 0 ? 650 : 500} truncate display="block" lh={1.35}>
            {name}
          </Text>
          {detail && (
            <Text span size="xs" c="dimmed" truncate display="block" lh={1.35}>
              {detail}
            </Text>
          )}
        </span>
        {unread > 0 && (
          <Badge size="sm" circle={unread < 10} aria-label={`${unread} unread`}>
            {unread > 99 ? '99+' : unread}
          </Badge>
        )}
      </NavLink>
    </li>
  );
}
