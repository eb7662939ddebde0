import type { RealtimeEvent } from '@business-control/realtime-client';
import { Badge, Code, Collapse, Group, Paper, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import classes from './feed-entry.module.css';
import { summaryOf } from './summary.js';

interface FeedEntryProps {
  readonly event: RealtimeEvent;
  readonly actor: string;
  /** The workstation it happened at. */
  readonly place: string | undefined;
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** A color for each subject of the till and for each other module, so that the eye finds sales between carts. */
const colors: Readonly<Record<string, string>> = {
  'pos:cart': 'blue',
  'pos:sale': 'teal',
  'pos:daily-totals': 'violet',
  'pos:inventory': 'orange',
  inventory: 'orange',
  order: 'indigo',
  customer: 'grape',
  dashboard: 'violet',
  notification: 'gray',
  system: 'red',
  chat: 'cyan',
  assignment: 'cyan',
};

function colorOf(name: string): string {
  const [module = '', subject] = name.split(':');
  return colors[`${module}:${subject}`] ?? colors[module] ?? 'gray';
}

export const FeedEntry = memo(function FeedEntry({ event, actor, place }: FeedEntryProps) {
  const [expanded, { toggle }] = useDisclosure(false);
  const { name, meta, payload } = event;
  return (
    <Paper withBorder radius="md" className="arrived">
      <UnstyledButton className={classes.row} onClick={toggle} aria-expanded={expanded}>
        <IconChevronRight size={16} className={classes.chevron} aria-hidden />
        <Text size="xs" c="dimmed" className="tabular">
          {clock.format(new Date(meta.occurredAt))}
        </Text>
        <Badge variant="light" color={colorOf(name)} tt="none" fw={500} className={classes.name}>
          {name}
        </Badge>
        <Text size="sm" className={classes.summary}>
          {summaryOf(event)}
        </Text>
        <Group gap={6} wrap="nowrap" className={classes.who}>
          {place && (
            <Text size="xs" c="dimmed">
              {place}
            </Text>
          )}
          <Text size="xs" fw={500}>
            {actor}
          </Text>
        </Group>
      </UnstyledButton>
      <Collapse expanded={expanded} keepMounted={false}>
        <Code block m="sm" mt={0} mah={360} style={{ overflow: 'auto' }}>
          {JSON.stringify({ ...meta, payload }, null, 2)}
        </Code>
      </Collapse>
    </Paper>
  );
});
