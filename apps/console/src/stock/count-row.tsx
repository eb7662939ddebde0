import { NumberInput, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../api/use-command.js';
import { signed } from './count-sessions.js';
import type { Countable } from './countables.js';

interface CountRowProps {
  readonly row: Countable;
  /** Of the session. */
  readonly path: string;
  readonly mayCount: boolean;
  readonly onCounted: () => void;
}

/** What is expected shows only once it was counted: whoever counts says what lies there. */
export function CountRow({ row, path, mayCount, onCounted }: CountRowProps) {
  const { productId, name, sku, count } = row;
  const difference = count && count.counted - count.expected;
  return (
    <Table.Tr aria-label={name}>
      <Table.Td>
        <Text size="sm" fw={550} lh={1.3}>
          {name}
        </Text>
        <Text size="xs" c="dimmed" lh={1.3}>
          {sku}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        {mayCount ? (
          <CountField key={count?.countedAt ?? productId} row={row} path={path} onCounted={onCounted} />
        ) : (
          <Text span inherit className="tabular">
            {count?.counted ?? '–'}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right" className="tabular" visibleFrom="xs">
        {count?.expected ?? '–'}
      </Table.Td>
      <Table.Td ta="right">
        <Text
          span
          inherit
          className="tabular"
          fw={difference ? 650 : 400}
          aria-label="Difference"
          {...(difference && { c: difference < 0 ? 'red' : 'orange' })}
        >
          {difference === undefined ? '–' : signed(difference)}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="xs" c="dimmed">
          {count?.countedBy.displayName}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

/** Sent when the field is left. Stock that moved since the field was entered makes the count worthless: core-api refuses it. */
function CountField({ row, path, onCounted }: Omit<CountRowProps, 'mayCount'>) {
  const { productId, name, count, stockVersion } = row;
  const [typed, setTyped] = useState<number | string>(count?.counted ?? '');
  const [seen, setSeen] = useState(stockVersion);
  const { busy, give } = useCommand(onCounted);
  const send = async () => {
    if (typed === '' || typed === count?.counted || busy) return;
    const kept = await give({
      title: `${name} was not counted`,
      method: 'PUT',
      path: `${path}/counts/${productId}`,
      body: { counted: Number(typed), stockVersion: seen },
    });
    if (!kept) setTyped(count?.counted ?? '');
  };
  return (
    <NumberInput
      aria-label={`Counted ${name}`}
      size="xs"
      w={{ base: 72, xs: 96 }}
      ml="auto"
      min={0}
      max={1_000_000}
      allowDecimal={false}
      hideControls
      disabled={busy}
      styles={{ input: { textAlign: 'right' } }}
      value={typed}
      onChange={setTyped}
      onFocus={(event) => {
        setSeen(stockVersion);
        event.currentTarget.select();
      }}
      onBlur={() => void send()}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}
