import { describe, expect, it } from 'vitest';
import { DeviceRooms } from './device-rooms.js';

describe('DeviceRooms', () => {
  const [first, second] = [{}, {}];

  it('are those of all its connections', () => {
    const device = new DeviceRooms();
    device.add(first);
    device.add(second);
    device.move(first, ['branch:b2', 'branch:b1']);
    device.move(second, ['branch:b2', 'branch:b3']);
    expect(device.names()).toEqual(['branch:b1', 'branch:b2', 'branch:b3']);
    device.move(first, []);
    expect(device.names()).toEqual(['branch:b2', 'branch:b3']);
  });

  it('stay when a connection ends, for it may come back', () => {
    const device = new DeviceRooms();
    device.add(first);
    device.add(second);
    device.move(first, ['branch:b1']);
    device.remove(first);
    expect(device.move(first, [])).toBe(false);
    expect(device.names()).toEqual(['branch:b1']);
    expect(device.abandoned).toBe(false);
    device.remove(second);
    expect(device.abandoned).toBe(true);
  });
});
