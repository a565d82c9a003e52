import { formatServices } from '../aws/format-services.ts';
import type { Network } from '../engine/network.ts';
import type { Mend } from '../model/finding.ts';
import { QuestionError } from '../model/question-error.ts';
import { findCut } from '../queries/cut.ts';
import { findFix } from '../queries/fix.ts';
import type { PolicyPair } from '../queries/host-pairs.ts';
import type { Policy } from '../queries/policy.ts';
import type { QuestionText } from '../queries/question.ts';

/** The fewest edits by which a violation goes away; undefined where its pair cannot be asked by itself. */
export function mendViolation(network: Network, policy: Policy, pair: PolicyPair): Mend | undefined {
  const text = questionOf(network, policy, pair);
  try {
    const { result, edits, isFewest } = policy.expect === 'blocked' ? findCut(network, text) : findFix(network, text);
    return {
      question: { from: text.from, to: text.to, services: servicesText(text) },
      result: result === 'found' ? 'found' : 'none',
      isFewest,
      edits: edits.map(({ changes, ...edit }) => edit),
      patch: edits.flatMap(({ changes }) => changes),
    };
  } catch (error) {
    if (error instanceof QuestionError) return undefined;
    throw error;
  }
}

/** One address and another, on what is violated of one protocol: the first of several. */
function questionOf(network: Network, policy: Policy, { sender, target, services }: PolicyPair): QuestionText {
  const { expect, reply = expect === 'reachable', through, notThrough } = policy;
  return {
    from: `${sender.end}/${network.formatLabel(sender.family, sender.source)}`,
    to: network.formatLabel(target.family, target.to),
    ...trafficOf(formatServices(network.admissions.services, services)),
    oneWay: !reply,
    through,
    notThrough,
  };
}

/** `tcp/80, tcp/443, udp/53` is tcp on ports 80 and 443. */
function trafficOf(services: string): Pick<QuestionText, 'protocol' | 'port'> {
  const terms = services.split(', ').map((term) => term.split('/'));
  const [[protocol = 'all', port] = []] = terms;
  if ((protocol !== 'tcp' && protocol !== 'udp') || port === undefined)
    return { protocol: /^(tcp|udp|icmp|icmpv6)$/.test(protocol) ? protocol : 'all' };
  return { protocol, port: terms.flatMap(([name, own]) => (name === protocol && own ? [own] : [])).join() };
}

function servicesText({ protocol, port }: QuestionText): string {
  return port === undefined ? String(protocol) : `${protocol}/${port}`;
}
