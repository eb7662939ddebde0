import type { SalePayload } from '@business-control/realtime-contracts';
import { ActionIcon, Badge, Group, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { MoneyText } from '../money/money-text.js';
import { CartTotals } from '../till/cart-totals.js';

interface SaleRowProps {
  readonly sale: SalePayload;
  /** Name of the workstation. */
  readonly till: string;
}

const COLUMNS = 7;
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

export function SaleRow({ sale, till }: SaleRowProps) {
  const [expanded, { toggle }] = useDisclosure(false);
  const { receiptNumber, completedAt, soldBy, payments, totals, currency } = sale;
  const methods = [...new Set(payments.map(({ method }) => method))];
  return (
    <>
      <Table.Tr className="arrived">
        <Table.Td pr={0}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Receipt ${receiptNumber} of ${till}`}
            aria-expanded={expanded}
            onClick={toggle}
          >
            {expanded ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
          </ActionIcon>
        </Table.Td>
        <Table.Td className="tabular">{moment.format(new Date(completedAt))}</Table.Td>
        <Table.Td className="tabular">{receiptNumber}</Table.Td>
        <Table.Td>{till}</Table.Td>
        <Table.Td>{soldBy.displayName}</Table.Td>
        <Table.Td>
          <Group gap={4}>
            {methods.map((method) => (
              <Badge
                key={method}
                variant="light"
                color={method === 'cash' ? 'teal' : 'blue'}
                tt="capitalize"
                fw={500}
              >
                {method}
              </Badge>
            ))}
          </Group>
        </Table.Td>
        <Table.Td ta="right">
          <MoneyText amount={totals.total} currency={currency} inherit fw={600} />
        </Table.Td>
      </Table.Tr>
      {expanded && (
        <Table.Tr>
          <Table.Td colSpan={COLUMNS}>
            <SaleDetails sale={sale} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

function SaleDetails({ sale }: Pick<SaleRowProps, 'sale'>) {
  return (
    <Stack gap={4} maw={440} mx="auto" py="xs">
      {sale.lines.map(({ lineId, quantity, name, total }) => (
        <Group key={lineId} justify="space-between" wrap="nowrap" align="flex-start">
          <Text size="sm">
            {quantity} × {name}
          </Text>
          <MoneyText amount={total} currency={sale.currency} size="sm" />
        </Group>
      ))}
      <CartTotals cart={sale} />
    </Stack>
  );
}
