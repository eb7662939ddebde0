import { isIPv6 } from 'node:net';

/** What to count a network address by: an IPv4 address itself; of IPv6 the /64, the least that one subscriber has to choose addresses from. */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(bare)?.[1];
  if (mapped) return mapped;
  return `${groupsOf(bare).slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, in one way of writing them. */
function groupsOf(address: string): string[] {
  // The URL standard says how an address is written, an IPv4 address at its end included.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = '', after] = canonical.split('::');
  const [first, last] = [before, after ?? ''].map((part) => part.split(':').filter(Boolean));
  const known = [...(first ?? []), ...(last ?? [])];
  const zeros = Array.from({ length: 8 - known.length }, () => '0');
  return [...(first ?? []), ...zeros, ...(last ?? [])];
}
