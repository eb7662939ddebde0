import { describe, expect, it } from 'vitest';
import { deviceIdIn, isDeviceId } from './device-id.js';

describe('the id of a device', () => {
  it('has any letters', () => {
    expect(deviceIdIn(encodeURIComponent('Käsetheke 1'))).toBe('Käsetheke 1');
    expect(isDeviceId('x'.repeat(200))).toBe(true);
  });

  it.each(['', 'x'.repeat(201), 'a\0b', '\ud800'])('is not %j', (id) => {
    expect(isDeviceId(id)).toBe(false);
  });

  it.each(['', '%', '%ff', '%00', 'x'.repeat(201)])('is not told by the header %j', (header) => {
    expect(deviceIdIn(header)).toBeUndefined();
  });
});
