import type { PersonPayload } from '@business-control/realtime-contracts';
import { ActionIcon, Indicator, Menu, ScrollArea, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { pageOf } from './conversation.js';
import type { Present } from './presence.js';

interface NewDirectMenuProps {
  readonly people: readonly PersonPayload[];
  readonly present: Present;
}

/** Whom to write to. */
export function NewDirectMenu({ people, present }: NewDirectMenuProps) {
  return (
    <Menu position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label="Write to somebody">
          <IconPlus size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={320}>
          {people.length === 0 && (
            <Text size="sm" c="dimmed" p="xs">
              Nobody else is here
            </Text>
          )}
          {people.map(({ userId, displayName }) => (
            <Menu.Item
              key={userId}
              component={Link}
              to={pageOf({ kind: 'direct', id: userId })}
              rightSection={
                <Indicator
                  inline
                  size={9}
                  position="middle-center"
                  color={present.has(userId) ? 'teal' : 'gray.5'}
                >
                  <span />
                </Indicator>
              }
            >
              {displayName}
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}
