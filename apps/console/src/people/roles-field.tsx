import { Checkbox, SimpleGrid } from '@mantine/core';
import { roleOptions } from './role-names.js';

interface RolesFieldProps {
  readonly roles: readonly string[];
  readonly onChange: (roles: string[]) => void;
}

export function RolesField({ roles, onChange }: RolesFieldProps) {
  return (
    <Checkbox.Group label="Roles" required value={[...roles]} onChange={onChange}>
      <SimpleGrid cols={2} spacing="xs" mt={6}>
        {roleOptions.map(({ value, label }) => (
          <Checkbox key={value} value={value} label={label} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  );
}
