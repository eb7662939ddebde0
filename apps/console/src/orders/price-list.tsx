import { ActionIcon, EmptyState, Group, NumberInput, Paper, Text, TextInput } from '@mantine/core';
import { IconMinus, IconPackageOff, IconPlus, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { MoneyText } from '../money/money-text.js';
import { type Basket, MAX_UNITS, type Orderable, withUnits } from './basket.js';
import classes from './price-list.module.css';

interface PriceListProps<Product> {
  readonly products: readonly Product[];
  readonly basket: Basket;
  readonly onChange: (basket: Basket) => void;
  /** What to say beside the price, e.g. that there is none left. */
  readonly remark: (product: Product) => ReactNode;
}

/** Everything that can be ordered, and how much of it is wanted. */
export function PriceList<Product extends Orderable>({
  products,
  basket,
  onChange,
  remark,
}: PriceListProps<Product>) {
  const [search, setSearch] = useState('');
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = products.filter(({ name, sku }) =>
    words.every((word) => `${name} ${sku}`.toLowerCase().includes(word)),
  );
  return (
    <section aria-label="Price list">
      <TextInput
        type="search"
        aria-label="Search the price list"
        placeholder="Search a product"
        leftSection={<IconSearch size={17} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        mb="sm"
      />
      {found.length === 0 && (
        <EmptyState
          py={40}
          icon={<IconPackageOff size={28} aria-hidden />}
          title={search ? `Nothing found for “${search}”` : 'Nothing is on sale yet'}
        />
      )}
      <ul className={classes.list}>
        {found.map((product) => (
          <Paper component="li" withBorder key={product.productId} p="sm" aria-label={product.name}>
            <Group wrap="nowrap" gap="sm">
              <div className={classes.what}>
                <Text size="sm" fw={550} lh={1.3}>
                  {product.name}
                </Text>
                <Group gap={8}>
                  <MoneyText amount={product.unitPrice} currency={product.currency} size="sm" c="dimmed" />
                  {remark(product)}
                </Group>
              </div>
              <Units
                product={product}
                units={basket.get(product.productId) ?? 0}
                onChange={(units) => onChange(withUnits(basket, product.productId, units))}
              />
            </Group>
          </Paper>
        ))}
      </ul>
    </section>
  );
}

interface UnitsProps {
  readonly product: Orderable;
  readonly units: number;
  readonly onChange: (units: number) => void;
}

function Units({ product: { name }, units, onChange }: UnitsProps) {
  return (
    <Group gap={4} wrap="nowrap">
      {units > 0 && (
        <>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={`One ${name} less`}
            onClick={() => onChange(units - 1)}
          >
            <IconMinus size={16} aria-hidden />
          </ActionIcon>
          <NumberInput
            aria-label={`Units of ${name}`}
            w={56}
            min={0}
            max={MAX_UNITS}
            allowDecimal={false}
            hideControls
            value={units}
            onChange={(typed) => onChange(Number(typed) || 0)}
            onFocus={(event) => event.currentTarget.select()}
            styles={{ input: { textAlign: 'center', paddingInline: 4 } }}
          />
        </>
      )}
      <ActionIcon
        variant={units > 0 ? 'default' : 'light'}
        size="lg"
        aria-label={units > 0 ? `One ${name} more` : `Order ${name}`}
        onClick={() => onChange(units + 1)}
      >
        <IconPlus size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
