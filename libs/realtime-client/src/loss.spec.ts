import { describe, expect, it } from 'vitest';
import { lossOfConnectError, lossOfDisconnect } from './loss.js';

const refusal = (data: unknown) => Object.assign(new Error('refused'), { data });

describe('lossOfConnectError', () => {
  it('tries again when the gateway is out of reach', () => {
    expect(lossOfConnectError(new Error('xhr poll error'))).toEqual({
      code: 'client.unreachable',
      reconnect: true,
    });
  });

  it('does as the gateway says when it refuses', () => {
    const message = 'no';
    expect(lossOfConnectError(refusal({ code: 'auth.token-signature', message, reconnect: false }))).toEqual({
      code: 'auth.token-signature',
      reconnect: false,
    });
    expect(
      lossOfConnectError(
        refusal({ code: 'auth.token-expired', message, reconnect: true, retryAfterMs: 200 }),
      ),
    ).toEqual({ code: 'auth.token-expired', reconnect: true, retryAfterMs: 200 });
  });

  it('takes an error with other data for a gateway out of reach', () => {
    expect(lossOfConnectError(refusal({ content: 'bad gateway' })).code).toBe('client.unreachable');
  });
});

describe('lossOfDisconnect', () => {
  it('takes the reason from the announcement', () => {
    const closing = { code: 'gateway.draining', message: '…', reconnect: true, retryAfterMs: 50 };
    expect(lossOfDisconnect(closing)).toEqual({
      code: 'gateway.draining',
      reconnect: true,
      retryAfterMs: 50,
    });
  });

  it('comes back after a loss nobody announced', () => {
    expect(lossOfDisconnect(undefined)).toEqual({ code: 'client.unreachable', reconnect: true });
  });
});
