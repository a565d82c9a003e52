import type { Snapshot } from '@hopwise/core';
import { codesOf, imported } from '../../cloudformation/templates.fixture.ts';
import { writeSnapshot } from '../../snapshot-file/write-snapshot.ts';
import { asAnswered } from './as-answered.fixture.ts';
import { ESTATE } from './estate.fixture.ts';
import { ACCOUNT, REGION, type Samples } from './sample.fixture.ts';

const STACK = `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/net/1`;

function templateOf(samples: Samples): object {
  const written = Object.entries(samples).map(([name, [Type, , Properties]]) => [name, { Type, Properties }]);
  return { Resources: Object.fromEntries(written) };
}

/** `describe-stack-resources`. */
function deployedOf(samples: Samples): object {
  const rows = Object.entries(samples).map(([LogicalResourceId, [ResourceType, PhysicalResourceId]]) => ({
    ...{ StackName: 'net', StackId: STACK, LogicalResourceId, PhysicalResourceId, ResourceType },
    ResourceStatus: 'CREATE_COMPLETE',
  }));
  return { StackResources: rows };
}

/** What AWS answers while the stack is as it is written. */
export async function answersOf(samples: Samples): Promise<string> {
  const { snapshot } = await imported({ 'net.json': templateOf(samples), 'deployed.json': deployedOf(samples) });
  return asAnswered(writeSnapshot(snapshot));
}

export interface Laid {
  readonly records: Snapshot['records'];
  readonly codes: readonly string[];
  readonly messages: readonly string[];
}

/** The answers alone, or with a template over them, for the same stack. */
export async function laidOver(answers: string, samples?: Samples, there: Samples = ESTATE): Promise<Laid> {
  const template = samples && { 'net.json': templateOf(samples), 'deployed.json': deployedOf(there) };
  const found = await imported({ 'live.json': answers, ...template });
  return {
    records: found.snapshot.records,
    codes: codesOf(found),
    messages: found.diagnostics.map(({ message }) => message),
  };
}
