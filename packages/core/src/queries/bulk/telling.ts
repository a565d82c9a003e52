import type { Network } from '../../engine/network.ts';
import type { Family } from '../../net/address.ts';
import { judge } from '../judge.ts';
import type { Sender, Target } from '../positions.ts';
import type { Question } from '../question.ts';
import type { Crowd } from './crowd.ts';
import type { Fates, Standing } from './fates.ts';
import type { Tallies } from './tallies.ts';

/** What telling one side of a question in bulk works on. */
export interface Telling {
  readonly network: Network;
  readonly question: Question;
  readonly crowd: Crowd;
  readonly fates: Fates;
  readonly tallies: Readonly<Record<Standing, Tallies>>;
  /** Whether more than one host asks. */
  readonly isSet: boolean;
  /** Of which something is delivered. */
  readonly runs: readonly Run[];
  /** The bundle of each target. */
  readonly groupOf: Int32Array;
  /** What comes of a pair that no run tells of. */
  readonly silence: Readonly<Record<Family, number>>;
}

export interface Run {
  readonly fromSender: number;
  readonly toSender: number;
  readonly fromTarget: number;
  readonly toTarget: number;
  readonly fate: number;
}

/** One pair by itself: of a host with its own addresses, of ends that no packet can be followed between. */
export function fateAlone({ network, question, fates, crowd }: Telling, sender: number, target: number): number {
  const pair = { sender: crowd.senders[sender] as Sender, target: crowd.targets[target] as Target };
  return fates.number(judge(network, question, pair));
}
