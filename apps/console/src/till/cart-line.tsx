import type { CartPayload } from '@business-control/realtime-contracts';
import { ActionIcon, Group, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconMinus, IconPlus, IconTag, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { MoneyText } from '../money/money-text.js';
import { AppliedDiscounts } from './applied-discounts.js';
import classes from './cart-line.module.css';
import { DiscountDialog } from './discount-dialog.js';
import type { Till } from './use-till.js';

interface CartLineProps {
  readonly line: CartPayload['lines'][number];
  readonly currency: string;
  readonly till: Till;
  readonly maySell: boolean;
}

export function CartLine({ line, currency, till, maySell }: CartLineProps) {
  const [discounting, { open, close }] = useDisclosure(false);
  const menu = useRef<HTMLButtonElement>(null);
  const { lineId, name, quantity, unitPrice, total, discounts } = line;
  return (
    <li className={classes.line} aria-label={name}>
      <div key={`${quantity}/${total}`} className={`arrived ${classes.row}`}>
        <div className={classes.name}>
          <Text size="sm" fw={500} lh={1.3}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            <MoneyText amount={unitPrice} currency={currency} inherit /> each
          </Text>
        </div>
        <MoneyText amount={total} currency={currency} size="sm" fw={600} />
      </div>
      <AppliedDiscounts
        discounts={discounts}
        currency={currency}
        disabled={!maySell}
        onRemove={till.removeDiscount}
      />
      <Group justify="space-between" mt={6}>
        <Group gap={4} role="group" aria-label={`Quantity of ${name}`}>
          <ActionIcon
            variant="default"
            size={32}
            aria-label={`One ${name} less`}
            disabled={!maySell}
            onClick={() =>
              void (quantity === 1 ? till.removeLine(lineId) : till.setQuantity(lineId, quantity - 1))
            }
          >
            {quantity === 1 ? <IconTrash size={15} /> : <IconMinus size={15} />}
          </ActionIcon>
          <Text w={40} ta="center" fw={600} className="tabular" aria-label="Quantity">
            {quantity}
          </Text>
          <ActionIcon
            variant="default"
            size={32}
            aria-label={`One ${name} more`}
            disabled={!maySell}
            onClick={() => void till.setQuantity(lineId, quantity + 1)}
          >
            <IconPlus size={15} />
          </ActionIcon>
        </Group>
        {maySell && (
          <Menu position="bottom-end" shadow="md">
            <Menu.Target>
              <ActionIcon ref={menu} variant="subtle" color="gray" size={32} aria-label={`More for ${name}`}>
                <IconDots size={17} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconTag size={16} />} onClick={open}>
                Give a discount
              </Menu.Item>
              <Menu.Item
                color="red"
                c="red"
                leftSection={<IconTrash size={16} />}
                onClick={() => void till.removeLine(lineId)}
              >
                Remove
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      <DiscountDialog
        menu={menu}
        opened={discounting}
        onClose={close}
        subject={name}
        currency={currency}
        onGive={(discount) => till.addDiscount({ ...discount, lineId })}
      />
    </li>
  );
}
