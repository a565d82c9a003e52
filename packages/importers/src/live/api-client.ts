/** One answer of AWS, or one page of it. */
export type Answer = Readonly<Record<string, unknown>>;

/** What the SDK needs to know of the caller; `profile` and `credentials` are never written anywhere. */
export interface ClientSettings {
  readonly region: string;
  readonly profile?: string | undefined;
  readonly credentials?: Credentials | undefined;
  /** Of a server that stands in for AWS. */
  readonly endpoint?: string | undefined;
}

export interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}
export type Credentials = () => Promise<Identity>;

/** A client of the SDK by the names of its operations, which the registry has. */
export interface ApiClient {
  pages(operation: string, input: Answer, pageSize?: number): AsyncGenerator<Answer>;
  /** Where it finds the caller's credentials and Region. */
  readonly config: { readonly credentials: Credentials; readonly region: () => Promise<string> };
  destroy(): void;
}

interface SdkClient {
  readonly config: ApiClient['config'];
  send(command: object, options: object): Promise<Answer>;
  destroy(): void;
}
type ClientClass = new (settings: object) => SdkClient;
type CommandClass = new (input: Answer) => object;
type Paginate = (config: object, input: Answer, options: object) => AsyncIterable<Answer>;

// Which Node the SDK's next year needs is not the concern of who collects with this one.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** Enough for throttling that lasts some minutes: the SDK waits up to 20 seconds, at random, before each. */
const MOST_ATTEMPTS = 10;
const CONNECT_WITHIN = 10_000;
const ANSWER_WITHIN = 120_000;

/**
 * `module` is the service's package of the SDK. Adaptive mode slows a client down for as long as AWS throttles it; there
 * is one for each account, Region and service, as AWS counts.
 */
export function apiClient(
  module: object,
  className: string,
  settings: ClientSettings,
  signal?: AbortSignal,
): ApiClient {
  const exported = module as Readonly<Record<string, unknown>>;
  const Client = exported[className] as ClientClass;
  const client = new Client({
    ...given(settings),
    retryMode: 'adaptive',
    maxAttempts: MOST_ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_WITHIN, requestTimeout: ANSWER_WITHIN },
  });
  const options = { abortSignal: signal };

  return {
    config: client.config,
    destroy: () => client.destroy(),
    async *pages(operation, input, pageSize) {
      const paginate = exported[`paginate${operation}`] as Paginate | undefined;
      const found = paginate ? paginate({ client, pageSize }, input, options) : byToken(operation, input);
      for await (const { $metadata, ...answer } of found) yield answer;
    },
  };

  /** Some operations page without the SDK saying so. */
  async function* byToken(operation: string, input: Answer): AsyncGenerator<Answer> {
    const Command = exported[`${operation}Command`] as CommandClass;
    let more: Answer | undefined = {};
    while (more) {
      const answer: Answer = await client.send(new Command({ ...input, ...more }), options);
      yield answer;
      more = tokenOf(answer);
    }
  }
}

function tokenOf(answer: Answer): Answer | undefined {
  const name = ['NextToken', 'nextToken'].find((key) => typeof answer[key] === 'string' && answer[key] !== '');
  return name === undefined ? undefined : { [name]: answer[name] };
}

/** The SDK takes a name with nothing behind it for a value. */
function given(settings: object): object {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
