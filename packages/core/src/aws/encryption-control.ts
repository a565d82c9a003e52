import type { Step } from '../model/route.ts';
import type { Lookup } from './lookup.ts';
import { works } from './states.ts';

/** A VPC that enforces encryption drops what cannot encrypt; that depends on hardware, so it is told, not judged (ENC-01). */
export function encryptionNote(net: Lookup, vpcId: string): readonly Step[] {
  const mode = net.get('vpc', vpcId)?.encryptionControl?.mode ?? '-';
  return works(mode, 'enforce') ? [{ kind: 'note', code: 'ENCRYPTION_ENFORCED', about: vpcId }] : [];
}
