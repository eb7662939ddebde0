import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { BrowserRouter } from 'react-router';
import { Api } from './api/api.js';
import { ApiProvider } from './api/api-context.js';
import { ApiError } from './api/api-error.js';
import { ConfigGate } from './config-gate.js';
import { Pages } from './pages.js';
import { Session } from './session/session.js';
import { SessionProvider } from './session/session-context.js';
import { readableColors, theme } from './theme.js';

const MAX_RETRIES = 2;

/** What the server refused, it refuses again: only a network that failed is worth another try. */
function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) =>
          failures < MAX_RETRIES && error instanceof ApiError && (error.status ?? 503) >= 500,
      },
    },
  });
}

export function App() {
  const [{ session, api, queryClient }] = useState(() => {
    const session = new Session();
    return { session, api: new Api(session), queryClient: makeQueryClient() };
  });
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={readableColors}
      defaultColorScheme="auto"
      env={import.meta.env.MODE === 'test' ? 'test' : 'default'}
    >
      <Notifications position="bottom-left" />
      <QueryClientProvider client={queryClient}>
        <SessionProvider value={session}>
          <ApiProvider value={api}>
            <BrowserRouter>
              <ConfigGate>
                <Pages />
              </ConfigGate>
            </BrowserRouter>
          </ApiProvider>
        </SessionProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
