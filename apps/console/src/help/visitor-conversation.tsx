import { RealtimeProvider, useRealtimeStatus } from '@business-control/realtime-client/react';
import { Button, Text } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Api } from '../api/api.js';
import { ApiProvider } from '../api/api-context.js';
import { notifyFailure } from '../api/notify-failure.js';
import { OutgoingProvider } from '../chat/outgoing-context.js';
import { OwnConversation } from '../chat/own-conversation.js';
import { useRealtimeConnection } from '../live/use-realtime-connection.js';
import type { Visit } from './visit.js';

interface VisitorConversationProps {
  readonly visit: Visit;
  readonly onEnded: () => void;
}

/** The one conversation of a visitor, until it is ended: here, by the shop, or because the visitor was away for too long. */
export function VisitorConversation({ visit, onEnded }: VisitorConversationProps) {
  const [api] = useState(() => new Api(visit));
  const client = useRealtimeConnection({ tokens: visit, onEnded: () => visit.end() });
  const ended = useSyncExternalStore(visit.subscribe, visit.hasEnded);
  useEffect(() => visit.keepRenewed(), [visit]);
  useEffect(() => {
    if (ended) onEnded();
  }, [ended, onEnded]);
  if (!client) return null;
  return (
    <ApiProvider value={api}>
      <RealtimeProvider client={client}>
        <OutgoingProvider>
          <ConnectionNotice />
          <OwnConversation
            ticketId={visit.ticketId}
            ownId={visit.visitorId}
            action={() => <EndButton visit={visit} />}
          />
        </OutgoingProvider>
      </RealtimeProvider>
    </ApiProvider>
  );
}

function ConnectionNotice() {
  const { state } = useRealtimeStatus();
  if (state !== 'reconnecting') return null;
  return (
    <Text size="sm" c="orange" ta="center" py={6} role="alert">
      The connection was lost. It comes back by itself, and nothing is missed.
    </Text>
  );
}

/** Asks once more: what ended is not opened again. */
function EndButton({ visit }: Pick<VisitorConversationProps, 'visit'>) {
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    try {
      await visit.leave();
    } catch (error) {
      setBusy(false);
      notifyFailure('The conversation was not ended', error);
    }
  };
  return (
    <Button
      variant={sure ? 'filled' : 'default'}
      color={sure ? 'red' : 'gray'}
      size="xs"
      loading={busy}
      style={{ flexShrink: 0 }}
      onClick={() => (sure ? void leave() : setSure(true))}
      onBlur={() => setSure(false)}
    >
      {sure ? 'Really end it?' : 'End'}
    </Button>
  );
}
