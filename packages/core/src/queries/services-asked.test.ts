import { describe, expect, it } from 'vitest';
import { formatServices } from '../aws/format-services.ts';
import { ServicePool } from '../net/service-set.ts';
import { clientPortsAsked, servicesAsked, type TrafficText } from './services-asked.ts';

const pool = new ServicePool();
const asked = (text: TrafficText) => formatServices(pool, servicesAsked(pool, text));

describe('services asked', () => {
  it.each<[TrafficText, string]>([
    [{}, 'tcp, udp, icmp/8/0, icmpv6/128/0, other protocols'],
    [{ protocol: '' }, 'tcp, udp, icmp/8/0, icmpv6/128/0, other protocols'],
    [{ protocol: 'all', port: 53 }, 'tcp/53, udp/53'],
    [{ port: 443 }, 'tcp/443'],
    [{ port: '80,443' }, 'tcp/80, tcp/443'],
    [{ port: ' 8000 - 8100 ' }, 'tcp/8000-8100'],
    [{ protocol: 'tcp' }, 'tcp'],
    [{ protocol: 'UDP', port: '53' }, 'udp/53'],
    [{ protocol: 17, port: '' }, 'udp'],
    [{ protocol: 'icmp' }, 'icmp/8/0'],
    [{ protocol: 58 }, 'icmpv6/128/0'],
    [{ protocol: 'icmp', icmpType: 3 }, 'icmp/3'],
    [{ protocol: 'icmp', icmpType: 8 }, 'icmp/8/0'],
    [{ protocol: 'icmp', icmpType: 3, icmpCode: 4 }, 'icmp/3/4'],
    [{ protocol: 'icmpv6', icmpType: 128 }, 'icmpv6/128/0'],
    [{ protocol: 47 }, 'gre'],
    [{ protocol: '99' }, 'protocol 99'],
  ])('%j is %s', (text, services) => {
    expect(asked(text)).toBe(services);
  });

  it.each<[TrafficText]>([
    [{ protocol: 'tpc' }],
    [{ protocol: 256 }],
    [{ port: 'https' }],
    [{ port: 65_536 }],
    [{ port: '100-90' }],
    [{ port: '80,' }],
    [{ port: -1 }],
    [{ protocol: 'icmp', icmpType: 256 }],
    [{ protocol: 'icmp', icmpType: 8.5 }],
    [{ protocol: 'icmp', icmpType: 8, icmpCode: -1 }],
    [{ protocol: 'icmp', icmpCode: 300 }],
  ])('%j is no service', (text) => {
    expect(() => asked(text)).toThrow(expect.objectContaining({ code: 'BAD_SERVICE', hint: expect.any(String) }));
  });
});

describe('client ports asked', () => {
  it.each([
    [undefined, '1024-65535'],
    ['linux', '32768-60999'],
    ['windows', '49152-65535'],
    ['nat', '1024-65535'],
    [40_000, '40000'],
    ['1-2', '1-2'],
  ])('%s is %s of tcp and udp', (text, ports) => {
    expect(formatServices(pool, clientPortsAsked(pool, text))).toBe(`tcp/${ports}, udp/${ports}`);
  });
  it.each(['amiga', 'toString'])('%s is no kind of client', (name) => {
    const wrong = {
      code: 'BAD_SERVICE',
      message: expect.stringContaining(name),
      hint: expect.stringContaining('linux'),
    };
    expect(() => clientPortsAsked(pool, name)).toThrow(expect.objectContaining(wrong));
  });
});
