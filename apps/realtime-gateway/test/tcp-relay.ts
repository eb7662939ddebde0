import { openTcpRelay, type RelayTarget, type TcpRelay } from '@business-control/testing';
import { onTestFinished } from 'vitest';

/** A relay that closes with the test. */
export async function tcpRelay(targetOf: () => RelayTarget | undefined, port = 0): Promise<TcpRelay> {
  const relay = await openTcpRelay(targetOf, port);
  onTestFinished(() => relay.close());
  return relay;
}
