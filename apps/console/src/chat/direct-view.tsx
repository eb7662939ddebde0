import type { PersonPayload } from '@business-control/realtime-contracts';
import { useUser } from '../session/session-context.js';
import { ConversationHeader } from './conversation-header.js';
import { Thread } from './thread.js';

interface DirectViewProps {
  readonly person: PersonPayload;
  /** `undefined` for those who may not see it. */
  readonly online: boolean | undefined;
}

export function DirectView({ person, online }: DirectViewProps) {
  const { userId } = useUser();
  return (
    <>
      <ConversationHeader
        title={person.displayName}
        subtitle={online === undefined ? 'Between the two of you' : online ? 'Online' : 'Offline'}
      />
      <Thread
        conversation={{ kind: 'direct', id: person.userId }}
        ownId={userId}
        placeholder={`Write to ${person.displayName}`}
        quiet={`Only you and ${person.displayName} can read what is written here.`}
      />
    </>
  );
}
