import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';
import { useUser } from '../session/session-context.js';
import { callerOptions, type KnownCustomer } from './caller-options.js';

/** Who orders by phone: somebody who is known, or just a name. */
export interface Caller {
  readonly customerId: string | null;
  readonly name: string;
}

interface CallerFieldProps {
  readonly caller: Caller;
  readonly onChange: (caller: Caller) => void;
}

const PAUSE_MS = 200;

export function CallerField({ caller, onChange }: CallerFieldProps) {
  const api = useApi();
  const [search] = useDebouncedValue(caller.name.trim(), PAUSE_MS);
  const { data = [] } = useQuery({
    queryKey: ['known-customers', search],
    enabled: useUser().permissions.includes('customers.read') && search !== '',
    queryFn: async () =>
      (
        await api.get<{ readonly items: readonly KnownCustomer[] }>(
          `/customers?limit=10&search=${encodeURIComponent(search)}`,
        )
      ).items,
    placeholderData: keepPreviousData,
  });
  const options = callerOptions(data);
  return (
    <Autocomplete
      label="Customer"
      description={
        caller.customerId === null ? 'A known customer, or any name.' : 'Known: can be charged on account.'
      }
      placeholder="Who calls?"
      required
      data-autofocus
      // Open with nothing to choose from, it would keep the Escape that closes the dialog.
      openOnFocus={false}
      maxLength={200}
      data={[...options.keys()]}
      // What was found holds the words already.
      filter={({ options: found }) => found}
      value={caller.name}
      onChange={(name) => {
        const known = options.get(name);
        onChange(known ? { customerId: known.customerId, name: known.name } : { customerId: null, name });
      }}
    />
  );
}
