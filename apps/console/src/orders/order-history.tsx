import type { OrderPayload } from '@business-control/realtime-contracts';
import { Text, Timeline } from '@mantine/core';
import { LoadFailure } from '../api/load-failure.js';
import { statusLooks } from './order-looks.js';
import { useOrderHistory } from './use-order-history.js';

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

/** What became of an order, by whom and why. */
export function OrderHistory({ order }: { readonly order: OrderPayload }) {
  const { createdAt, createdBy } = order;
  const { data, error, refetch } = useOrderHistory(order, '/orders');
  if (error && !data) return <LoadFailure what="the history" error={error} retry={refetch} />;
  return (
    <Timeline
      component="section"
      aria-label="History"
      bulletSize={14}
      lineWidth={2}
      active={data?.length ?? 0}
    >
      <Timeline.Item title={<Text size="sm">Placed by {createdBy.displayName}</Text>}>
        <Moment at={createdAt} />
      </Timeline.Item>
      {data?.map((change) => (
        <Timeline.Item
          key={change.version}
          title={
            <Text size="sm">
              {statusLooks[change.to].label}, {change.changedBy.displayName}
            </Text>
          }
        >
          {change.reason && <Text size="sm">{change.reason}</Text>}
          <Moment at={change.changedAt} />
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

function Moment({ at }: { readonly at: string }) {
  return (
    <Text size="xs" c="dimmed" component="time" dateTime={at}>
      {moment.format(new Date(at))}
    </Text>
  );
}
