import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusedRange } from '../../../src/metrics/network/refused-range.ts';
import { runs } from '../../stage/run/property-runs.ts';

describe('where a source may be', () => {
  test.each([
    ['93.184.216.34', undefined, undefined],
    ['2606:2800:220:1::1', undefined, undefined],
    ['127.0.0.1', undefined, 'private'],
    ['10.1.2.3', undefined, 'private'],
    ['100.64.0.1', undefined, 'private'],
    ['172.31.255.255', undefined, 'private'],
    ['172.32.0.1', undefined, undefined],
    ['192.168.1.1', undefined, 'private'],
    ['198.19.0.1', undefined, 'private'],
    ['::1', undefined, 'private'],
    ['fd12:3456::1', undefined, 'private'],
    ['169.254.169.254', 'link-local', 'link-local'],
    ['169.254.170.2', 'link-local', 'link-local'],
    ['fe80::1', 'reserved', 'reserved'],
    ['fe80::1%eth0', 'reserved', 'reserved'],
    ['fe80::a9fe:a9fe', 'reserved', 'reserved'],
    ['fec0::1', 'reserved', 'reserved'],
    ['fd00:ec2::254', 'cloud metadata', 'cloud metadata'],
    ['fd20:ce::254', 'cloud metadata', 'cloud metadata'],
    ['100.100.100.200', 'cloud metadata', 'cloud metadata'],
    ['168.63.129.16', 'cloud metadata', 'cloud metadata'],
    ['192.0.0.192', 'reserved', 'reserved'],
    ['0.0.0.0', 'unspecified', 'unspecified'],
    ['::', 'reserved', 'reserved'],
    ['224.0.0.1', 'multicast', 'multicast'],
    ['239.255.255.250', 'multicast', 'multicast'],
    ['ff02::1', 'reserved', 'reserved'],
    ['255.255.255.255', 'reserved', 'reserved'],
    ['240.0.0.1', 'reserved', 'reserved'],
    ['::ffff:169.254.169.254', 'link-local', 'link-local'],
    ['::FFFF:A9FE:A9FE', 'link-local', 'link-local'],
    ['0:0:0:0:0:ffff:a9fe:a9fe', 'link-local', 'link-local'],
    ['::ffff:10.0.0.1', undefined, 'private'],
    ['::ffff:0.0.0.0', 'unspecified', 'unspecified'],
    ['::ffff:93.184.216.34', undefined, undefined],
    ['::169.254.169.254', 'reserved', 'reserved'],
    ['::93.184.216.34', 'reserved', 'reserved'],
    ['64:ff9b::169.254.169.254', 'link-local', 'link-local'],
    ['64:ff9b::5db8:d822', undefined, undefined],
    ['64:ff9b:1::a9fe:a9fe', 'reserved', 'reserved'],
    ['2002:a9fe:a9fe::1', 'reserved', 'reserved'],
    ['2001:0:a9fe:a9fe::1', 'reserved', 'reserved'],
    ['2001:db8::1', 'reserved', 'reserved'],
    ['localhost', 'no address', 'no address'],
    ['', 'no address', 'no address'],
    ['2852039166', 'no address', 'no address'],
  ])('%s', (address, anywhere, onPublicNetworks) => {
    expect([refusedRange(address, 'any'), refusedRange(address, 'public')]).toEqual([anywhere, onPublicNetworks]);
  });

  const four = fc.ipV4();
  const bytesOf = (address: string) => address.split('.').map(Number) as [number, number, number, number];
  /** An IPv6 address that carries IPv4, in one of the ways in which it can be written. */
  const carrying = (prefix: string, address: string, form: number) => {
    const [a, b, c, d] = bytesOf(address);
    const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
    const long = prefix === '::ffff:' ? '0000:0:0:0000:0:ffff:' : '0064:ff9b:0:0:0000:0:';
    return [`${prefix}${address}`, `${prefix}${hex}`, `${long}${hex}`, `${long}${address}`.toUpperCase()][
      form
    ] as string;
  };

  test('IPv4 inside IPv6 is judged as that IPv4, however it is written', () => {
    const prefixes = fc.constantFrom('::ffff:', '64:ff9b::');
    fc.assert(
      fc.property(
        four,
        prefixes,
        fc.nat({ max: 3 }),
        fc.constantFrom('any', 'public'),
        (address, prefix, form, network) => {
          expect(refusedRange(carrying(prefix, address, form), network)).toBe(refusedRange(address, network));
        },
      ),
      runs(5),
    );
  });

  test('IPv4 is judged as the registry has it, told here by its first bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          four,
          fc
            .constantFrom('169.254.', '192.168.', '172.16.', '10.9.')
            .chain((start) => fc.tuple(fc.nat(255), fc.nat(255)).map(([c, d]) => `${start}${c}.${d}`)),
        ),
        (address) => {
          const [a, b] = bytesOf(address);
          const range = refusedRange(address, 'any');
          if (a === 0 || a >= 224 || (a === 169 && b === 254)) expect(range).toBeDefined();
          if ([10, 127].includes(a) || (a === 192 && b === 168) || (a === 172 && b >= 16 && b < 32)) {
            expect(range).toBeUndefined();
            expect(refusedRange(address, 'public')).toBe('private');
          }
        },
      ),
      runs(5),
    );
  });

  test('of IPv6 only what is handed out, and no less of it than IPv4 in other clothes, is let through', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        if (refusedRange(address, 'any')) return;
        const [first = ''] = new URL(`http://[${address}]`).hostname.slice(1).split(':');
        const lead = Number.parseInt(first || '0', 16);
        expect(lead === 0 || lead === 0x64 || lead >> 13 === 1 || lead >> 9 === 0x7e).toBe(true);
        if (refusedRange(address, 'public') === undefined) expect(lead >> 9).not.toBe(0x7e);
      }),
      runs(5),
    );
  });

  test('whatever the text, there is an answer; what the stricter rule lets through, the other does too', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4Extended(), fc.domain(), fc.ipV6()), (text) => {
        if (refusedRange(text, 'public') === undefined) expect(refusedRange(text, 'any')).toBeUndefined();
      }),
      runs(5),
    );
  });
});
