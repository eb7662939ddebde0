import { Alert, EmptyState, Group, ScrollArea, Select, Skeleton, Stack } from '@mantine/core';
import { IconEye, IconShoppingCart } from '@tabler/icons-react';
import { LoadFailure } from '../api/load-failure.js';
import { CartFooter } from './cart-footer.js';
import { CartLine } from './cart-line.js';
import { CartMenu } from './cart-menu.js';
import classes from './cart-panel.module.css';
import { ClosedCart } from './closed-cart.js';
import type { Till } from './use-till.js';
import type { Workstation } from './workstation-list.js';

interface CartPanelProps {
  readonly till: Till;
  readonly maySell: boolean;
  readonly workstation: Workstation;
  readonly workstations: readonly Workstation[];
  readonly onChooseWorkstation: (posId: string) => void;
}

/** The cart of the workstation, as every window that shows this workstation sees it. */
export function CartPanel({ till, maySell, workstation, workstations, onChooseWorkstation }: CartPanelProps) {
  return (
    <section aria-label="Cart" className={classes.panel}>
      <Group gap="xs" wrap="nowrap" className={classes.head ?? ''}>
        <Select
          aria-label="Workstation"
          flex={1}
          allowDeselect={false}
          data={workstations.map(({ posId, name }) => ({ value: posId, label: name }))}
          value={workstation.posId}
          onChange={(posId) => posId && onChooseWorkstation(posId)}
        />
        {maySell && <CartMenu till={till} />}
      </Group>
      {!maySell && (
        <Alert variant="light" color="gray" icon={<IconEye size={18} aria-hidden />} radius={0} py="xs">
          You can watch this till. Your role does not sell.
        </Alert>
      )}
      <CartContents till={till} maySell={maySell} />
    </section>
  );
}

function CartContents({ till, maySell }: Pick<CartPanelProps, 'till' | 'maySell'>) {
  const { cart, isPending, error, refetch, closedHere } = till;
  if (error) {
    return (
      <Stack p="md">
        <LoadFailure what="the cart" error={error} retry={refetch} />
      </Stack>
    );
  }
  if (isPending) {
    return (
      <Stack p="md" gap="sm" aria-label="Loading the cart">
        <Skeleton height={44} />
        <Skeleton height={44} />
      </Stack>
    );
  }
  if (cart && cart.status !== 'open') {
    return (
      <ClosedCart
        key={cart.cartId}
        cart={cart}
        closedHere={closedHere}
        maySell={maySell}
        onNewSale={till.newSale}
      />
    );
  }
  if (!cart || cart.lines.length === 0) {
    return (
      <EmptyState
        my="auto"
        p="xl"
        icon={<IconShoppingCart size={34} aria-hidden />}
        title="The cart is empty"
        description={
          maySell ? 'Tap a product or scan its label to begin a sale.' : 'Nothing is being sold here.'
        }
      />
    );
  }
  return (
    <>
      <ScrollArea className={classes.scroll} type="scroll">
        <ul className={classes.lines} aria-label="Cart lines">
          {cart.lines.map((line) => (
            <CartLine key={line.lineId} line={line} currency={cart.currency} till={till} maySell={maySell} />
          ))}
        </ul>
      </ScrollArea>
      <CartFooter cart={cart} till={till} maySell={maySell} />
    </>
  );
}
