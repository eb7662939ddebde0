import { Button, Divider, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Credentials } from '../session/session.js';

/** The demo data of core-api: every role in two organizations that must never see each other. */
const organizations = ['acme', 'globex'] as const;
/** By the mailbox of who holds it. */
const roles = [
  { mailbox: 'manager', role: 'manager' },
  { mailbox: 'cashier', role: 'cashier' },
  { mailbox: 'warehouse', role: 'warehouse' },
  { mailbox: 'sales', role: 'sales agent' },
  { mailbox: 'support', role: 'support' },
  { mailbox: 'admin', role: 'admin' },
  { mailbox: 'customer', role: 'customer' },
] as const;
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
            {roles.map(({ mailbox, role }) => (
              <Button
                key={mailbox}
                variant="default"
                size="xs"
                fullWidth
                justify="flex-start"
                disabled={disabled}
                aria-label={`Sign in as ${role} of ${organization}`}
                onClick={() =>
                  onChoose({ organization, email: `${mailbox}@${organization}.test`, password: PASSWORD })
                }
              >
                <Text span inherit tt="capitalize">
                  {role}
                </Text>
              </Button>
            ))}
            <Button
              variant="default"
              size="xs"
              fullWidth
              justify="flex-start"
              component={Link}
              to={`/help/${organization}`}
              aria-label={`Visit ${organization} without an account`}
            >
              Visitor
            </Button>
          </Stack>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
