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

  it.each(['auth.token-expired', 'auth.token-not-yet-valid', 'auth.keys-unavailable', 'gateway.draining'])(
    'tries again after %s',
    (code) => {
      expect(lossOfConnectError(refusal({ code }))).toEqual({ code, reconnect: true });
    },
  );

  it.each(['auth.token-signature', 'auth.token-audience', 'auth.token-claims'])('gives up on %s', (code) => {
    expect(lossOfConnectError(refusal({ code }))).toEqual({ code, reconnect: false });
  });

  it('lets the gateway decide and set the wait', () => {
    expect(
      lossOfConnectError(refusal({ code: 'auth.token-signature', reconnect: true, retryAfterMs: 200 })),
    ).toEqual({ code: 'auth.token-signature', reconnect: true, retryAfterMs: 200 });
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
