import { BlockList, isIP } from 'node:net';

/** Where a source may be: `public` leaves out private networks and this machine. */
export type Network = 'any' | 'public';

type Range = [range: string, prefix: number];

/**
 * Never a source, on any network: the IANA special-purpose registries (RFC 6890), and the clouds' metadata, which hands
 * out credentials.
 */
const never: Record<string, Range[]> = {
  unspecified: [['0.0.0.0', 8]],
  'link-local': [['169.254.0.0', 16]],
  'cloud metadata': [
    ['100.100.100.200', 32], // Alibaba
    ['168.63.129.16', 32], // Azure
    ['fd00:ec2::', 32], // AWS
    ['fd20:ce::254', 128], // Google
    ['fd00:c1::a9fe:a9fe', 128], // Oracle; its IPv4 lies in 192.0.0.0/24
    ['fd00:42::42', 128], // Scaleway
  ],
  multicast: [['224.0.0.0', 4]],
  reserved: [
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['240.0.0.0', 4],
    ['2001::', 23], // Teredo among them: an IPv4 address in disguise
    ['2001:db8::', 32],
    ['2002::', 16], // 6to4, the same
    ['3fff::', 20],
  ],
};

const notPublic: Range[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['::1', 128],
  ['fc00::', 7],
];

/**
 * All addresses that IPv6 has assigned: others are link-local, multicast, unspecified, an old form of IPv4, or unused
 * so far.
 */
const inUse: Range[] = [
  ['2000::', 3],
  ['fc00::', 7],
  ['::1', 128],
];

const refused = Object.entries(never).map(([name, ranges]) => ({ name, list: listOf(ranges) }));
const privateOnes = listOf(notPublic);
const used = listOf(inUse);

/** IPv4 inside IPv6: `::ffff:a.b.c.d` goes to that very server, and 64:ff9b::/96 through a translator (RFC 6052). */
const carriers = listOf([
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
]);

/**
 * The kind of range for which an IP address is refused, in a word or two; undefined: it may be connected to. IPv4 is
 * checked in every form. Anything that is not an IP address is refused.
 */
export function refusedRange(address: string, network: Network): string | undefined {
  const [bare = ''] = address.split('%');
  if (isIP(bare) === 4) return refusedFour(bare, network);
  if (isIP(bare) !== 6) return 'no address';
  if (carriers.check(bare, 'ipv6')) return refusedFour(lastFour(bare), network);
  const found = refused.find(({ list }) => list.check(bare, 'ipv6'));
  if (found) return found.name;
  if (!used.check(bare, 'ipv6')) return 'reserved';
  return network === 'public' && privateOnes.check(bare, 'ipv6') ? 'private' : undefined;
}

function refusedFour(address: string, network: Network): string | undefined {
  const found = refused.find(({ list }) => list.check(address, 'ipv4'));
  if (found) return found.name;
  return network === 'public' && privateOnes.check(address, 'ipv4') ? 'private' : undefined;
}

/** The last 32 bits, as IPv4 writes them. The URL parser reads all spellings of IPv6 and returns one. */
function lastFour(address: string): string {
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':').slice(-2);
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function listOf(ranges: Range[]): BlockList {
  const list = new BlockList();
  for (const [range, prefix] of ranges) list.addSubnet(range, prefix, isIP(range) === 4 ? 'ipv4' : 'ipv6');
  return list;
}
