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
      const state = states.get(address);
      const at = `/VgwTelemetry/OutsideIpAddress=${address}/Status`;
      // The state alone, so that both can be switched off; where there is none to change, all are stated.
      const off: readonly Change[] = state
        ? [{ op: 'replace', component: id, at, value: 'DOWN' }]
        : changesOf(network, said);
      return { kind: 'rule', text: `${address} ${state ?? 'state unknown'}`, off, said };
    }),
  ];
}

/** Nothing where it cannot be said. */
function changesOf(network: Network, statement: string): readonly Change[] {
  try {
    return parseStatement(network, statement);
  } catch (error) {
    if (error instanceof QuestionError) return [];
    throw error;
  }
}
