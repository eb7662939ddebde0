import { Skeleton, Stack } from '@mantine/core';

/** While the messages of a conversation are on their way. */
export function ThreadSkeleton() {
  return (
    <Stack p="md" gap="sm" flex={1} justify="flex-end" aria-label="Loading the messages">
      <Skeleton height={38} width="46%" radius={14} />
      <Skeleton height={38} width="38%" radius={14} />
      <Skeleton height={38} width="42%" radius={14} style={{ alignSelf: 'flex-end' }} />
    </Stack>
  );
}
