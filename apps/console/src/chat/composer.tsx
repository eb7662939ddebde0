import { ActionIcon, Textarea } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import classes from './thread.module.css';

interface ComposerProps {
  readonly placeholder: string;
  readonly onSend: (text: string) => void;
  readonly onTyping: (typing: boolean) => void;
}

/** As core-api takes it. */
const LONGEST = 4_000;

export function Composer({ placeholder, onSend, onTyping }: ComposerProps) {
  const [text, setText] = useState('');
  const written = text.trim();
  const send = () => {
    if (written === '') return;
    setText('');
    onTyping(false);
    onSend(written);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className={classes.composer}
      aria-label="Write a message"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        aria-label="Message"
        placeholder={placeholder}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={LONGEST}
        value={text}
        onChange={({ currentTarget: { value } }) => {
          setText(value);
          onTyping(value.trim() !== '');
        }}
        onKeyDown={onKeyDown}
        onBlur={() => onTyping(false)}
      />
      <ActionIcon type="submit" size={36} aria-label="Send" disabled={written === ''}>
        <IconSend2 size={18} stroke={1.8} aria-hidden />
      </ActionIcon>
    </form>
  );
}
