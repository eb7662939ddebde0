import { Select } from '@mantine/core';
import { useBranches } from './use-branches.js';

interface BranchFieldProps {
  /** `null` for none of them. */
  readonly branchId: string | null;
  readonly onChange: (branchId: string | null) => void;
}

/** The branch that something is for; nothing to choose where there is none. */
export function BranchField({ branchId, onChange }: BranchFieldProps) {
  const { data } = useBranches();
  if (!data || data.items.length === 0) return null;
  return (
    <Select
      label="Branch"
      placeholder="No particular branch"
      data={data.items.map((branch) => ({ value: branch.branchId, label: branch.name }))}
      value={branchId}
      onChange={onChange}
      clearable
      clearButtonProps={{ 'aria-label': 'No particular branch' }}
    />
  );
}
