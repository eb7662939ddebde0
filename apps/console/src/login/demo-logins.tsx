import { Button, Divider, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import type { Credentials } from '../session/session.js';

/** The demo data of core-api: every role in two organizations that must never see each other. */
const organizations = ['acme', 'globex'] as const;
const roles = ['manager', 'cashier', 'admin'] as const;
const PASSWORD = 'demo1234';

interface DemoLoginsProps {
  readonly disabled: boolean;
  readonly onChoose: (credentials: Omit<Credentials, 'stay'>) => void;
}

/** One click instead of three fields, for those who only want to look. */
export function DemoLogins({ disabled, onChoose }: DemoLoginsProps) {
  return (
    <Stack gap="sm">
      <Divider label="or try the demo as" labelPosition="center" />
      <SimpleGrid cols={2} spacing="md">
        {organizations.map((organization) => (
          <Stack key={organization} gap={6}>
            <Text size="xs" fw={600} c="dimmed" tt="capitalize">
              {organization}
            </Text>
            {roles.map((role) => (
              <Button
                key={role}
                variant="default"
                size="xs"
                fullWidth
                justify="flex-start"
                disabled={disabled}
                aria-label={`Sign in as ${role} of ${organization}`}
                onClick={() =>
                  onChoose({ organization, email: `${role}@${organization}.test`, password: PASSWORD })
                }
              >
                <Group gap={6} tt="capitalize">
                  {role}
                </Group>
              </Button>
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
