import { newId } from '../api/new-id.js';

const KEY = 'business-control.device';

/** The id of this browser: made once, so that every sign-in on this machine is the same device. */
export function deviceId(storage: Storage = localStorage): string {
  const known = storage.getItem(KEY);
  if (known) return known;
  const made = newId();
  storage.setItem(KEY, made);
  return made;
}
