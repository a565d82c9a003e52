import type { Doubt, FlowEnds, FlowRules } from '../model/route.ts';
import type { AdmissionId } from '../net/admission.ts';
import { type PortSlices, sliceAt, slicePorts, zipSlices } from '../net/port-slices.ts';
import { ReplyPool } from '../net/reply.ts';
import { ICMP, LINE_END, NONE, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import type { FirewallRules } from './firewall-rules.ts';
import { type Matched, matching, type Swept, sweep } from './firewall-sweep.ts';
import { derived, type Lookup } from './lookup.ts';

/** A conversation at a firewall: what both engines may do with its requests, and the stateless one with its replies. */
interface Judged {
  readonly request: PortSlices<Swept>;
  readonly stateful: PortSlices<Swept>;
  /** By the ports of the server, which sends them. */
  readonly reply: PortSlices<Swept>;
  readonly doubt: Doubt | undefined;
}

export interface FirewallFlows {
  /** Whether its rules let packets pass: requests by both engines, replies by the stateless one (NFW-02, NFW-06). */
  readonly passes: FlowRules;
  /** Whether its stateful engine sees both halves or neither (NFW-09, NFW-12). */
  readonly sees: FlowRules;
  /** What the engines surely do whatever port of its own the client uses; of replies, by the requests that they answer. */
  surely(ends: FlowEnds): { readonly request: Surely; readonly stateful: ServiceSetId; readonly reply: Surely };
}

/** The services that a stateless engine surely passes, and those that it surely hands on. */
export interface Surely {
  readonly pass: ServiceSetId;
  readonly forward: ServiceSetId;
}

export function firewallFlows(net: Lookup, rules: FirewallRules): FirewallFlows {
  const known = new Map<string, Judged>();
  const judged = ({ source, destination }: FlowEnds): Judged => {
    const key = `${source} ${destination}`;
    const found = known.get(key) ?? judge(net, rules, { source, destination });
    known.set(key, found);
    return found;
  };
  const doubt = (ends: FlowEnds) => judged(ends).doubt;
  return {
    passes: {
      request: (ends) => admitted(net, judged(ends)),
      reply: (ends) => answersAdmitted(net, judged(ends).reply),
      doubt,
      remarks: (ends, refused) => (isHandshake(net, judged(ends), refused) ? ['HANDSHAKE_ONLY'] : []),
    },
    sees: {
      request: () => [{ from: 0, to: 65_536, value: net.admissions.exactly(ALL_SERVICES) }],
      reply: (ends) => wholeConversations(net, judged(ends), rules.midstream),
      doubt,
      remarks: () => [],
    },
    surely(ends) {
      const { request, stateful, reply } = judged(ends);
      return {
        request: surelyDone(net, (read) => mapSlices(request, read)),
        stateful: always(
          net,
          mapSlices(stateful, (one) => surelyPassed(net, one)),
        ),
        reply: surelyDone(net, (read) => asRequests(net, mapSlices(reply, read))),
      };
    },
  };
}

function surelyDone(net: Lookup, slices: (read: (one: Swept) => ServiceSetId) => PortSlices<ServiceSetId>): Surely {
  const { services: pool } = net.admissions;
  return {
    pass: always(
      net,
      slices((one) => pool.subtract(one.pass, pool.union(one.forward, one.drop))),
    ),
    forward: always(
      net,
      slices((one) => pool.subtract(one.forward, pool.union(one.pass, one.drop))),
    ),
  };
}

function surelyPassed(net: Lookup, { pass, drop, handshake }: Swept): ServiceSetId {
  const { services: pool } = net.admissions;
  return pool.subtract(pass, pool.union(drop, handshake));
}

/** From every port that a client may have. */
function always(net: Lookup, slices: PortSlices<ServiceSetId>): ServiceSetId {
  const { services: pool } = net.admissions;
  const used = slices.filter(({ to }) => to > FIRST_CLIENT_PORT);
  return used.reduce((sum, { value }) => pool.intersect(sum, value), ALL_SERVICES);
}

const FIRST_CLIENT_PORT = 1024;

const ALL_SERVICES: ServiceSetId = 1;

function judge(net: Lookup, rules: FirewallRules, ends: FlowEnds): Judged {
  const { services: pool } = net.admissions;
  const request = matching(pool, rules.stateless, ends);
  const stateful = matching(pool, rules.stateful, ends);
  const reply = matching(pool, rules.stateless, { source: ends.destination, destination: ends.source });
  return {
    request: sweep(pool, request),
    stateful: sweep(pool, stateful),
    reply: sweep(pool, reply),
    doubt: doubtOf([...request, ...stateful, ...reply]),
  };
}

/** What the input lacks comes first: it can be fetched. */
function doubtOf(matched: readonly Matched[]): Doubt | undefined {
  const doubts = matched
    .filter(({ isSure }) => !isSure)
    .flatMap(({ rule }) => [rule.doubt, rule.source.doubt, rule.destination.doubt])
    .filter((one) => one !== undefined);
  return doubts.find(({ missing }) => missing) ?? doubts[0];
}

function admitted(net: Lookup, { request, stateful }: Judged): PortSlices<AdmissionId> {
  const { services: pool } = net.admissions;
  return joined(
    zipSlices(request, stateful, (first, then) => {
      const on = (set: ServiceSetId) => pool.intersect(first.forward, set);
      const may = pool.union(first.pass, on(then.pass));
      const refused = pool.union(first.drop, on(pool.union(then.drop, then.handshake)));
      return net.admissions.pair(pool.subtract(may, refused), may);
    }),
  );
}

/** The stateless engine judges each packet alone, answers too; the stateful one knows the request (NFW-02, NFW-06). */
function answersAdmitted(net: Lookup, reply: PortSlices<Swept>): PortSlices<AdmissionId> {
  const { services: pool } = net.admissions;
  const kept = (one: Swept) => pool.union(one.pass, one.forward);
  const may = asRequests(net, mapSlices(reply, kept));
  const must = asRequests(
    net,
    mapSlices(reply, (one) => pool.subtract(kept(one), one.drop)),
  );
  return joined(zipSlices(must, may, (a, b) => net.admissions.pair(pool.intersect(a, b), b)));
}

/** What the stateless rules drop is no affair of this: it asks of the rest whether both halves go the same way. */
function wholeConversations(
  net: Lookup,
  judged: Judged,
  midstream: FirewallRules['midstream'],
): PortSlices<AdmissionId> {
  const { services: pool } = net.admissions;
  const { request } = judged;
  const answers = (read: (of: Swept) => ServiceSetId) => asRequests(net, mapSlices(judged.reply, read));
  const alone = answers((one) => pool.union(one.pass, one.drop));
  const tracked = answers((one) => pool.union(one.forward, one.drop));
  const surelyAlone = answers((one) => pool.subtract(pool.union(one.pass, one.drop), one.forward));
  const surelyTracked = answers((one) => pool.subtract(pool.union(one.forward, one.drop), one.pass));
  const bounds = [request, alone, tracked, surelyAlone, surelyTracked].flatMap((slices) =>
    slices.map(({ from }) => from),
  );
  return slicePorts(bounds, (port) => {
    const { pass, forward, drop } = sliceAt(request, port);
    const [surelyPassed, surelySeen] = [pool.subtract(pass, forward), pool.subtract(forward, pass)];
    const of = (set: ServiceSetId, slices: PortSlices<ServiceSetId>) => pool.intersect(set, sliceAt(slices, port));
    // What comes without its beginning may go on as if it were new, if the policy says so (NFW-12).
    const goesOn = midstream === 'continue' ? pass : NONE;
    const may = [of(pass, alone), of(forward, tracked), drop, goesOn].reduce((a, b) => pool.union(a, b));
    const must = pool.union(
      pool.union(of(surelyPassed, surelyAlone), of(surelySeen, surelyTracked)),
      pool.subtract(drop, pool.union(pass, forward)),
    );
    return net.admissions.pair(must, may);
  });
}

function isHandshake(net: Lookup, { request, stateful }: Judged, refused: ServiceSetId): boolean {
  const { services: pool } = net.admissions;
  return zipSlices(request, stateful, (first, then) => pool.intersect(first.forward, then.handshake)).some(
    ({ value }) => pool.intersect(value, refused) !== NONE,
  );
}

const replies = derived((net) => new ReplyPool(net.admissions));

/** Reply packets, by the server's port, as the requests that they answer, by the client's port. */
function asRequests(net: Lookup, packets: PortSlices<ServiceSetId>): PortSlices<ServiceSetId> {
  const { admissions } = net;
  const { services: pool } = admissions;
  const first = (packets[0] as { value: ServiceSetId }).value;
  const answered = admissions.must(replies(net).of(admissions.exactly(first)).services);
  const portless = pool.intersect(answered, pool.of([ICMP, LINE_END]));
  const bounds = packets.flatMap(({ value }) => pool.intervals(value).map((bound) => bound % UDP));
  return slicePorts(bounds, (port) => {
    const ported = [TCP, UDP].flatMap((part) =>
      packets
        .filter(({ value }) => pool.has(value, part + port))
        .map(({ from, to }) => [part + from, part + to] as const),
    );
    return pool.union(portless, pool.of(...ported));
  });
}

function mapSlices<A, B>(slices: PortSlices<A>, change: (value: A) => B): PortSlices<B> {
  return slices.map(({ from, to, value }) => ({ from, to, value: change(value) }));
}

function joined<T>(slices: PortSlices<T>): PortSlices<T> {
  return slicePorts(
    slices.map(({ from }) => from),
    (port) => sliceAt(slices, port),
  );
}
