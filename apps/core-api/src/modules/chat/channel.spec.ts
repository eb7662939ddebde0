import { expect, it } from 'vitest';
import { MAX_MEMBERS, memberAdded } from './channel.js';

const channel = {
  channelId: '01900000-0000-7000-8000-000000000001',
  name: 'Plans',
  kind: 'private',
  branchId: null,
  archivedAt: null,
} as const;
const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ userId: `u-${index}`, displayName: `Person ${index}` }));

it('a private channel has no more members than every change of it can name', () => {
  const [newcomer, ...others] = people(MAX_MEMBERS);
  if (!newcomer) throw new Error('there is a limit');
  expect(memberAdded(channel, newcomer, [newcomer, ...others])).toMatchObject([
    { name: 'chat:channel:member-added', payload: { userId: 'u-0' } },
    { name: 'chat:private-channel:updated', payload: { members: [newcomer, ...others] } },
  ]);
  expect(() => memberAdded(channel, newcomer, people(MAX_MEMBERS + 1))).toThrow(
    expect.objectContaining({ code: 'chat.channel-full' }),
  );
});
