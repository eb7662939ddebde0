import type { CartPayload } from '@business-control/realtime-contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconTag } from '@tabler/icons-react';
import { useRef } from 'react';
import { formatMoney } from '../money/money.js';
import { AppliedDiscounts } from './applied-discounts.js';
import classes from './cart-panel.module.css';
import { CartTotals } from './cart-totals.js';
import { DiscountDialog } from './discount-dialog.js';
import { PaymentDialog } from './payment-dialog.js';
import type { Till } from './use-till.js';

interface CartFooterProps {
  readonly cart: CartPayload;
  readonly till: Till;
  readonly maySell: boolean;
}

/** What the cart costs, and the way to the money. */
export function CartFooter({ cart, till, maySell }: CartFooterProps) {
  const { currency, totals, discounts } = cart;
  const [paying, payment] = useDisclosure(false);
  const [discounting, discount] = useDisclosure(false);
  const discountButton = useRef<HTMLButtonElement>(null);
  useHotkeys([['mod+Enter', () => maySell && payment.open()]], []);
  const paid = totals.due === 0;
  return (
    <Stack gap={8} className={classes.footer ?? ''}>
      <AppliedDiscounts
        discounts={discounts}
        currency={currency}
        disabled={!maySell}
        onRemove={till.removeDiscount}
      />
      <CartTotals cart={cart} onVoidPayment={maySell ? till.voidPayment : undefined} />
      {maySell && (
        <Group gap="xs" wrap="nowrap" mt={4}>
          <Button
            ref={discountButton}
            variant="default"
            size="lg"
            px="md"
            aria-label="Discount on the whole cart"
            onClick={discount.open}
          >
            <IconTag size={20} />
          </Button>
          {paid ? (
            <Button size="lg" flex={1} loading={till.busy} onClick={() => void till.confirm(cart.cartId)}>
              Confirm sale
            </Button>
          ) : (
            <Button size="lg" flex={1} onClick={payment.open}>
              Pay&nbsp;
              <Text span inherit className="tabular">
                {formatMoney(totals.due, currency)}
              </Text>
            </Button>
          )}
        </Group>
      )}
      <DiscountDialog
        menu={discountButton}
        opened={discounting}
        onClose={discount.close}
        subject="the whole cart"
        currency={currency}
        onGive={(given) => till.addDiscount({ ...given, lineId: null })}
      />
      <PaymentDialog opened={paying} onClose={payment.close} cart={cart} till={till} />
    </Stack>
  );
}
