import { Container, Group, Stack, Text, Title } from '@mantine/core';
import { StandingAlerts } from '../alerts/standing-alerts.js';
import { SalesFigures } from './sales-figures.js';
import { SimulatorControl } from './simulator-control.js';
import { StockFigures } from './stock-figures.js';

export function DashboardPage() {
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <Group justify="space-between">
          <div>
            <Title order={1} size="h3">
              Dashboard
            </Title>
            <Text size="sm" c="dimmed">
              Figures of the day, as they change.
            </Text>
          </div>
          <SimulatorControl />
        </Group>
        <StandingAlerts />
        <SalesFigures />
        <StockFigures />
      </Stack>
    </Container>
  );
}
