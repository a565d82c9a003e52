import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPath, type Network, parseQuestion } from '@hopwise/core';
import { ImportError, importSnapshot } from '@hopwise/importers';
import { describe, expect, test } from 'vitest';
import { FACTS, factsOf } from './acme-facts.ts';
import { networkOf } from './three-tier-forms.ts';
import { withProbe } from './with-probe.ts';

const shared = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const isThere = existsSync(shared);
if (!isThere) console.warn('skipped: there is no ../shared with networks whose makers say what they do');

const acme = `${shared}generated/terraform/acme/`;
const verdict = (network: Network, from: string, to: string) =>
  findPath(network, parseQuestion(network, { from, to })).verdict;

describe.skipIf(!isThere)('what makers of networks say of them', () => {
  test.each([
    ['answers of the API', `${acme}describe`],
    ['Batfish’s layout', `${shared}generated/batfish-layout/acme`],
    ['CloudMapper’s layout', `${shared}generated/cloudmapper-layout/acme`],
    ['AWS Config', `${shared}generated/aws-config`],
    ['a state', `${acme}state.json`],
    ['a raw state', `${acme}terraform.tfstate`],
    ['a plan', `${acme}plan.json`],
    ['a plan over answers', `${acme}describe`, `${acme}plan-update.json`],
  ])('acme by %s is so, or not known', async (form, ...files) => {
    const network = await networkOf(...files);
    const named = (name: string) => name.replace('app-alb', 'aws_lb.web');
    const facts = FACTS.filter(([from, to]) => isSaid(form, from, to));
    const found = factsOf(network, facts, named);
    const wrong = found.filter(([, , one], i) => one !== 'unknown' && one !== facts[i]?.[2]);
    expect(wrong).toEqual([]);
    const known = found.filter(([, , one]) => one !== 'unknown').length;
    expect(known).toBeGreaterThanOrEqual(form === 'a plan' || form === 'AWS Config' ? 11 : facts.length - 3);
  });

  /**
   * An update puts another rule in the place of the bastion's, and another bastion. The emulator that gave the answers gives
   * its balancer no public address.
   */
  function isSaid(form: string, from: string, to: string): boolean {
    if (to.startsWith('app-alb')) return form === 'a state' || form === 'a raw state' || form === 'a plan';
    return form !== 'a plan over answers' || !(from.includes('bastion') || to.includes('bastion'));
  }

  test('an isolated VPC sends what is not its own to a transit gateway whose routes a custom resource makes', async () => {
    const network = await withProbe(
      `${shared}generated/cdk/sample-vpn-onprem`,
      'sample-vpn-onprem-workloadisolated-vpc-workload',
      'workloadisolatedvpcworkloadBED323CF',
      'workloadisolatedvpcworkloadworkloadSubnet1Subnet4CD83924',
    );
    for (const to of ['10.12.0.5:443', '192.168.0.5:443', '8.8.8.8:443'])
      expect(verdict(network, 'Probe', to)).toBe('unknown');
    const attached = network.snapshot.records.transitGatewayVpcAttachment.map(({ vpcId }) => vpcId);
    expect(attached).toHaveLength(1);
    expect(attached[0]).toContain('workloadisolated');
  });

  test('a public VPC that simulates a site reaches the internet, and no VPC behind the transit gateway', async () => {
    const network = await withProbe(
      `${shared}generated/cdk/sample-vpn-onprem`,
      'sample-vpn-onprem-onpremsimulator-vpc-workload',
      'onpremsimulatorvpcpublicworkload0B9AED8F',
      'onpremsimulatorvpcpublicworkloadpublicSubnet1Subnet817A4834',
    );
    const routes = network.snapshot.records.routeTable.filter(({ vpcId }) => vpcId?.includes('onpremsimulator'));
    expect(routes.flatMap((one) => one.routes).some((one) => one?.transitGatewayId)).toBe(false);
    expect(verdict(network, 'Probe', '10.11.0.5:443')).not.toBe('reachable');
  });

  test.each([
    'found/aws-config',
    'found/flow-logs',
    'docs',
    'generated/aws-config',
    'generated/terraform/acme/cli-shapes',
  ])('%s is read, or refused in words', async (folder) => {
    const { diagnostics } = await importSnapshot([`${shared}${folder}`]).catch((error: unknown) => {
      expect(error).toBeInstanceOf(ImportError);
      return { diagnostics: [] };
    });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  const cfn = `${shared}found/cfn/`;

  test('a spoke goes to the internet through the proxies of the egress VPC alone, which decide', async () => {
    const network = await networkOf(`${cfn}tgw-egress-vpc-demo`);
    const { verdict: found, parts } = findPath(
      network,
      parseQuestion(network, { from: 'SpokeTestInstance', to: 'internet', protocol: 'tcp', port: 443 }),
    );
    expect(found).toBe('unknown');
    expect(parts.map(({ verdict: one }) => one)).not.toContain('reachable');
    expect(verdict(network, 'internet', 'SpokeTestInstance:443')).toBe('blocked');
  });

  test('layers of stacks: a private server leaves by the NAT gateway, and nobody comes in', async () => {
    const layers = ['vpc-2azs', 'vpc-nat-gateway', 'al2-mutable-private'].map((name) => `${cfn}widdix/${name}.yaml`);
    const network = await networkOf(...layers);
    expect(verdict(network, 'VirtualMachine', 'internet:443')).toBe('reachable');
    expect(verdict(network, 'internet', 'VirtualMachine:22')).toBe('blocked');
  });

  test('a VPC without an internet gateway reaches the endpoints that it has, and not the internet', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
    const stack = 'cfn-endpoint-waitcondition-no-igw';
    const server = { SubnetId: `${stack}.PrivateSubnet1` };
    writeFileSync(
      join(folder, 'probe.json'),
      JSON.stringify({ Resources: { Probe: { Type: 'AWS::EC2::Instance', Properties: server } } }),
    );
    const network = await networkOf(`${cfn}aws-cloudformation-templates/misc/${stack}.yaml`, folder);
    const { snapshot } = network;
    expect(snapshot.records.internetGateway).toEqual([]);
    expect(verdict(network, 'Probe', '198.51.100.7:443')).not.toBe('reachable');
    expect(snapshot.records.vpcEndpoint.map(({ vpcEndpointType }) => vpcEndpointType).sort()).toEqual([
      'Gateway',
      'Interface',
    ]);
  });

  test('what a balancer of network addresses says of its nodes is kept', async () => {
    const { snapshot } = await importSnapshot([
      `${cfn}aws-cloudformation-templates/misc/NetworkLoadBalancerWithEIPs.yaml`,
    ]);
    expect(snapshot.records.loadBalancer.map(({ type, scheme }) => [type, scheme])).toEqual([
      ['network', 'internet-facing'],
    ]);
    expect(snapshot.records.address.length).toBeGreaterThan(0);
  });
});
