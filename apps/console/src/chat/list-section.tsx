import { Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import classes from './conversation-list.module.css';
import type { ChatList } from './use-chat-lists.js';

interface ListSectionProps<Entry> {
  readonly title: string;
  readonly list: ChatList<Entry>;
  /** What to do beside looking. */
  readonly action?: ReactNode;
  /** What to say when there is nothing. */
  readonly nothing: string;
  readonly children: (entries: readonly Entry[]) => ReactNode;
}

/** Conversations of one kind; nothing for those whose role has none of it. */
export function ListSection<Entry>({ title, list, action, nothing, children }: ListSectionProps<Entry>) {
  const { allowed, data, error, retry } = list;
  if (!allowed) return null;
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.heading}>
        <Text size="xs" fw={650} c="dimmed">
          {title}
        </Text>
        {action}
      </div>
      {data ? (
        data.items.length === 0 ? (
          <Text size="sm" c="dimmed" px={8}>
            {nothing}
          </Text>
        ) : (
          children(data.items)
        )
      ) : error ? (
        <LoadFailure what={title.toLowerCase()} error={error} retry={retry} />
      ) : (
        <Stack gap={8} px={8} aria-label={`Loading ${title.toLowerCase()}`}>
          <Skeleton height={28} />
          <Skeleton height={28} />
        </Stack>
      )}
    </section>
  );
}
