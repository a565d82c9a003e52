import { QuestionError } from '@hopwise/core';
import { type ApiClient, apiClient, type ClientSettings, type Credentials, type Identity } from './api-client.ts';
import { type Failure, reasonOf } from './failure.ts';

/** Who asks, found the SDK's usual way: environment, profile, single sign-on, the machine's role. */
export interface Caller {
  readonly account: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  readonly credentials: Credentials;
  /** Where the profile lives; Regions are asked for there. */
  readonly region: string;
}

export interface Asked {
  readonly profile?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly regions: readonly string[];
  readonly signal: AbortSignal;
}

const HOME = 'us-east-1';

export async function findCaller({ profile, endpoint, regions, signal }: Asked): Promise<Caller> {
  const settings = { profile, endpoint };
  const region = regions[0] ?? (await homeRegion(settings));
  const sts = await stsClient({ ...settings, region }, signal);
  try {
    const { Account: account, Arn: arn } = await onlyAnswer(sts, 'GetCallerIdentity', {});
    const partition = String(arn).split(':')[1] || 'aws';
    return { account: String(account), partition, credentials: sts.config.credentials, region };
  } catch (error) {
    if (signal.aborted) throw error;
    const { code, message } = reasonOf(error);
    const hint =
      'Give --profile, set AWS_PROFILE or sign in with aws sso login; with AWS_REGION where there is no profile.';
    throw new QuestionError('NOT_AUTHENTICATED', `AWS does not tell who is asking: ${code}: ${message}`, hint);
  }
}

/** Of the profile or the environment. */
async function homeRegion(settings: Partial<ClientSettings>): Promise<string> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient(settings.profile === undefined ? {} : { profile: settings.profile });
  return client.config.region().catch(() => HOME);
}

/** The accounts of the caller's organisation that are in use. */
export async function organisationAccounts({ credentials, region }: Caller, asked: Asked): Promise<readonly string[]> {
  const module = await import('@aws-sdk/client-organizations');
  const client = apiClient(
    module,
    'OrganizationsClient',
    { credentials, region, endpoint: asked.endpoint },
    asked.signal,
  );
  const ids: string[] = [];
  try {
    for await (const page of client.pages('ListAccounts', {}))
      for (const { Id, Status } of page.Accounts as readonly { readonly Id: string; readonly Status?: string }[])
        if (Status === undefined || Status === 'ACTIVE') ids.push(Id);
  } catch (error) {
    if (asked.signal.aborted) throw error;
    const { code, message } = reasonOf(error);
    const hint =
      'Ask from the management account or a delegated administrator, or give the ids: --accounts 111122223333,…';
    throw new QuestionError(
      'NOT_AUTHENTICATED',
      `The organisation does not list its accounts: ${code}: ${message}`,
      hint,
    );
  } finally {
    client.destroy();
  }
  return ids.sort();
}

/** Credentials of an account: the caller's own, or those of a role there, by its name or path. */
export async function credentialsIn(
  account: string,
  role: string | undefined,
  caller: Caller,
  asked: Asked,
): Promise<Credentials | Failure> {
  if (account === caller.account) return caller.credentials;
  if (role === undefined) {
    const message = `The credentials are those of account ${caller.account}; nothing says which role to assume.`;
    return { account, call: 'sts assume-role', code: 'NoRole', message };
  }
  const { credentials, region, partition } = caller;
  const sts = await stsClient({ credentials, region, endpoint: asked.endpoint }, asked.signal);
  const input = { RoleArn: `arn:${partition}:iam::${account}:role/${role}`, RoleSessionName: 'hopwise-collect' };
  const assumed = untilExpired(async () => {
    const { Credentials: given } = await onlyAnswer(sts, 'AssumeRole', input);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given as Readonly<Record<string, string>>;
    return {
      accessKeyId: AccessKeyId ?? '',
      secretAccessKey: SecretAccessKey ?? '',
      sessionToken: SessionToken ?? '',
      expiration: new Date(Expiration ?? 0),
    };
  });
  try {
    await assumed();
    return assumed;
  } catch (error) {
    return { account, call: 'sts assume-role', ...reasonOf(error) };
  }
}

const RENEWED_BEFORE = 5 * 60_000;

/** One request for all clients of an account, and another shortly before it ends. */
function untilExpired(ask: () => Promise<Required<Identity>>): Credentials {
  let current: Promise<Required<Identity>> | undefined;
  return async () => {
    const known = await current?.catch(() => undefined);
    if (!known || known.expiration.getTime() - Date.now() < RENEWED_BEFORE) current = ask();
    return current as Promise<Identity>;
  };
}

async function stsClient(settings: ClientSettings, signal: AbortSignal): Promise<ApiClient> {
  return apiClient(await import('@aws-sdk/client-sts'), 'STSClient', settings, signal);
}

async function onlyAnswer(client: ApiClient, operation: string, input: object): Promise<Record<string, unknown>> {
  for await (const page of client.pages(operation, { ...input })) return page;
  return {};
}
