import type { OrderPayload } from '@business-control/realtime-contracts';
import { Button, Center, Container, Skeleton, Stack, Text, Title } from '@mantine/core';
import { LoadFailure } from '../api/load-failure.js';
import { useLivePages } from '../live/use-live-pages.js';
import { useUser } from '../session/session-context.js';
import { OrderForm } from './order-form.js';
import { afterOwnOrder, isActive } from './orders.js';
import { OwnOrder } from './own-order.js';

/** Where a customer orders, and sees what becomes of it. */
export function MyOrdersPage() {
  const { userId, organization } = useUser();
  const { data, error, retry, showMore } = useLivePages<OrderPayload>('/orders/own?limit=20', (page, event) =>
    afterOwnOrder(userId, page, event),
  );
  const active = data?.items.filter(isActive) ?? [];
  const ended = data?.items.filter((order) => !isActive(order)) ?? [];
  return (
    <Container size="md" py="lg">
      <Stack gap="lg">
        <div>
          <Title order={1} size="h3">
            My orders
          </Title>
          <Text size="sm" c="dimmed">
            What you ordered from {organization.name}, as it goes on.
          </Text>
        </div>
        {error && !data ? <LoadFailure what="your orders" error={error} retry={retry} /> : null}
        {!data && !error && <Skeleton height={120} aria-label="Loading your orders" />}
        {active.length > 0 && (
          <Stack component="ul" role="list" aria-label="On their way" gap="sm" m={0} p={0}>
            {active.map((order) => (
              <OwnOrder key={order.orderId} order={order} />
            ))}
          </Stack>
        )}
        <OrderForm onPlaced={retry} />
        {ended.length > 0 && (
          <Stack gap="sm">
            <Text size="sm" fw={600}>
              Earlier orders
            </Text>
            <Stack component="ul" role="list" aria-label="Earlier orders" gap="sm" m={0} p={0}>
              {ended.map((order) => (
                <OwnOrder key={order.orderId} order={order} />
              ))}
            </Stack>
          </Stack>
        )}
        {data && data.next !== null && (
          <Center>
            <Button variant="subtle" onClick={showMore}>
              Show earlier orders
            </Button>
          </Center>
        )}
      </Stack>
    </Container>
  );
}
