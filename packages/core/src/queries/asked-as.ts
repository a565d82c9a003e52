import type { Network } from '../engine/network.ts';
import { INTERNET } from '../model/route.ts';
import type { Sender, Target } from './positions.ts';

/** FROM and TO of a question that asks one pair. */
export interface AskedAs {
  readonly from: string;
  readonly to: string;
}

/** The rest of all addresses is asked for as the internet's. */
export function askedAs(
  { labels, formatLabel }: Network,
  { end, family, source }: Pick<Sender, 'end' | 'family' | 'source'>,
  { to }: Pick<Target, 'to'>,
): AskedAs {
  const dialled = formatLabel(family, to);
  return {
    from: `${end}/${formatLabel(family, source)}`,
    to: labels[family].prefixOf(to).length === 0 ? `${INTERNET}/${dialled}` : dialled,
  };
}
