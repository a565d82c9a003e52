/** A call that was not answered: what AWS, or the network on the way, said instead. */
export interface Failure {
  readonly account: string;
  /** Absent where a whole account could not be read. */
  readonly region?: string | undefined;
  /** As the CLI spells it: `ec2 describe-vpcs`. */
  readonly call: string;
  /** What it was asked about. */
  readonly id?: string | undefined;
  /** `UnauthorizedOperation`, `ENOTFOUND`. */
  readonly code: string;
  readonly message: string;
}

export type Reason = Pick<Failure, 'code' | 'message'>;

const LONGEST = 300;

interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** What went wrong, in one line; AWS appends an encoded text that says nothing to anybody else. */
export function reasonOf(error: unknown): Reason {
  const { name, code, message, $metadata } = error as Thrown;
  const text = String(message || code || name || error);
  // The SDK fell over something that is no answer of AWS's: a proxy's page, a server that knows no such call.
  if (/Deserialization error|parse error/.test(text) || name === 'UnknownError') {
    const status = $metadata?.httpStatusCode;
    return {
      code: status === undefined ? 'NoAnswer' : `Http${status}`,
      message: 'What came back was no answer of AWS.',
    };
  }
  const isNamed = typeof name === 'string' && !PLAIN.has(name);
  const line = text.replace(/\s*Encoded authorization failure message:.*/s, '').replace(/\s+/g, ' ');
  return {
    code: isNamed ? name : typeof code === 'string' ? code : 'UnknownError',
    message: line.trim().slice(0, LONGEST),
  };
}

/** Names that JavaScript gives. */
const PLAIN: ReadonlySet<string> = new Set(['Error', 'AggregateError', 'TypeError']);

export function compareFailures(a: Failure, b: Failure): number {
  const [one, other] = [orderOf(a), orderOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function orderOf({ account, region = '', call, id = '' }: Failure): string {
  return JSON.stringify([account, region, call, id]);
}
