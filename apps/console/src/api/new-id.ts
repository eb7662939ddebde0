/** A random id. `crypto.randomUUID` exists only on https and localhost, and tills are opened by address in a shop's network. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
