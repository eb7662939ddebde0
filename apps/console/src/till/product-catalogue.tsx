import { CloseButton, EmptyState, Kbd, ScrollArea, Skeleton, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconPackageOff, IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { type Product, searchProducts } from './product.js';
import { ProductCard } from './product-card.js';
import classes from './product-catalogue.module.css';
import { useProducts } from './till-data.js';
import type { Workstation } from './workstation-list.js';

interface ProductCatalogueProps {
  readonly workstation: Workstation;
  readonly disabled: boolean;
  readonly onChoose: (product: Product) => void;
}

/** Everything the till sells. Typing a name or scanning a label and pressing Enter takes the first match. */
export function ProductCatalogue({ workstation, disabled, onChoose }: ProductCatalogueProps) {
  const { data, error, retry } = useProducts(workstation);
  const products = data?.items;
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => field.current?.focus()]]);
  const found = searchProducts(products ?? [], search);
  const clear = () => {
    setSearch('');
    field.current?.focus();
  };
  return (
    <section aria-label="Products" className={classes.catalogue}>
      <form
        className={classes.search}
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = found;
          if (!first || search.trim() === '' || disabled) return;
          onChoose(first);
          clear();
        }}
      >
        <TextInput
          ref={field}
          type="search"
          size="md"
          aria-label="Search products"
          placeholder="Search or scan a product"
          leftSection={<IconSearch size={18} aria-hidden />}
          rightSection={search ? <CloseButton aria-label="Clear the search" onClick={clear} /> : <Kbd>/</Kbd>}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </form>
      <ScrollArea className={classes.scroll} type="scroll">
        {error && !products ? <LoadFailure what="the products" error={error} retry={retry} /> : null}
        {products && found.length === 0 && (
          <EmptyState
            py={60}
            icon={<IconPackageOff size={30} aria-hidden />}
            title={search ? `Nothing found for “${search}”` : 'No products yet'}
          />
        )}
        <ul className={classes.grid}>
          {found.map((product) => (
            <li key={product.productId}>
              <ProductCard product={product} disabled={disabled} onChoose={() => onChoose(product)} />
            </li>
          ))}
          {!products &&
            !error &&
            ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
              <li key={key}>
                <Skeleton height={132} radius="md" />
              </li>
            ))}
        </ul>
      </ScrollArea>
    </section>
  );
}
