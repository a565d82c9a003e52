/** A range of IPv4 addresses as numbers; every importer of plans counts addresses, none routes them. */
export interface Ipv4Range {
  readonly first: number;
  readonly length: number;
}

export function ipv4Range(text: string | undefined): Ipv4Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text ?? '');
  if (!match) return undefined;
  const octets = match.slice(1, 5).map(Number);
  const length = match[5] === undefined ? 32 : Number(match[5]);
  if (octets.some((one) => one > 255) || length > 32) return undefined;
  const address = octets.reduce((sum, one) => sum * 256 + one, 0);
  return { first: address - (address % sizeOf(length)), length };
}

export function sizeOf(length: number): number {
  return 2 ** (32 - length);
}

export function holds({ first, length }: Ipv4Range, address: number): boolean {
  return address >= first && address < first + sizeOf(length);
}

export function ipv4Text(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
