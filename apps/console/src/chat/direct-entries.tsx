import { Avatar } from '@mantine/core';
import { useUser } from '../session/session-context.js';
import classes from './conversation-list.module.css';
import type { DirectEntry } from './directs.js';
import { ListEntry } from './list-entry.js';
import type { Present } from './presence.js';

interface DirectEntriesProps {
  readonly directs: readonly DirectEntry[];
  readonly present: Present;
}

export function DirectEntries({ directs, present }: DirectEntriesProps) {
  const { userId } = useUser();
  return (
    <ul className={classes.entries} aria-label="People">
      {directs.map(({ person, lastMessage, unread }) => (
        <ListEntry
          key={person.userId}
          conversation={{ kind: 'direct', id: person.userId }}
          name={person.displayName}
          detail={`${lastMessage.from.userId === userId ? 'You: ' : ''}${lastMessage.text}`}
          icon={<Avatar name={person.displayName} color="initials" size={30} radius="xl" />}
          unread={unread}
          online={present.has(person.userId)}
        />
      ))}
    </ul>
  );
}
