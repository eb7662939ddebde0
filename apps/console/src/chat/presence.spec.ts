import { expect, it } from 'vitest';
import { afterPresence, presentOf } from './presence.js';

it('knows somebody as there until the last device is gone', () => {
  const present = presentOf([{ userId: 'u-1', devices: ['d-1', null] }]);
  const gone = (deviceId: string | null) => ({ userId: 'u-1', deviceId, status: 'disconnected' }) as const;
  const left = afterPresence(present, gone('d-1'));
  expect(left.has('u-1')).toBe(true);
  expect(afterPresence(left, gone(null)).has('u-1')).toBe(false);
  expect(afterPresence(left, { userId: 'u-2', deviceId: 'd', status: 'connected' }).has('u-2')).toBe(true);
  expect([...present.keys()]).toEqual(['u-1']);
});
