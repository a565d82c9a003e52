import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RouteAnalysis } from '@aws-sdk/client-networkmanager';
import { afterAll, describe, expect, test } from 'vitest';
import { hopwise } from './command-line.ts';

const HUB = ['--input', 'examples/hub-and-spoke/input'];
const SHOP = 'tgw-attach-0143b01cc24a84cb6';
const ORDERS = 'tgw-attach-0db3477e4a37a5e70';
const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
afterAll(() => rmSync(folder, { recursive: true }));

const arn = (id: string) => `arn:aws:ec2:eu-west-1:111122223333:transit-gateway-attachment/${id}`;
const REQUEST = {
  GlobalNetworkId: 'global-network-0aa11bb22cc33dd44',
  Source: { TransitGatewayAttachmentArn: arn(SHOP), IpAddress: '10.1.0.10' },
  Destination: { TransitGatewayAttachmentArn: arn(ORDERS), IpAddress: '10.2.0.10' },
  IncludeReturnPath: true,
  UseMiddleboxes: true,
};
async function analysed(request: object, ...words: readonly string[]): Promise<RouteAnalysis> {
  const { stdout } = await hopwise([
    ...['routes', '--cli-input-json', JSON.stringify(request), '--format', 'aws-json'],
    ...words,
    ...HUB,
  ]);
  return JSON.parse(stdout).RouteAnalysis;
}

test.each([
  ['connected', ['--from', SHOP, '--to', `${ORDERS}/10.2.0.10`, '--use-middleboxes'], 0],
  ['not connected', ['--from', SHOP, '--to', `${ORDERS}/10.2.0.10`], 1],
  ['to nobody', ['--from', SHOP, '--to', '10.2.0.10'], 3],
  ['not connected, as expected', ['--from', SHOP, '--to', `${ORDERS}/10.2.0.10`, '--expect', 'blocked'], 0],
  [
    'not connected, which was not expected',
    ['--from', SHOP, '--to', `${ORDERS}/10.2.0.10`, '--expect', 'delivered'],
    1,
  ],
  ['not known to be as expected', ['--from', SHOP, '--to', '10.2.0.10', '--expect', 'reachable'], 3],
  ['expected to be what is no verdict', ['--from', SHOP, '--to', '10.2.0.10', '--expect', 'maybe'], 2],
  ['without an end', ['--from', SHOP], 2],
  ['between names that nothing has', ['--from', 'shup', '--to', 'orders/10.2.0.10'], 2],
  ['back to no address', ['--from', SHOP, '--to', 'orders/10.2.0.10', '--include-return-path'], 2],
  ['in a format that is none', ['--from', SHOP, '--to', 'orders/10.2.0.10', '--format', 'ndjson'], 2],
  ['of a request and ends', ['--from', SHOP, '--cli-input-json', '{}'], 2],
  ['of a request that names too much', ['--cli-input-json', '{"Sauce":{}}'], 2],
  ['of no JSON', ['--cli-input-json', '{'], 2],
  ['of no file', ['--cli-input-json', 'file://nowhere.json'], 2],
])('an answer %s', async (_name, words, code) => {
  const { exit, stderr } = await hopwise(['routes', ...words, ...HUB]);
  expect(exit, stderr).toBe(code);
});

test.each([
  [{}, 'Source.TransitGatewayAttachmentArn'],
  [{ Source: { IpAddress: '10.1.0.10' } }, 'Source.TransitGatewayAttachmentArn'],
  [{ Source: REQUEST.Source, Destination: {} }, 'Destination.IpAddress'],
])('what the request %j lacks is told by its field', async (request, field) => {
  const { exit, stderr } = await hopwise(['routes', '--cli-input-json', JSON.stringify(request), ...HUB]);
  expect(exit).toBe(2);
  expect(stderr.replace(/\s+/g, ' ')).toContain(`names no ${field}`);
});

test('a request is read from text, a file, and standard input alike', async () => {
  const file = join(folder, 'request.json');
  writeFileSync(file, JSON.stringify(REQUEST));
  const ask = (value: string, stdin = '') =>
    hopwise(['routes', '--cli-input-json', value, '--format', 'json', ...HUB], { stdin });
  const { stdout, exit } = await ask(JSON.stringify(REQUEST));
  expect(exit).toBe(0);
  for (const value of [file, `file://${file}`]) expect((await ask(value)).stdout).toBe(stdout);
  expect((await ask('-', JSON.stringify(REQUEST))).stdout).toBe(stdout);
});

describe('--format aws-json', () => {
  test('echoes the request and counts down to the destination', async () => {
    const analysis = await analysed(REQUEST);
    expect(analysis).toMatchObject({
      GlobalNetworkId: REQUEST.GlobalNetworkId,
      Status: 'COMPLETED',
      Source: REQUEST.Source,
      Destination: REQUEST.Destination,
      IncludeReturnPath: true,
      UseMiddleboxes: true,
      ForwardPath: { CompletionStatus: { ResultCode: 'CONNECTED' } },
      ReturnPath: { CompletionStatus: { ResultCode: 'CONNECTED' } },
    });
    const path = analysis.ForwardPath?.Path ?? [];
    expect(path.map(({ Sequence }) => Sequence)).toEqual([4, 3, 2, 1, 0]);
    expect(path.at(-1)?.Resource?.ResourceArn).toBe(arn(ORDERS));
    expect(path.map(({ Resource }) => Resource?.IsMiddlebox)).toEqual([false, false, true, false, false]);
    expect(JSON.parse(path[0]?.Resource?.Definition ?? '')).toMatchObject({
      TransitGatewayAttachmentId: SHOP,
      State: 'available',
      Tags: [{ Key: 'Name', Value: 'shop' }],
    });
    expect(analysis.RouteAnalysisId).toBe((await analysed(REQUEST)).RouteAnalysisId);
  });
  test('has AWS’s reason, and a context', async () => {
    const { ForwardPath, ReturnPath } = await analysed({ ...REQUEST, UseMiddleboxes: false });
    expect(ForwardPath?.CompletionStatus).toMatchObject({
      ResultCode: 'NOT_CONNECTED',
      ReasonCode: 'TRANSIT_GATEWAY_ATTACHMENT_ATTACH_ARN_NO_MATCH',
      ReasonContext: { Resource: 'tgw-attach-0d1ef6ee4b3bad3a2' },
    });
    expect(ReturnPath).toBeUndefined();
  });
  test('of what is not known says so, without a reason that AWS does not have', async () => {
    const { stdout, exit } = await hopwise([
      ...['routes', '--from', SHOP, '--to', `${ORDERS}/10.2.0.10`, '--format', 'aws-json', '--quiet'],
      ...['--input', 'examples/hub-and-spoke/input/transit-gateway-attachments.json'],
    ]);
    expect(exit).toBe(3);
    const { CompletionStatus } = JSON.parse(stdout).RouteAnalysis.ForwardPath;
    expect(CompletionStatus).toEqual({
      ResultCode: 'NOT_CONNECTED',
      ReasonContext: expect.objectContaining({ Verdict: 'unknown', Code: 'TGW_RTB_ROUTES_ARE_UNKNOWN' }),
    });
  });
});

describe('the same packet with all that VPCs do', () => {
  const ask = async (...words: readonly string[]) =>
    (await hopwise(['routes', '--to', `${ORDERS}/10.2.0.10`, '--use-middleboxes', ...words, ...HUB])).stdout;
  test('is told beside the tables', async () => {
    expect(await ask('--from', `${SHOP}/10.1.0.10`)).toContain('reachable on tcp/443');
  });
  test('needs the address of a sender', async () => {
    expect(await ask('--from', SHOP)).toContain("With the sender's address");
    expect(await ask('--from', `${SHOP}/10.1.0.99`)).toContain('has this address, 10.1.0.99');
  });
  test('fits the terminal', async () => {
    for (const line of (await ask('--from', `${SHOP}/10.1.0.10`)).split('\n'))
      expect(line.length).toBeLessThanOrEqual(80);
  });
});
