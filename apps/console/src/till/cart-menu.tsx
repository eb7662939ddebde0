import { ActionIcon, Indicator, Menu } from '@mantine/core';
import { IconDotsVertical, IconParkingCircle, IconShoppingCart, IconTrash } from '@tabler/icons-react';
import { formatMoney } from '../money/money.js';
import type { Till } from './use-till.js';

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** What is done to a cart as a whole: put aside, taken up again, given up. */
export function CartMenu({ till }: { readonly till: Till }) {
  const { cart, parked } = till;
  const begun = cart?.status === 'open' && cart.lines.length > 0;
  return (
    <Menu position="bottom-end" shadow="md" width={260}>
      <Menu.Target>
        <Indicator label={parked.length} size={16} disabled={parked.length === 0} offset={4}>
          <ActionIcon variant="default" size={36} aria-label="Carts">
            <IconDotsVertical size={18} />
          </ActionIcon>
        </Indicator>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconParkingCircle size={16} />} disabled={!begun} onClick={till.newSale}>
          Park this cart
        </Menu.Item>
        <Menu.Item
          color="red"
          c="red"
          leftSection={<IconTrash size={16} />}
          disabled={!begun}
          onClick={() => cart && void till.cancel(cart.cartId)}
        >
          Cancel this cart
        </Menu.Item>
        {parked.length > 0 && <Menu.Divider />}
        {parked.length > 0 && <Menu.Label>Parked carts</Menu.Label>}
        {parked.map((other) => (
          <Menu.Item
            key={other.cartId}
            leftSection={<IconShoppingCart size={16} />}
            rightSection={formatMoney(other.totals.total, other.currency)}
            onClick={() => till.show(other)}
          >
            {clock.format(new Date(other.openedAt))}, {other.openedBy.displayName}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
