import { Button, Group, Paper, Skeleton, Stack, Text, ThemeIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconUrgent } from '@tabler/icons-react';
import { LoadFailure } from '../api/load-failure.js';
import { useUser } from '../session/session-context.js';
import { byUrgency } from './urgency.js';
import { type StandingAlert, useStandingAlerts } from './use-standing-alerts.js';

const looks = {
  alert: { color: 'red', Icon: IconUrgent },
  warning: { color: 'orange', Icon: IconAlertTriangle },
  info: { color: 'blue', Icon: IconInfoCircle },
} as const satisfies Record<StandingAlert['severity'], unknown>;

const SHOWN = 3;

/** What somebody should deal with, as long as it stands. */
export function StandingAlerts() {
  return useUser().permissions.includes('alerts.read') ? <Alerts /> : null;
}

function Alerts() {
  const { data, error, refetch } = useStandingAlerts();
  const [expanded, { toggle }] = useDisclosure(false);
  if (!data) {
    if (error) return <LoadFailure what="what needs attention" error={error} retry={refetch} />;
    return <Skeleton height={72} aria-label="Loading what needs attention" />;
  }
  const alerts = byUrgency(data.items);
  return (
    <Stack component="section" aria-label="Needs attention" gap="sm">
      <Group justify="space-between" mih={30}>
        <Text size="sm" fw={600}>
          Needs attention
        </Text>
        {alerts.length > SHOWN && (
          <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={expanded}>
            {expanded ? 'Show fewer' : `Show all ${alerts.length}`}
          </Button>
        )}
      </Group>
      <Paper withBorder radius="md">
        {alerts.length === 0 ? (
          <Group gap={10} p="sm" c="dimmed">
            <IconCircleCheck size={18} aria-hidden />
            <Text size="sm">Nothing at the moment</Text>
          </Group>
        ) : (
          <Stack component="ul" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
            {alerts.slice(0, expanded ? alerts.length : SHOWN).map((alert) => (
              <AlertRow key={alert.messageId} {...alert} />
            ))}
          </Stack>
        )}
      </Paper>
    </Stack>
  );
}

function AlertRow({ severity, title, text }: StandingAlert) {
  const { color, Icon } = looks[severity];
  return (
    <Group component="li" gap={12} px="sm" py={9} wrap="nowrap" className="arrived">
      <ThemeIcon variant="light" color={color} radius="xl" size={30} aria-label={severity}>
        <Icon size={17} stroke={1.8} aria-hidden />
      </ThemeIcon>
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={550} lh={1.35}>
          {title}
        </Text>
        <Text size="xs" c="dimmed" lh={1.35}>
          {text}
        </Text>
      </div>
    </Group>
  );
}
