import type { AdmissionId, AdmissionPool } from './admission.ts';
import { ICMP, ICMPV6, LINE_END, NONE, OTHER, type ServicePool, type ServiceSetId, TCP } from './service-set.ts';

/** ICMP requests that are answered, and the type of the answer, code 0 (GEN-02; RFC 792, 4443). */
const ANSWERED: readonly { readonly part: number; readonly request: number; readonly reply: number }[] = [
  { part: ICMP, request: 8, reply: 0 },
  { part: ICMP, request: 13, reply: 14 },
  { part: ICMP, request: 15, reply: 16 },
  { part: ICMP, request: 17, reply: 18 },
  { part: ICMPV6, request: 128, reply: 129 },
];

/**
 * What a filter on the way back means for the request. Of tcp and udp it admits client ports (the reply's destination
 * ports); for ICMP and portless protocols its condition is folded into the services that are asked: an echo request
 * stands if and only if its reply comes back.
 */
export interface ReplyAdmission {
  readonly services: AdmissionId;
  readonly clientPorts: AdmissionId;
}

export class ReplyPool {
  readonly #pool: AdmissionPool;
  readonly #memo = new Map<AdmissionId, ReplyAdmission>();
  /** Services to which no reply is expected, so that none can be lost. */
  readonly unanswered: ServiceSetId;

  constructor(pool: AdmissionPool) {
    this.#pool = pool;
    const { services } = pool;
    const asked = services.of(...ANSWERED.map(({ part, request }) => typeInterval(part, request)));
    this.unanswered = services.subtract(services.of([ICMP, OTHER]), asked);
  }

  /** Reads what a filter admits of reply packets as what it leaves of the request. */
  of(admitted: AdmissionId): ReplyAdmission {
    let reply = this.#memo.get(admitted);
    if (!reply) {
      const { services } = this.#pool;
      const [must, may] = [this.#pool.must(admitted), this.#pool.may(admitted)];
      const ported = services.of([TCP, ICMP]);
      reply = {
        services: this.#pool.pair(answeredServices(services, must), answeredServices(services, may)),
        clientPorts: this.#pool.pair(services.intersect(must, ported), services.intersect(may, ported)),
      };
      this.#memo.set(admitted, reply);
    }
    return reply;
  }

  /** The ICMP packets that answer the requests among some services. */
  answersTo(asked: ServiceSetId): ServiceSetId {
    const { services } = this.#pool;
    const answered = ANSWERED.filter(
      ({ part, request }) => services.intersect(asked, services.of(typeInterval(part, request))) !== NONE,
    );
    return services.of(
      ...answered.map(({ part, reply }): readonly [number, number] => [part + reply * 256, part + reply * 256 + 1]),
    );
  }
}

function answeredServices(services: ServicePool, replies: ServiceSetId): ServiceSetId {
  let stands = services.of([TCP, ICMP], [ICMP, OTHER]);
  for (const { part, request, reply } of ANSWERED) {
    if (!services.has(replies, part + reply * 256))
      stands = services.subtract(stands, services.of(typeInterval(part, request)));
  }
  return services.union(stands, services.intersect(replies, services.of([OTHER, LINE_END])));
}

function typeInterval(part: number, type: number): readonly [number, number] {
  return [part + type * 256, part + type * 256 + 256];
}
