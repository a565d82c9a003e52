import { type Change, type ComponentId, type Network, parseStatement, QuestionError } from '@hopwise/core';
import type { DetailRow } from './detail-document.ts';

/** The tunnels of a VPN connection, each to be switched off by itself. */
export function tunnelRows(network: Network, id: ComponentId): readonly DetailRow[] {
  const record = network.get('vpnConnection', id);
  if (!record) return [];
  const states = new Map((record.vgwTelemetry ?? []).map((one) => [one?.outsideIpAddress, one?.status]));
  const listed = (record.options?.tunnelOptions ?? []).map((one) => one?.outsideIpAddress);
  const tunnels = [...new Set([...states.keys(), ...listed])].filter((one) => one !== undefined);
  return [
    { kind: 'title', text: 'tunnels' },
    ...tunnels.map((address): DetailRow => {
      const said = `${id}/${address} is down`;
      return {
        kind: 'rule',
        text: `${address} ${states.get(address) ?? 'state unknown'}`,
        off: changesOf(network, said),
        said,
      };
    }),
  ];
}

/** Nothing where it is so already, or cannot be said. */
export function changesOf(network: Network, statement: string): readonly Change[] {
  try {
    return parseStatement(network, statement);
  } catch (error) {
    if (error instanceof QuestionError) return [];
    throw error;
  }
}
