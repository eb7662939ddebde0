import { describe, expect, it } from 'vitest';
import { Attendance } from './attendance.js';
import { PresenceTimes } from './presence-times.js';

const till = { userId: 'ada', deviceId: 'till-1' };
const phone = { userId: 'ada', deviceId: null };
const times = new PresenceTimes(5_000, 30_000);

/** With the till connected and written at 0. */
function attended() {
  const attendance = new Attendance(times);
  attendance.join(till, 's1');
  keep(attendance, 0);
  return attendance;
}

function keep(attendance: Attendance, now: number) {
  const due = attendance.due(now);
  if (due) attendance.written(due, now);
  return due;
}

describe('Attendance', () => {
  it('holds what connected, and renews it when it is time', () => {
    const attendance = new Attendance(times);
    attendance.join(till, 's1');
    expect(keep(attendance, 0)).toEqual({ hold: [till], renew: [], release: [] });
    expect(keep(attendance, times.renewMs - 1)).toBeUndefined();
    attendance.join(phone, 's2');
    expect(keep(attendance, times.renewMs - 1)).toEqual({ hold: [phone], renew: [], release: [] });
    expect(keep(attendance, times.renewMs)).toEqual({ hold: [], renew: [till, phone], release: [] });
  });

  it('releases a device only when its last connection is gone for longer than the grace', () => {
    const attendance = attended();
    attendance.join(till, 's2');
    attendance.leave(till, 's1', 100);
    attendance.leave(till, 's2', 200);
    expect(keep(attendance, 5_199)).toBeUndefined();
    expect(keep(attendance, 5_200)).toEqual({ hold: [], renew: [], release: [till] });
    expect(attendance.empty).toBe(true);
  });

  it('says nothing about a device that came back within the grace', () => {
    const attendance = attended();
    attendance.leave(till, 's1', 100);
    attendance.join(till, 's2');
    expect(keep(attendance, 6_000)).toBeUndefined();
    expect(attendance.connectionsOf(till)).toEqual(['s2']);
  });

  it('holds a device anew that came back while it was being released', () => {
    const attendance = attended();
    attendance.leave(till, 's1', 0);
    const due = attendance.due(5_000);
    expect(due?.release).toEqual([till]);
    attendance.join(till, 's2');
    if (due) attendance.written(due, 5_000);
    expect(keep(attendance, 5_000)).toEqual({ hold: [till], renew: [], release: [] });
  });

  it('writes everything again after a failure, but not at once', () => {
    const attendance = attended();
    attendance.join(phone, 's2');
    attendance.due(100);
    attendance.failed(100);
    expect(keep(attendance, 1_099)).toBeUndefined();
    expect(keep(attendance, 1_100)).toEqual({ hold: [phone], renew: [till], release: [] });
  });

  it('forgets who left during a failure that outlasts the leases', () => {
    const attendance = attended();
    attendance.leave(till, 's1', 0);
    attendance.due(5_000);
    attendance.failed(5_000);
    expect(attendance.empty).toBe(false);
    attendance.due(30_000);
    attendance.failed(30_000);
    expect(attendance.empty).toBe(true);
  });
});
