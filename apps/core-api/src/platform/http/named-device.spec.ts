import type { Principal } from '@business-control/access-token';
import { describe, expect, it } from 'vitest';
import { withNamedDevice } from './named-device.js';

const principal = (deviceId: string | null): Principal => ({
  userId: 'u',
  organizationId: 'o',
  deviceId,
  sessionId: null,
  displayName: 'U',
  roles: [],
  permissions: [],
  expiresAt: 0,
});

describe('the device that a request names', () => {
  it('is that of a token which names none, in any letters', () => {
    expect(withNamedDevice(principal(null), encodeURIComponent('Käsetheke 1')).deviceId).toBe('Käsetheke 1');
  });

  it('is not asked for', () => {
    expect(withNamedDevice(principal(null), undefined).deviceId).toBeNull();
    expect(withNamedDevice(principal('till-1'), undefined).deviceId).toBe('till-1');
  });

  it('cannot be another than that of the token', () => {
    expect(withNamedDevice(principal('till-1'), 'till-1').deviceId).toBe('till-1');
    expect(() => withNamedDevice(principal('till-1'), 'till-2')).toThrow(
      expect.objectContaining({ code: 'auth.device-mismatch' }),
    );
  });

  it('cannot be called what names none', () => {
    expect(() => withNamedDevice(principal(null), '%00')).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: 'x-device-id' })] }),
    );
  });
});
