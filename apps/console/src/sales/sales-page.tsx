import { Container, Stack, Text, Title } from '@mantine/core';
import { DailyTotalsOverview } from './daily-totals-overview.js';
import { SalesTable } from './sales-table.js';

export function SalesPage() {
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <div>
          <Title order={1} size="h3">
            Sales
          </Title>
          <Text size="sm" c="dimmed">
            Receipts of every till, as they are completed.
          </Text>
        </div>
        <DailyTotalsOverview />
        <SalesTable />
      </Stack>
    </Container>
  );
}
