import type { AnalysisPacketHeader, PortRange } from '@aws-sdk/client-ec2';
import type { PacketHeader } from '@hopwise/core';

/** A header in full, as the first and the last component of a path have it. */
export function analysisHeader(header: PacketHeader): AnalysisPacketHeader {
  const hasPorts = header.protocol === 6 || header.protocol === 17;
  return {
    DestinationAddresses: [...header.destinations],
    ...(hasPorts ? { DestinationPortRanges: ranges(header.destinationPorts) } : {}),
    // The number as text; rules of groups have a name instead.
    Protocol: String(header.protocol),
    SourceAddresses: [...header.sources],
    ...(hasPorts ? { SourcePortRanges: ranges(header.sourcePorts) } : {}),
  };
}

/** What a component changed of it, and nothing else; undefined where that is nothing. */
export function changedHeader(before: PacketHeader, after: PacketHeader): AnalysisPacketHeader | undefined {
  const [own, next] = [analysisHeader(before), analysisHeader(after)];
  const changed = Object.entries(next).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(own[name as keyof AnalysisPacketHeader]),
  );
  return changed.length > 0 ? Object.fromEntries(changed) : undefined;
}

/** The header of the replies. */
export function answering(header: PacketHeader): PacketHeader {
  return {
    ...header,
    sources: header.destinations,
    destinations: header.sources,
    sourcePorts: header.destinationPorts,
    destinationPorts: header.sourcePorts,
  };
}

function ranges(ports: PacketHeader['sourcePorts']): PortRange[] {
  return ports.map(({ from, to }) => ({ From: from, To: to }));
}
