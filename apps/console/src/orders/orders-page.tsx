import type { OrderPayload } from '@business-control/realtime-contracts';
import { Button, Container, Group, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPhonePlus } from '@tabler/icons-react';
import { useState } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { useBranches } from '../branches/use-branches.js';
import { useUser } from '../session/session-context.js';
import { EndedOrders } from './ended-orders.js';
import { OrderBoard } from './order-board.js';
import { OrderDrawer } from './order-drawer.js';
import { isActive } from './orders.js';
import { PhoneOrderDialog } from './phone-order-dialog.js';
import { useOrderBook } from './use-order-book.js';

export function OrdersPage() {
  const { data, error, retry, showMore } = useOrderBook();
  const { data: branches } = useBranches();
  const mayManage = useUser().permissions.includes('orders.manage');
  const [view, setView] = useState('active');
  const [openedId, setOpenedId] = useState<string | null>(null);
  const [calling, phone] = useDisclosure(false);
  const opened = data?.items.find(({ orderId }) => orderId === openedId);
  const show = ({ orderId }: OrderPayload) => setOpenedId(orderId);
  return (
    <Container size="xl" py="lg">
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <div>
            <Title order={1} size="h3">
              Orders
            </Title>
            <Text size="sm" c="dimmed">
              Online and by phone, as they come in and go on.
            </Text>
          </div>
          <Group gap="sm">
            <SegmentedControl
              aria-label="Orders to show"
              value={view}
              onChange={setView}
              data={[
                { value: 'active', label: 'On their way' },
                { value: 'ended', label: 'Ended' },
              ]}
            />
            {mayManage && (
              <Button leftSection={<IconPhonePlus size={17} aria-hidden />} onClick={phone.open}>
                Phone order
              </Button>
            )}
          </Group>
        </Group>
        {error && !data ? <LoadFailure what="the orders" error={error} retry={retry} /> : null}
        {!data && !error && <Skeleton height={360} aria-label="Loading the orders" />}
        {data && view === 'active' && (
          <OrderBoard
            orders={data.items.filter(isActive)}
            branches={branches}
            onOpen={show}
            {...(mayManage && { onChanged: retry })}
          />
        )}
        {data && view === 'ended' && (
          <EndedOrders
            orders={data.items.filter((order) => !isActive(order))}
            branches={branches}
            onOpen={show}
            {...(data.next !== null && { onMore: showMore })}
          />
        )}
      </Stack>
      <OrderDrawer
        order={opened}
        branches={branches}
        onClose={() => setOpenedId(null)}
        onChanged={retry}
        mayManage={mayManage}
      />
      {mayManage && <PhoneOrderDialog opened={calling} onClose={phone.close} onPlaced={retry} />}
    </Container>
  );
}
