import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { NestLog } from './nest-log.js';

function logAt(level: string) {
  const lines: { level: number; msg: string; context?: string }[] = [];
  const logger = pino({ level }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { lines, log: new NestLog(logger) };
}

describe('the log of the framework', () => {
  it('is quiet about the boot unless someone debugs', () => {
    const { log, lines } = logAt('info');
    log.log('Mapped {/x, GET} route', 'RouterExplorer');
    log.debug('…', 'X');
    log.verbose('…', 'X');
    expect(lines).toEqual([]);
  });

  it('keeps the level and the context of everything else', () => {
    const { log, lines } = logAt('trace');
    log.verbose('v', 'A');
    log.debug('d', 'A');
    log.log('l', 'B');
    log.warn('w', 'C');
    log.error('e', 'a stack', 'D');
    log.fatal(new Error('f'));
    expect(lines.map(({ level, msg, context }) => [level, msg, context])).toEqual([
      [10, 'v', 'A'],
      [20, 'd', 'A'],
      [20, 'l', 'B'],
      [40, 'w', 'C'],
      [50, 'e', 'D'],
      [60, 'framework error', undefined],
    ]);
  });
});
