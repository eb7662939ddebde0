import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PublicationAlarm } from './publication.alarm.js';

describe('the alarm', () => {
  const rung: string[] = [];
  let alarm: PublicationAlarm;
  beforeEach(() => {
    vi.useFakeTimers();
    rung.length = 0;
    alarm = new PublicationAlarm();
    alarm.start((organizationId, readModel) => void rung.push(`${organizationId} ${readModel}`));
  });
  afterEach(() => {
    alarm.stop();
    vi.useRealTimers();
  });

  it('rings once for a read model, however often it is set, and can be set again then', () => {
    alarm.set('acme', 'sales', 300);
    alarm.set('acme', 'sales', 200);
    alarm.set('acme', 'inventory', 400);
    vi.advanceTimersByTime(299);
    expect(rung).toEqual([]);
    vi.advanceTimersByTime(1);
    alarm.set('acme', 'sales', 500);
    vi.advanceTimersByTime(1_000);
    expect(rung).toEqual(['acme sales', 'acme inventory', 'acme sales']);
  });

  it('does not ring without end when no time passes', () => {
    alarm.start(() => {
      rung.push('again');
      alarm.set('acme', 'sales', 0);
    });
    alarm.set('acme', 'sales', 0);
    vi.advanceTimersByTime(100);
    expect(rung).toHaveLength(10);
  });

  it('is silent before it starts and once it has stopped', () => {
    const never = new PublicationAlarm();
    never.set('acme', 'sales', 0);
    alarm.set('acme', 'sales', 100);
    alarm.stop();
    alarm.set('acme', 'sales', 100);
    vi.advanceTimersByTime(1_000);
    expect(rung).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
