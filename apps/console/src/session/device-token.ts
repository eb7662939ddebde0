const KEY = 'business-control.device-token';

/**
 * What the last sign-in in this browser left, whoever it was: it shows that they were here before, so that nobody who guesses their
 * password elsewhere holds them up. It stays when they sign out, and opens nothing.
 */
export function deviceToken(storage: Storage = localStorage): string | null {
  return storage.getItem(KEY);
}

export function keepDeviceToken(token: string, storage: Storage = localStorage): void {
  storage.setItem(KEY, token);
}
