import type { IncomingMessage } from 'node:http';

/** A request as AWS would understand it: what is asked of which service, and with which values. */
export interface WireCall {
  /** As policies call it: `ec2:DescribeVpcs`. */
  readonly action: string;
  readonly region: string;
  readonly accessKey: string;
  readonly form: URLSearchParams;
  readonly json: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly body: Buffer;
}

/** Services that name what they do by method and path. */
const REST: readonly (readonly [string, RegExp, string])[] = [
  ['GET', /^\/2015-03-31\/functions/, 'ListFunctions'],
  ['GET', /^\/2015-02-01\/file-systems/, 'DescribeFileSystems'],
  ['GET', /^\/2015-02-01\/mount-targets/, 'DescribeMountTargets'],
  ['GET', /^\/clusters\/?(\?|$)/, 'ListClusters'],
  ['GET', /^\/clusters\/[^/?]+/, 'DescribeCluster'],
  ['GET', /^\/2021-01-01\/domain/, 'ListDomainNames'],
  ['POST', /^\/2021-01-01\/opensearch\/domain-info/, 'DescribeDomains'],
  ['GET', /^\/core-networks/, 'ListCoreNetworks'],
  ['GET', /^\/attachments/, 'ListAttachments'],
  ['GET', /^\/resourcegateways/, 'ListResourceGateways'],
  ['GET', /^\/resourceconfigurations\/?(\?|$)/, 'ListResourceConfigurations'],
  ['GET', /^\/resourceconfigurations\/[^/?]+/, 'GetResourceConfiguration'],
  ['GET', /^\/vpc-attachments\//, 'GetVpcAttachment'],
];

export async function readCall(request: IncomingMessage): Promise<WireCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { headers, method, url: path = '' } = request;
  const [accessKey = '', , region = '', service = ''] =
    /Credential=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split('/') ?? [];
  const isForm = String(headers['content-type']).includes('form-urlencoded');
  const form = new URLSearchParams(isForm ? body.toString() : '');
  const json = isForm || body.length === 0 ? {} : (JSON.parse(body.toString()) as WireCall['json']);
  const target = String(headers['x-amz-target'] ?? '').split('.')[1];
  const rest = REST.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2];
  const operation = form.get('Action') ?? target ?? rest ?? `${method} ${path}`;
  return { action: `${service}:${operation}`, region, accessKey, form, json, path, body };
}
