/**
 * The address of a client behind `hops` reverse proxies: each proxy appends the address it was called from to
 * `X-Forwarded-For`, so the last `hops` entries are theirs to know, and whatever stands before them anybody may have
 * written.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | readonly string[] | undefined,
  hops: number,
): string {
  const listed = [forwardedFor ?? []].flat().join(',').split(',');
  const chain = [...listed.map((entry) => entry.trim()).filter(Boolean), peer ?? 'unknown'];
  const address = chain.at(-1 - hops) ?? chain[0] ?? 'unknown';
  // An IPv4 client of a dual-stack socket is the same client.
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}
