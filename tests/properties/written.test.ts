import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerFlow, compile, type Network, type QuestionText, type Settings } from '@hopwise/core';
import { importSnapshot } from '@hopwise/importers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Raw, raw, snapshotOf } from '../oracle/build.ts';
import { runsOf, verdictOf } from './asking.ts';
import { skeletonOf } from './skeleton.ts';
import { isOfAppliances } from './written-appliances.ts';
import { type Ends, endsOf } from './written-ends.ts';
import { addressOf, planOf, templateOf } from './written-forms.ts';
import { logicalId, type Piece } from './written-piece.ts';
import { piecesOf } from './written-pieces.ts';
import { isOfTemplates, settingsOf, writtenPlans } from './written-plan.ts';
import { PUBLIC_SITE, publicInterfaces } from './written-public.ts';

/** AWS's own prefix list is in no plan and no template: its answers are given beside them. */
const LISTS = {
  account: '111111111111',
  region: 'eu-west-1',
  PrefixLists: [
    { PrefixListId: 'pl-s3', PrefixListName: 'com.amazonaws.eu-west-1.s3', Cidrs: ['52.218.0.0/17'], OwnerId: 'AWS' },
  ],
};

async function imported(name: string, document: object, settings: Partial<Settings>): Promise<Network> {
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
  writeFileSync(join(folder, name), JSON.stringify(document));
  writeFileSync(join(folder, 'prefix-lists.json'), JSON.stringify(LISTS));
  const parameters = new Map([['AWS::Region', 'eu-west-1']]);
  const { snapshot } = await importSnapshot([folder], { parameters });
  rmSync(folder, { recursive: true });
  return compile({ ...snapshot, settings: { ...snapshot.settings, ...settings } });
}

const SERVICES: readonly Partial<QuestionText>[] = [
  { protocol: 'tcp', port: 443 },
  { protocol: 'tcp', port: 8090 },
  { protocol: 'udp', port: 53 },
  { protocol: 'icmp', icmpType: 8, icmpCode: 0 },
];

interface Answers {
  readonly verdicts: readonly string[];
  /** What packets that get there and back go through. */
  readonly through: readonly string[];
}

function ask(network: Network, ends: Ends, named: (id: string) => string): Answers {
  const through: string[] = [];
  const verdicts = ends.map(([from, to], i) => {
    const service = SERVICES[/^vpce-\dpl$/.test(to) ? 0 : i % SERVICES.length];
    const question = {
      from: senderOf(from, named),
      to: /^\d/.test(to) ? to : named(to),
      ...(isByPublic(from, to) ? { addresses: 'public' as const } : {}),
      ...service,
    };
    const answer = answerFlow(network, question as QuestionText);
    const verdict = verdictOf(answer).replace(/^(error \w+).*$/, '$1');
    if ('verdict' in answer && verdict === 'reachable') through.push(...answer.forward);
    return `${from ?? 'internet'} → ${to} ${JSON.stringify(service)}: ${verdict}`;
  });
  return { verdicts, through };
}

function senderOf(from: string | undefined, named: (id: string) => string): string {
  if (from === undefined) return 'internet/203.0.113.250';
  const [id = '', ...more] = from.split('/');
  return id.startsWith('onprem:') ? from : [named(id), ...more].join('/');
}

/** A host that is named is dialled at its public address by who comes over the internet or a public virtual interface. */
function isByPublic(from: string | undefined, to: string): boolean {
  return from === undefined || (from.startsWith(`onprem:${PUBLIC_SITE}/`) && !/^\d/.test(to));
}

/** Endpoints with appliances behind them are told from those of firewalls. */
function passedBy(all: readonly Raw[], through: readonly string[]): readonly string[] {
  const balanced = new Set(all.filter(isOfAppliances).map(({ fields }) => fields.VpcEndpointId));
  return through.map((id) => (balanced.has(id) ? `balanced ${id}` : id));
}

/** Links of all kinds, to VPCs and transit gateways, endpoints of firewalls and of appliances: packets are to have gone through each. */
const MET = [
  ...[/^vpn-/, /^att-vpn-/, /^dxvif-\d/, /^vgw-/, /^vpce-[1-3]fw/, /^vpce-8fw/],
  ...[/^balanced vpce-[1-3]fw/, /^cvpn-endpoint-/, /^dxvif-public/],
];
/** Networks at most: all of that comes up in fewer. */
const LAST = Math.max(60, runsOf(6));

test('a network answers alike from answers of AWS, from a plan and from a template', { timeout: 240_000 }, async () => {
  const seed = Number(process.env.HOPWISE_SEED ?? 20_260_101);
  const met = { plan: new Set<string>(), template: new Set<string>() };
  const lacks = (ids: ReadonlySet<string>) => MET.filter((one) => ![...ids].some((id) => one.test(id))).map(String);
  const missing = () => [...lacks(met.plan), ...lacks(met.template)];
  const drawn = writtenPlans.map((plans) => fc.sample(plans, { numRuns: Math.ceil(LAST / writtenPlans.length), seed }));
  const inTurn = Array.from({ length: LAST }, (_, i) => drawn[i % drawn.length]?.[Math.floor(i / drawn.length)] ?? []);
  for (const [i, plan] of inTurn.flat().entries()) {
    if (i >= runsOf(6) && missing().length === 0) break;
    const skeleton = [...skeletonOf(plan), ...publicInterfaces(plan)];
    const isStated = skeleton.some(({ kind }) => kind === 'vpcBlockPublicAccessOptions');
    const off = raw('vpcBlockPublicAccessOptions', { InternetGatewayBlockMode: 'off' });
    const all = isStated ? skeleton : [...skeleton, off];
    const pieces: readonly Piece[] = piecesOf(all);
    const settings = settingsOf(plan);
    const ends = endsOf(all, settings);
    const live = ask(compile(snapshotOf(all, { settings })), ends, (id) => id);
    const address = (id: string) => addressOf(pieces, id);
    const planned = ask(await imported('plan.json', planOf(pieces), settingsOf(plan, address)), ends, address);
    expect(planned.verdicts).toEqual(live.verdicts);
    const through = passedBy(all, live.through);
    for (const id of through) met.plan.add(id);
    if (!isOfTemplates(plan)) continue;
    const id = (text: string) => `net.${logicalId(text)}`;
    const stack = ask(await imported('net.json', templateOf(pieces), settingsOf(plan, id)), ends, id);
    expect(stack.verdicts).toEqual(live.verdicts);
    for (const one of through) met.template.add(one);
  }
  expect(missing()).toEqual([]);
});
