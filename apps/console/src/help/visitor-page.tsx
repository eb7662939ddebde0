import { Button, EmptyState, Paper, Text, Title } from '@mantine/core';
import { IconMessageCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { BeginHelpForm } from '../chat/begin-help-form.js';
import { ColorSchemeToggle } from '../shell/color-scheme-toggle.js';
import { Logo } from '../shell/logo.js';
import { Visit } from './visit.js';
import { VisitorConversation } from './visitor-conversation.js';
import classes from './visitor-page.module.css';

interface VisitorPageProps {
  /** Slug of the organization that is visited. */
  readonly organization: string;
}

/** Anybody may ask an organization for help, without an account. */
export function VisitorPage({ organization }: VisitorPageProps) {
  const [visit, setVisit] = useState(() => Visit.resume(organization));
  const [ended, setEnded] = useState(false);
  const onEnded = () => {
    setVisit(null);
    setEnded(true);
  };
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Logo size={26} />
        <Text fw={650} tt="capitalize" flex={1} truncate>
          {organization}
        </Text>
        <ColorSchemeToggle />
      </header>
      <main className={classes.main}>
        {visit ? (
          <VisitorConversation visit={visit} onEnded={onEnded} />
        ) : ended ? (
          <EmptyState
            variant="light"
            py={80}
            icon={<IconMessageCheck size={28} aria-hidden />}
            title="The conversation has ended"
            description="Thank you for your visit. You can begin another at any time."
          >
            <Button variant="light" onClick={() => setEnded(false)}>
              Begin another
            </Button>
          </EmptyState>
        ) : (
          <Paper withBorder radius="md" className={classes.welcome}>
            <Title order={1} size="h3">
              How can we help?
            </Title>
            <Text size="sm" c="dimmed" mb="md">
              Somebody of the shop answers here. You need no account.
            </Text>
            <BeginHelpForm
              asksName
              onBegin={async (words) => setVisit(await Visit.begin(organization, words))}
            />
          </Paper>
        )}
      </main>
    </div>
  );
}
