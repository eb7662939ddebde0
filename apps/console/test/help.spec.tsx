// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { colleague, historyOf, messageAt, ticketOf } from './chat-room.js';
import { type CoreApiDouble, refusal } from './core-api-double.js';
import { openConsole } from './open-console.js';
import { signedIn } from './shop.js';

const visitor = { userId: 'visitor:1', displayName: 'Some Visitor' };
const visit = { token: 'visitor-token', expiresIn: 3_600, visitorId: visitor.userId, ticketId: 't-1' };
const conversation = (api: CoreApiDouble) =>
  api
    .on('POST /visitors/sessions', visit)
    .on('POST /visitors/sessions/leave', undefined)
    .on('GET /chat/help/t-1', ticketOf())
    .on('GET /chat/help/t-1/messages?limit=50', historyOf());
const visitAcme = (prepare: (api: CoreApiDouble) => void = conversation) =>
  openConsole({ path: '/help/acme', user: null, prepare });
const start = async (user: ReturnType<typeof visitAcme>['user']) =>
  user.click(await screen.findByRole('button', { name: 'Start the conversation' }));

it('lets anybody ask an organization for help, and shows who answers', async () => {
  const { api, realtime, user } = visitAcme();
  await user.type(await screen.findByLabelText('Your name'), 'Some Visitor');
  await user.type(screen.getByLabelText('What is it about?'), 'Opening hours');
  await start(user);
  await screen.findByText('You will be helped by the next who is free');
  expect(api.requests.find(({ route }) => route === 'POST /visitors/sessions')?.body).toEqual({
    organization: 'acme',
    displayName: 'Some Visitor',
    subject: 'Opening hours',
  });
  expect(realtime.subscribe).toHaveBeenCalledWith(['chat:ticket:t-1']);

  realtime.arrive('chat:ticket:updated', ticketOf({ status: 'assigned', assignee: colleague, version: 2 }));
  await screen.findByText('Other Cashier looks after you');
  await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Are you open?{Enter}');
  expect(realtime.chat.help.mock.calls[0]?.[0]).toMatchObject({ ticketId: 't-1', message: 'Are you open?' });
  realtime.arrive('chat:help:new-message', { ticketId: 't-1', deviceId: null, ...messageAt(1) });
  await within(screen.getByRole('log')).findByText('Message 1');
});

it('ends the conversation when the visitor is sure', async () => {
  const { api, user } = visitAcme();
  await start(user);
  await user.click(await screen.findByRole('button', { name: 'End' }));
  expect(api.requests.map(({ route }) => route)).not.toContain('POST /visitors/sessions/leave');
  await user.click(screen.getByRole('button', { name: 'Really end it?' }));
  await screen.findByText('The conversation has ended');
  expect(api.requests.map(({ route }) => route)).toContain('POST /visitors/sessions/leave');

  await user.click(screen.getByRole('button', { name: 'Begin another' }));
  await screen.findByRole('form', { name: 'Ask for help' });
});

it('says that it is over when the visit was ended elsewhere', async () => {
  const { realtime, user } = visitAcme();
  await start(user);
  await screen.findByRole('log');
  realtime.become({ state: 'closed', error: 'auth.session-revoked' });
  await screen.findByText('The conversation has ended');
});

it('says that the connection was lost while it is', async () => {
  const { realtime, user } = visitAcme();
  await start(user);
  await screen.findByRole('log');
  realtime.become({ state: 'reconnecting' });
  await screen.findByText(/^The connection was lost/);
  realtime.become({ state: 'connected' });
  await waitFor(() => expect(screen.queryByText(/^The connection was lost/)).toBeNull());
});

it('says so when there is no such organization', async () => {
  const { user } = visitAcme((api) =>
    api.on('POST /visitors/sessions', refusal(404, 'visitors.organization-not-found')),
  );
  await start(user);
  await screen.findByText('There is no shop at this address.');
  expect(screen.getByRole('button', { name: 'Start the conversation' }).hasAttribute('disabled')).toBe(false);
});

it('gives customers with an account their newest conversation, and another when it is closed', async () => {
  const customer = { ...signedIn, roles: ['customer'], permissions: ['chat.help', 'orders.own'] as const };
  const requester = { userId: signedIn.userId, displayName: signedIn.displayName, kind: 'user' } as const;
  const closed = ticketOf({ requester, status: 'closed', subject: 'My order' });
  const next = ticketOf({ ticketId: 't-2', requester, subject: null });
  const { api, user } = openConsole({
    path: '/conversations',
    user: customer,
    prepare: (double) =>
      conversation(double)
        .on('GET /chat/help?limit=1', { items: [closed], next: null }, { items: [next], next: null })
        .on('GET /chat/help/t-1', closed)
        .on('POST /chat/help', next)
        .on('GET /chat/help/t-2', next)
        .on('GET /chat/help/t-2/messages?limit=50', historyOf()),
  });
  await screen.findByRole('heading', { name: 'My order' });
  await screen.findByText('This conversation is closed. Write again to open it.');
  await user.click(screen.getByRole('button', { name: 'Ask something else' }));
  await screen.findByRole('heading', { name: 'How can we help?' });
  expect(api.commands()).toEqual([{ route: 'POST /chat/help', body: { subject: null } }]);
});
