import { BrokerUnavailable, type EventBroker, type StreamMessage } from '@business-control/event-broker';
import { eventually } from '@business-control/testing';
import { PinoLogger } from 'nestjs-pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inMemoryBroker } from '../../test/start-gateway.js';
import { RejectedMessages } from './rejected-messages.js';
import { rejected } from './rejection.js';

const message = (offset: number, bytes = 10): StreamMessage => ({
  exchange: 'pos.events',
  routingKey: 'pos.cart.updated',
  id: `m${offset}`,
  headers: {},
  body: new Uint8Array(bytes),
  offset,
});

function messagesOn(publish: EventBroker['publish']) {
  const broker = Object.assign(inMemoryBroker(), { publish });
  const messages = new RejectedMessages(broker, Date.now, new PinoLogger({ pinoHttp: { level: 'silent' } }));
  onTestFinished(() => messages.onApplicationShutdown());
  const report = (offset: number, bytes?: number) =>
    messages.report(message(offset, bytes), rejected('not-json'));
  return { messages, report };
}

describe('what waits to be reported', () => {
  it('is bounded in number and in bytes; the rest is counted', () => {
    const stuck = () => messagesOn(() => new Promise(() => undefined));
    const many = stuck();
    for (let offset = 0; offset < 1_500; offset += 1) many.report(offset);
    expect(many.messages.dropped).toBe(500);
    const large = stuck();
    for (let offset = 0; offset < 10; offset += 1) large.report(offset, 1024 * 1024);
    expect(large.messages.dropped).toBe(2);
  });

  it('is reported in order, again and again until the broker takes it', async () => {
    const taken: (string | undefined)[] = [];
    let away = true;
    let attempts = 0;
    const { messages, report } = messagesOn(async ({ headers }) => {
      attempts += 1;
      if (away) throw new BrokerUnavailable('not now');
      taken.push(headers['rejected-offset']);
    });
    report(1);
    report(2);
    await eventually(() => expect(attempts).toBeGreaterThan(1));
    expect(messages.reported).toBe(0);
    away = false;
    await eventually(() => expect(taken).toEqual(['1', '2']));
    expect(messages).toMatchObject({ reported: 2, dropped: 0 });
  });

  it('is given up when it can never be taken', async () => {
    const { messages, report } = messagesOn(async ({ headers }) => {
      if (headers['rejected-offset'] === '1') throw new TypeError('impossible');
    });
    report(1);
    report(2);
    await eventually(() => expect(messages).toMatchObject({ reported: 1, dropped: 1 }));
  });
});
