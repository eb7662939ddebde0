import { Container, Stack, Text, Title } from '@mantine/core';
import { holdsAny } from '../session/holds-any.js';
import { useUser } from '../session/session-context.js';
import { AlertSettingsSection } from './alert-settings-section.js';
import { BranchesSection } from './branches-section.js';
import { TillsSection } from './tills-section.js';

/** What the shop is made of, for those who set it up. */
export function ShopPage() {
  const { permissions, organization } = useUser();
  return (
    <Container size="md" py="lg">
      <Stack gap="md">
        <div>
          <Title order={1} size="h3">
            Shop
          </Title>
          <Text size="sm" c="dimmed">
            How {organization.name} is set up.
          </Text>
        </div>
        {holdsAny(permissions, 'branches.manage') && <BranchesSection />}
        {holdsAny(permissions, 'pos.manage') && <TillsSection />}
        {holdsAny(permissions, 'identity.manage') && <AlertSettingsSection />}
      </Stack>
    </Container>
  );
}
