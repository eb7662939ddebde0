import { ActionIcon, Box, Group, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './chat-page.module.css';

interface ConversationHeaderProps {
  readonly title: string;
  readonly subtitle: ReactNode;
  readonly children?: ReactNode;
}

/** Which conversation it is, the way back on a phone, and what can be done with it. */
export function ConversationHeader({ title, subtitle, children }: ConversationHeaderProps) {
  return (
    <header className={classes.header}>
      <ActionIcon
        component={Link}
        to="/conversations"
        variant="subtle"
        color="gray"
        aria-label="All conversations"
        hiddenFrom="sm"
      >
        <IconArrowLeft size={18} aria-hidden />
      </ActionIcon>
      <Box className={classes.title ?? ''}>
        <Title order={2} size="h5" lineClamp={1}>
          {title}
        </Title>
        <Text size="xs" c="dimmed" lineClamp={1} component="div">
          {subtitle}
        </Text>
      </Box>
      <Group gap="xs" wrap="nowrap">
        {children}
      </Group>
    </header>
  );
}
