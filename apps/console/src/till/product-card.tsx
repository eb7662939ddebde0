import { Avatar, Badge, Group, Text, UnstyledButton } from '@mantine/core';
import { MoneyText } from '../money/money-text.js';
import { type Product, type StockLevel, stockLevel } from './product.js';
import classes from './product-card.module.css';

interface ProductCardProps {
  readonly product: Product;
  readonly disabled: boolean;
  readonly onChoose: () => void;
}

const stockColors: Record<StockLevel, string> = { plenty: 'gray', low: 'orange', none: 'red' };
/** A number is shown only where every change of it is told: one that is not true helps nobody. */
const stockText: Record<StockLevel, (available: number) => string> = {
  plenty: () => 'in stock',
  low: (available) => `${available} left`,
  none: () => 'none left',
};

/** A product to tap. Whether a sale without stock is confirmed is for the organization to say. */
export function ProductCard({ product, disabled, onChoose }: ProductCardProps) {
  const { name, sku, unitPrice, currency, available } = product;
  const level = stockLevel(product);
  return (
    <UnstyledButton
      className={classes.card}
      aria-label={`Add ${name}`}
      disabled={disabled}
      onClick={onChoose}
    >
      <Group justify="space-between" wrap="nowrap" gap={6}>
        <Avatar name={name} color="initials" radius="md" size={36} aria-hidden />
        <Badge
          key={stockText[level](available)}
          className="arrived"
          variant="light"
          color={stockColors[level]}
          tt="none"
        >
          {stockText[level](available)}
        </Badge>
      </Group>
      <Text size="sm" fw={550} lh={1.3} lineClamp={2} mt={10}>
        {name}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {sku}
      </Text>
      <MoneyText amount={unitPrice} currency={currency} fw={650} className={classes.price ?? ''} />
    </UnstyledButton>
  );
}
