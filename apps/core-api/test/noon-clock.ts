import { Clock } from '../src/index.js';

/** Of a day on which nothing is special, nor on those around it: no clock changes. */
export const NOON = new Date('2026-03-02T12:00:00.000Z');

/** Goes on from a noon: moments differ, and no test meets a midnight, whenever it runs. */
export class NoonClock extends Clock {
  private readonly sinceMs = performance.now();

  now(): Date {
    return new Date(NOON.getTime() + performance.now() - this.sinceMs);
  }
}
