import { Center } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { loadConfig } from '../config.js';

interface PageBoundaryProps {
  readonly children: ReactNode;
}

/**
 * Takes the place of a page that failed, so that what is around it stays: its code could not be fetched, because the server is away or has a
 * newer release by now, or it has a fault. Give it a key: another page begins anew.
 */
export class PageBoundary extends Component<PageBoundaryProps, { readonly error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Center mih="60dvh" p="md">
        <LoadFailure what="the page" error={error} retry={reload} />
      </Center>
    );
  }
}

/** Code that could not be fetched is not fetched again without a reload, and without a server nothing would be left to reload. */
async function reload(): Promise<void> {
  const there = await loadConfig().then(
    () => true,
    () => false,
  );
  if (there) window.location.reload();
}
