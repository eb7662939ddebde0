import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface ShopSectionProps {
  readonly title: string;
  readonly about: string;
  readonly children: ReactNode;
}

/** One thing that the shop is made of. */
export function ShopSection({ title, about, children }: ShopSectionProps) {
  return (
    <Paper component="section" withBorder p="md" aria-label={title}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h4">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {about}
          </Text>
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
