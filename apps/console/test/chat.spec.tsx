// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { channelOf, colleague, historyOf, messageAt, packer, staffMessage, ticketOf } from './chat-room.js';
import type { CoreApiDouble } from './core-api-double.js';
import { openConsole } from './open-console.js';
import { signedIn } from './shop.js';

const worker = {
  ...signedIn,
  permissions: ['chat.staff', 'chat.direct', 'chat.help', 'chat.help.answer', 'presence.read'] as const,
};
const manager = {
  ...worker,
  permissions: [...worker.permissions, 'branches.read', 'chat.staff.manage'] as const,
};
const me = { userId: signedIn.userId, displayName: signedIn.displayName };
const none = { items: [], next: null };
const failure = Object.assign(new Error('no answer'), { code: 'client.timeout' });

/** A channel with one message, and whatever else a test adds. */
const office = (api: CoreApiDouble) =>
  api
    .on('GET /branches', none)
    .on('GET /chat/people?for=direct', { items: [me, colleague, packer] })
    .on('GET /chat/people?for=staff', { items: [me, colleague, packer] })
    .on('GET /chat/people?for=help', { items: [me, colleague] })
    .on('GET /chat/channels?limit=100', { items: [channelOf({ unread: 1 })], next: null })
    .on('GET /chat/direct?limit=100', none)
    .on('GET /chat/help?status=open&limit=200', none)
    .on('GET /chat/help?status=assigned&limit=200', none)
    .on('GET /chat/help?status=closed&limit=30', none)
    .on('GET /chat/channels/c-general/messages?limit=50', historyOf(messageAt(1)))
    .on('GET /chat/channels/c-general/members', { items: [me, colleague] });

const open = (path = '/conversations', prepare = office, user: typeof worker | typeof manager = worker) =>
  openConsole({ path, user, prepare });
const log = () => screen.findByRole('log', { name: 'Messages' });
const entry = (name: RegExp) => screen.findByRole('link', { name });
const write = async (user: ReturnType<typeof open>['user'], text: string) =>
  user.type(await screen.findByRole('textbox', { name: 'Message' }), `${text}{Enter}`);

it('opens a channel once everything in it arrives, and reads it', async () => {
  const { realtime, user } = open();
  await user.click(await entry(/^General 1 unread/));
  await within(await log()).findByText('Message 1');
  expect(realtime.subscribe).toHaveBeenCalledWith(['chat:channel:c-general']);
  await waitFor(() =>
    expect(realtime.chat.read).toHaveBeenCalledWith({ channelId: 'c-general', upTo: 'm-1' }),
  );

  const read = { channelId: 'c-general', upTo: 'm-1', readAt: '2026-01-05T09:30:00.000Z' };
  realtime.arrive('chat:staff:message-read', { ...read, reader: me });
  await entry(/^General$/);
});

it('says why a channel does not open while there is no live connection', async () => {
  const { realtime, user } = open();
  realtime.subscribe.mockReturnValue(new Promise(() => {}));
  realtime.become({ state: 'reconnecting', error: 'client.unreachable' });
  await user.click(await entry(/^General 1 unread/));
  await screen.findByText('There is no live connection');

  realtime.become({ state: 'connected', error: null });
  await screen.findByLabelText('Loading the messages');
});

it('counts what is written in channels that are not open', async () => {
  const { realtime } = open();
  await entry(/^General 1 unread/);
  await waitFor(() => expect(realtime.subscribe).toHaveBeenCalled());
  realtime.arrive('chat:staff:new-message', staffMessage(2));
  await entry(/^General 2 unread/);
});

it('shows a message at once, and says who has read it', async () => {
  const { realtime, user } = open('/conversations/channel/c-general');
  await log();
  await write(user, 'Hello all');
  await within(await screen.findByRole('article', { name: 'On its way' })).findByText('Hello all');

  const sent = realtime.chat.staff.mock.calls[0]?.[0];
  expect(sent).toMatchObject({ channelId: 'c-general', message: 'Hello all' });
  const clientMessageId = sent?.clientMessageId ?? null;
  realtime.arrive(
    'chat:staff:new-message',
    staffMessage(2, { from: me, text: 'Hello all', clientMessageId }),
  );
  await waitFor(() => expect(screen.queryByRole('article', { name: 'On its way' })).toBeNull());
  expect(within(await log()).getAllByText('Hello all')).toHaveLength(1);

  const read = { channelId: 'c-general', upTo: 'm-2', readAt: '2026-01-05T09:30:00.000Z' };
  realtime.arrive('chat:staff:message-read', { ...read, reader: colleague });
  await screen.findByText('Read by Other Cashier');
});

it('knows from the start who has read, and goes on from there', async () => {
  const history = historyOf(messageAt(2, { from: me, text: 'Hello all' }), messageAt(1));
  const readMarks = [
    { reader: me, upTo: 'm-1' },
    { reader: colleague, upTo: 'm-2' },
  ];
  const { realtime } = open('/conversations/channel/c-general', (api) =>
    office(api).on('GET /chat/channels/c-general/messages?limit=50', { ...history, readMarks }),
  );
  await screen.findByText('Read by Other Cashier');
  const read = { channelId: 'c-general', upTo: 'm-2', readAt: '2026-01-05T09:30:00.000Z' };
  realtime.arrive('chat:staff:message-read', { ...read, reader: packer });
  await screen.findByText('Read by Other Cashier, Stock Keeper');
});

it('sends again under the same name what was not sent', async () => {
  const { realtime, user } = open('/conversations/channel/c-general');
  realtime.chat.staff.mockRejectedValueOnce(failure);
  await write(user, 'Hello');
  await screen.findByText('Not sent. The server did not answer in time.');
  realtime.chat.staff.mockImplementationOnce(async ({ clientMessageId = null }) =>
    staffMessage(2, { from: me, text: 'Hello', clientMessageId }),
  );

  await user.click(screen.getByRole('button', { name: 'Send again' }));

  await waitFor(() => expect(screen.queryByText(/^Not sent/)).toBeNull());
  expect(within(await log()).getAllByText('Hello')).toHaveLength(1);
  const [first, second] = realtime.chat.staff.mock.calls;
  expect(second).toEqual(first);
});

it('keeps what was not sent while another conversation is open', async () => {
  const { realtime, user } = open('/conversations/channel/c-general', (api) =>
    office(api).on('GET /chat/direct/u-other/messages?limit=50', historyOf()),
  );
  realtime.chat.staff.mockRejectedValueOnce(failure);
  await write(user, 'Hello');
  await screen.findByText(/^Not sent/);

  await user.click(screen.getByRole('button', { name: 'Write to somebody' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Other Cashier' }));
  await screen.findByRole('heading', { name: 'Other Cashier' });
  expect(screen.queryByText(/^Not sent/)).toBeNull();
  await user.click(await entry(/^General/));
  await screen.findByText(/^Not sent/);
});

it('shows earlier messages on demand', async () => {
  const messages = '/chat/channels/c-general/messages?limit=50';
  const { user } = open('/conversations/channel/c-general', (api) =>
    office(api)
      .on(`GET ${messages}`, { ...historyOf(messageAt(2)), next: 'm-2' })
      .on(`GET ${messages}&before=m-2`, historyOf(messageAt(1))),
  );
  await user.click(await screen.findByRole('button', { name: 'Show earlier messages' }));
  await within(await log()).findByText('Message 1');
  expect(screen.queryByRole('button', { name: 'Show earlier messages' })).toBeNull();
});

it('says who types, until the message is there, and that the user types', async () => {
  // Typing is over, and said again, after a few seconds.
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { realtime, user } = open('/conversations/channel/c-general');
  await log();
  const typing = { channelId: 'c-general', ticketId: null, toUserId: null, typist: colleague, typing: true };
  realtime.arrive('chat:typing', typing);
  realtime.arrive('chat:typing', { ...typing, channelId: 'c-other', typist: packer });
  await screen.findByText('Other Cashier is typing…');
  realtime.arrive('chat:staff:new-message', staffMessage(2));
  await waitFor(() => expect(screen.queryByText('Other Cashier is typing…')).toBeNull());

  await write(user, 'Hi');
  expect(realtime.chat.typing.mock.calls.map(([request]) => request)).toEqual([
    { channelId: 'c-general', typing: true },
    { channelId: 'c-general', typing: false },
  ]);
});

it('shows nothing more of a channel that the user was taken out of', async () => {
  const { api, realtime } = open('/conversations/channel/c-general');
  await within(await log()).findByText('Message 1');
  api.on('GET /chat/channels?limit=100', none);

  realtime.leaveRoom('chat:channel:c-general');

  await screen.findByText('You are not in this conversation');
  expect(screen.queryByText('Message 1')).toBeNull();
  await screen.findByText('No channels yet');
});

it('asks again for a room whose members could not be checked', async () => {
  const { realtime, user } = open('/conversations/channel/c-general');
  await log();
  realtime.leaveRoom('chat:channel:c-general', 'room.membership-unavailable');
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  await within(await log()).findByText('Message 1');
});

it('begins a conversation with somebody, and knows who is there', async () => {
  const { realtime, user } = open('/conversations', (api) =>
    office(api).on('GET /chat/direct/u-other/messages?limit=50', historyOf()),
  );
  await user.click(await screen.findByRole('button', { name: 'Write to somebody' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Other Cashier' }));
  const conversation = within(await screen.findByRole('region', { name: 'Conversation' }));
  await conversation.findByText('Offline');
  realtime.presence('u-other', 'connected');
  await conversation.findByText('Online');

  await write(user, 'Are you there?');
  const clientMessageId = realtime.chat.message.mock.calls[0]?.[0].clientMessageId ?? null;
  const sent = messageAt(3, { from: me, text: 'Are you there?', clientMessageId });
  realtime.arrive('chat:direct:new-message', { ...sent, toUserId: 'u-other', deviceId: null });
  await entry(/^Other Cashier You: Are you there\?/);
});

it('takes a help conversation, hands it over and closes it', async () => {
  const waiting = ticketOf();
  const mine = ticketOf({ status: 'assigned', assignee: me, version: 2 });
  const ottos = ticketOf({ status: 'assigned', assignee: colleague, version: 3 });
  const closed = ticketOf({ status: 'closed', version: 4 });
  const { api, realtime, user } = open('/conversations', (double) =>
    office(double)
      .on('GET /chat/help?status=open&limit=200', { items: [{ ...waiting, unread: 1 }], next: null })
      .on('GET /chat/help/t-1', waiting, mine, ottos, closed)
      .on('GET /chat/help/t-1/messages?limit=50', historyOf())
      .on('POST /chat/help/t-1/take', mine)
      .on('POST /chat/help/t-1/assign', ottos)
      .on('POST /chat/help/t-1/close', closed),
  );
  await user.click(await entry(/^Some Visitor Waiting · Opening hours 1 unread/));
  await user.click(await screen.findByRole('button', { name: 'Take' }));
  await screen.findByText('Visitor · you look after it · Opening hours');
  realtime.arrive('chat:ticket:updated', mine);
  await within(await screen.findByRole('list', { name: 'Looked after' })).findByText('You · Opening hours');

  await user.click(screen.getByRole('button', { name: 'Hand over' }));
  const toColleague = await screen.findByRole('menuitem', { name: 'Other Cashier' });
  expect(screen.queryByRole('menuitem', { name: 'Stock Keeper' })).toBeNull();
  await user.click(toColleague);
  await screen.findByText('Visitor · Other Cashier looks after it · Opening hours');
  await user.click(screen.getByRole('button', { name: 'Close' }));
  await screen.findByText('Closed. It opens again if Some Visitor writes once more.');
  expect(api.commands()).toEqual([
    { route: 'POST /chat/help/t-1/take', body: undefined },
    { route: 'POST /chat/help/t-1/assign', body: { userId: 'u-other' } },
    { route: 'POST /chat/help/t-1/close', body: undefined },
  ]);
});

it('lets those who manage channels create one, and change who is in it', async () => {
  const secret = channelOf({ channelId: 'c-new', name: 'Plans', kind: 'private' });
  const { api, user } = open(
    '/conversations',
    (double) =>
      office(double)
        .on('POST /chat/channels', secret)
        .on('GET /chat/channels/c-new/messages?limit=50', historyOf())
        .on(
          'GET /chat/channels/c-new/members',
          { items: [me, colleague] },
          { items: [me, colleague, packer] },
        )
        .on('POST /chat/channels/c-new/members', packer)
        .on('DELETE /chat/channels/c-new/members/u-other', undefined),
    manager,
  );
  await user.click(await screen.findByRole('button', { name: 'New channel' }));
  await user.type(await screen.findByLabelText(/^Name/), 'Plans');
  await user.click(screen.getByRole('radio', { name: 'Private' }));
  api.on('GET /chat/channels?limit=100', { items: [secret, channelOf()], next: null });
  await user.click(screen.getByRole('button', { name: 'Create' }));

  await user.click(await screen.findByRole('button', { name: 'Members of Plans' }));
  await user.click(await screen.findByRole('combobox', { name: 'Add somebody' }));
  await user.click(await screen.findByRole('option', { name: 'Stock Keeper' }));
  await user.click(screen.getByRole('button', { name: 'Add' }));
  await screen.findByRole('button', { name: 'Remove Stock Keeper' });
  await user.click(screen.getByRole('button', { name: 'Remove Other Cashier' }));
  await waitFor(() =>
    expect(api.commands()).toEqual([
      { route: 'POST /chat/channels', body: { kind: 'private', name: 'Plans', memberIds: [] } },
      { route: 'POST /chat/channels/c-new/members', body: { userId: 'u-packer' } },
      { route: 'DELETE /chat/channels/c-new/members/u-other', body: undefined },
    ]),
  );
});

it('lets those who manage channels create one for a branch', async () => {
  const branch = { kind: 'branch', branchId: 'harbour' } as const;
  const channel = channelOf({ channelId: 'c-new', name: 'Harbour', ...branch });
  const { api, realtime, user } = open(
    '/conversations',
    (double) =>
      office(double)
        .on('GET /branches', { items: [{ branchId: 'harbour', name: 'Old harbour' }] })
        .on('GET /chat/channels?limit=100', none, { items: [channel], next: null })
        .on('POST /chat/channels', channel)
        .on('GET /chat/channels/c-new/messages?limit=50', historyOf()),
    manager,
  );
  await user.click(await screen.findByRole('button', { name: 'New channel' }));
  await user.type(await screen.findByLabelText(/^Name/), 'Harbour');
  await user.click(screen.getByRole('radio', { name: 'A branch' }));
  const create = screen.getByRole('button', { name: 'Create' });
  expect(create.hasAttribute('disabled')).toBe(true);
  await user.click(screen.getByRole('combobox', { name: /^Branch/ }));
  await user.click(await screen.findByRole('option', { name: 'Old harbour' }));
  await user.click(create);
  await screen.findByText('Branch Old harbour');
  realtime.arrive('branch:updated', { branchId: 'harbour', name: 'New harbour' });
  await screen.findByText('Branch New harbour');
  expect(api.commands()).toEqual([{ route: 'POST /chat/channels', body: { ...branch, name: 'Harbour' } }]);
});

it('lets those who manage channels rename one and archive it, once they are sure', async () => {
  const renamed = channelOf({ name: 'Everybody' });
  const { api, realtime, user } = open(
    '/conversations/channel/c-general',
    (double) =>
      office(double)
        .on('PATCH /chat/channels/c-general', renamed)
        .on('POST /chat/channels/c-general/archive', renamed),
    manager,
  );
  const choose = async (name: string, action: string) => {
    await user.click(await screen.findByRole('button', { name: `More about ${name}` }));
    await user.click(await screen.findByRole('menuitem', { name: action }));
  };
  await choose('General', 'Rename');
  const form = within(await screen.findByRole('form', { name: 'Rename General' }));
  expect(form.getByRole('button', { name: 'Rename' }).hasAttribute('disabled')).toBe(true);
  await user.clear(form.getByLabelText(/^Name/));
  api.on('GET /chat/channels?limit=100', { items: [renamed], next: null });
  await user.type(form.getByLabelText(/^Name/), ' Everybody {Enter}');
  const { inside: _, unread: __, ...updated } = { ...renamed, kind: 'organization' as const };
  realtime.arrive('chat:channel:updated', updated);
  await screen.findByRole('heading', { name: 'Everybody' });

  await choose('Everybody', 'Archive');
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() =>
    expect(document.activeElement?.getAttribute('aria-label')).toBe('More about Everybody'),
  );
  await choose('Everybody', 'Archive');
  api.on('GET /chat/channels?limit=100', none);
  await user.click(await screen.findByRole('button', { name: 'Archive' }));
  await screen.findByText('No conversation is open');
  await screen.findByText('No channels yet');
  expect(api.commands()).toEqual([
    { route: 'PATCH /chat/channels/c-general', body: { name: 'Everybody' } },
    { route: 'POST /chat/channels/c-general/archive', body: undefined },
  ]);
});

it('shows at once what becomes of a private channel and who is in it', async () => {
  const { unread: _, inside: __, ...secret } = channelOf({ name: 'Plans' });
  const told = { ...secret, kind: 'private' as const };
  const listed = { items: [channelOf({ kind: 'private' })], next: null };
  const { realtime, user } = open(
    '/conversations/channel/c-general',
    (double) => office(double).on('GET /chat/channels?limit=100', listed),
    manager,
  );
  await user.click(await screen.findByRole('button', { name: 'Members of General' }));
  await screen.findByRole('button', { name: 'Remove Other Cashier' });
  realtime.arrive('chat:private-channel:updated', { ...told, members: [me, packer] });
  const dialog = within(await screen.findByRole('dialog', { name: 'Members of Plans' }));
  await dialog.findByRole('button', { name: 'Remove Stock Keeper' });
  expect(dialog.queryByRole('button', { name: 'Remove Other Cashier' })).toBeNull();

  const archivedAt = '2026-01-05T10:00:00.000Z';
  realtime.arrive('chat:private-channel:updated', { ...told, archivedAt, members: [me, packer] });
  await screen.findByText('This conversation is not there');
});

it('lets whoever is in a private channel leave it, and manage nothing', async () => {
  const secret = channelOf({ kind: 'private' });
  const { api, user } = open('/conversations/channel/c-general', (double) =>
    office(double)
      .on('GET /chat/channels?limit=100', { items: [secret], next: null })
      .on('POST /chat/channels/c-general/leave', undefined),
  );
  await user.click(await screen.findByRole('button', { name: 'More about General' }));
  const leave = await screen.findByRole('menuitem', { name: 'Leave' });
  expect(screen.getAllByRole('menuitem')).toEqual([leave]);
  await user.click(leave);
  await user.click(await screen.findByRole('button', { name: 'Leave' }));
  await screen.findByText('No conversation is open');
  expect(api.commands()).toEqual([{ route: 'POST /chat/channels/c-general/leave', body: undefined }]);
});

it('offers no management to those who do not manage', async () => {
  const { user } = open('/conversations/channel/c-general');
  await user.click(await screen.findByRole('button', { name: 'Members of General' }));
  await screen.findByText('Everybody of the staff is in this channel.');
  expect(screen.queryByRole('button', { name: 'New channel' })).toBeNull();
  expect(screen.queryByRole('button', { name: /^More about/ })).toBeNull();
  expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
});

it('is closed to those who have no part in any conversation', async () => {
  openConsole({ path: '/conversations' });
  await screen.findByText('Not for your role');
  expect(screen.queryByRole('link', { name: 'Chat' })).toBeNull();
});
