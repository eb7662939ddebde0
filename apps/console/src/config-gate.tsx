import { Center, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { LoadFailure } from './api/load-failure.js';
import { type ConsoleConfig, loadConfig } from './config.js';

const ConfigContext = createContext<ConsoleConfig | null>(null);

/** Shows its children once the configuration is known. */
export function ConfigGate({ children }: { readonly children: ReactNode }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['config'],
    queryFn: loadConfig,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data) return <ConfigContext value={data}>{children}</ConfigContext>;
  return (
    <Center h="100dvh" p="md">
      {error ? (
        <LoadFailure what="the console" error={error} retry={refetch} />
      ) : (
        <Loader aria-label="Loading" />
      )}
    </Center>
  );
}

export function useConfig(): ConsoleConfig {
  const config = useContext(ConfigContext);
  if (!config) throw new Error('useConfig needs a ConfigGate above it');
  return config;
}
