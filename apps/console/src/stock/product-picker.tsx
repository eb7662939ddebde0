import { Select } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

interface Pickable {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
}

interface ProductPickerProps<Product> {
  readonly label: string;
  readonly products: readonly Product[];
  readonly onPick: (product: Product) => void;
}

/** Options on the screen at a time. */
const SHOWN = 50;

/** Finds a product by its name or SKU; it is empty again for the next one. */
export function ProductPicker<Product extends Pickable>({
  label,
  products,
  onPick,
}: ProductPickerProps<Product>) {
  const [search, setSearch] = useState('');
  return (
    <Select
      label={label}
      placeholder="Search by name or SKU"
      leftSection={<IconSearch size={16} aria-hidden />}
      data={products.map(({ productId, name, sku }) => ({ value: productId, label: `${name} (${sku})` }))}
      searchable
      limit={SHOWN}
      value={null}
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage="No such product"
      selectFirstOptionOnChange
      onChange={(chosen) => {
        const product = products.find(({ productId }) => productId === chosen);
        if (product) onPick(product);
        setSearch('');
      }}
    />
  );
}
