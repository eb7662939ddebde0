import { useRealtime, useRealtimeResync } from '@business-control/realtime-client/react';
import { AppShell, Box, Group, Text } from '@mantine/core';
import { type Query, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { Outlet, useLocation } from 'react-router';
import { FeedProvider } from '../feed/feed-context.js';
import { NotificationBell } from '../notifications/notification-bell.js';
import { ColorSchemeToggle } from './color-scheme-toggle.js';
import { ConnectionBadge } from './connection-badge.js';
import { Logo } from './logo.js';
import { MainNavigation } from './main-navigation.js';
import { PageBoundary } from './page-boundary.js';
import { RealtimeConnection } from './realtime-connection.js';
import { UserMenu } from './user-menu.js';
import classes from './workplace.module.css';

/** Everything around the pages of somebody who is signed in. */
export function Workplace() {
  const [, page] = useLocation().pathname.split('/');
  return (
    <RealtimeConnection>
      <FeedProvider>
        <FreshData />
        <AppShell header={{ height: 60 }} padding={0}>
          <AppShell.Header className={classes.header}>
            <Group gap="sm" wrap="nowrap" visibleFrom="xs">
              <Logo size={30} />
              <Text fw={650} visibleFrom="xl" style={{ whiteSpace: 'nowrap' }}>
                Business Control
              </Text>
            </Group>
            <MainNavigation />
            <Group gap="xs" wrap="nowrap" ml="auto">
              <ConnectionBadge />
              <NotificationBell />
              <ColorSchemeToggle />
              <UserMenu />
            </Group>
          </AppShell.Header>
          <AppShell.Main className={classes.main}>
            <PageBoundary key={page}>
              <Suspense fallback={<Box h="60dvh" />}>
                <Outlet />
              </Suspense>
            </PageBoundary>
          </AppShell.Main>
        </AppShell>
      </FeedProvider>
    </RealtimeConnection>
  );
}

/**
 * What is shown may lack events that were missed while disconnected, and what was asked for before there was a connection those that came
 * before it. It belongs to one user alone.
 */
function FreshData() {
  const client = useRealtime();
  const queryClient = useQueryClient();
  useRealtimeResync(() => void queryClient.invalidateQueries({ predicate: isOfUser }));
  useEffect(
    () =>
      client.onReady(({ resume }) => {
        if (resume === 'fresh') void queryClient.invalidateQueries({ predicate: isOfUser });
      }),
    [client, queryClient],
  );
  useEffect(() => () => queryClient.removeQueries({ predicate: isOfUser }), [queryClient]);
  return null;
}

function isOfUser({ queryKey }: Query): boolean {
  return queryKey[0] !== 'config';
}
