/**
 * Where a request comes from: the last hop that is none of our own proxies. What lies before it in `X-Forwarded-For`
 * is what that hop claims, and not believed.
 */
export function clientAddress(remote: string, forwardedFor: string | undefined, proxies: ReadonlySet<string>): string {
  const hops = [...(forwardedFor?.split(',').map((hop) => hop.trim()) ?? []), remote].map(plain);
  return hops.findLast((hop) => !proxies.has(hop)) ?? plain(remote);
}

/** An IPv4 address that a socket for both families writes as IPv6 is the same address. */
function plain(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice('::ffff:'.length) : address;
}

/** What addresses are counted by: in IPv6 one line has 2^64 of them, named by the first four groups. */
export function networkOf(address: string): string {
  const known = plain(address);
  if (!known.includes(':')) return known;
  const [head = '', tail] = known.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...zeros, ...back]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
