import { describe, expect, it, vi } from 'vitest';
import { Listeners } from './listeners.js';

describe('Listeners', () => {
  it('tells everybody until they leave', () => {
    const listeners = new Listeners<[number]>();
    const [first, second] = [vi.fn(), vi.fn()];
    const leave = listeners.add(first);
    listeners.add(second);
    listeners.tell(1);
    leave();
    listeners.tell(2);
    expect([first.mock.calls, second.mock.calls]).toEqual([[[1]], [[1], [2]]]);
  });

  it('lets the others hear when one throws, and reports the error afterwards', () => {
    const reported: (() => void)[] = [];
    vi.stubGlobal('queueMicrotask', (report: () => void) => reported.push(report));
    const listeners = new Listeners<[]>();
    const second = vi.fn();
    listeners.add(() => {
      throw new Error('broken handler');
    });
    listeners.add(second);

    listeners.tell();
    vi.unstubAllGlobals();

    expect(second).toHaveBeenCalledOnce();
    expect(() => reported[0]?.()).toThrow('broken handler');
  });

  it('lets a listener leave while it is being told', () => {
    const listeners = new Listeners<[]>();
    const heard = vi.fn();
    const leave = listeners.add(() => leave());
    listeners.add(heard);
    listeners.tell();
    expect(heard).toHaveBeenCalledOnce();
  });
});
