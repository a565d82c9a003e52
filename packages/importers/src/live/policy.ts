import { knownCalls } from '../describe/call-index.ts';
import { services } from './services.ts';

export const POLICY_FORMS = ['json', 'terraform', 'cloudformation'] as const;
export type PolicyForm = (typeof POLICY_FORMS)[number];

/** What every collection asks beside the calls of the registry; who asks needs no permission to ask who it is. */
const OWN_ACTIONS = ['ec2:DescribeRegions', 'sts:GetCallerIdentity'];
/** What `--accounts` needs besides, of the account that the collection starts from. */
const ORGANISATION_ACTIONS = ['organizations:ListAccounts', 'sts:AssumeRole'];

/** Every action that a collection may make, sorted: those of the registry and the few it asks besides. */
export function collectActions(): readonly string[] {
  const listed = knownCalls.flatMap(({ call }) => {
    if (call.isAskedByHand) return [];
    const { actions } = services[call.service];
    return [call.operation, ...(call.listed ? [call.listed.operation] : [])].map((name) => `${actions}:${name}`);
  });
  return [...new Set([...listed, ...OWN_ACTIONS])].sort();
}

/** The policy as IAM takes it, or as a piece of configuration; `hasOrganisation` where accounts are read by a role. */
export function collectPolicy(form: PolicyForm, hasOrganisation = false): string {
  const statements = [
    { Sid: 'HopwiseCollect', Effect: 'Allow', Action: collectActions(), Resource: '*' },
    ...(hasOrganisation
      ? [{ Sid: 'HopwiseAccounts', Effect: 'Allow', Action: ORGANISATION_ACTIONS, Resource: '*' }]
      : []),
  ];
  return { json: asJson, terraform: asTerraform, cloudformation: asCloudFormation }[form](statements);
}

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: string;
}

function asJson(statements: readonly Statement[]): string {
  return `${JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2)}\n`;
}

function asTerraform(statements: readonly Statement[]): string {
  const blocks = statements.flatMap(({ Sid, Action, Resource }) => [
    '  statement {',
    `    sid       = "${Sid}"`,
    `    resources = ["${Resource}"]`,
    '    actions = [',
    ...Action.map((action) => `      "${action}",`),
    '    ]',
    '  }',
  ]);
  return [
    'data "aws_iam_policy_document" "hopwise_collect" {',
    ...blocks,
    '}',
    '',
    'resource "aws_iam_policy" "hopwise_collect" {',
    '  name        = "hopwise-collect"',
    '  description = "Read-only calls of hopwise collect"',
    '  policy      = data.aws_iam_policy_document.hopwise_collect.json',
    '}',
    '',
  ].join('\n');
}

function asCloudFormation(statements: readonly Statement[]): string {
  const lines = statements.flatMap(({ Sid, Effect, Action, Resource }) => [
    `          - Sid: ${Sid}`,
    `            Effect: ${Effect}`,
    `            Resource: '${Resource}'`,
    '            Action:',
    ...Action.map((action) => `              - ${action}`),
  ]);
  return [
    'Resources:',
    '  HopwiseCollect:',
    '    Type: AWS::IAM::ManagedPolicy',
    '    Properties:',
    '      Description: Read-only calls of hopwise collect',
    '      PolicyDocument:',
    "        Version: '2012-10-17'",
    '        Statement:',
    ...lines,
    '',
  ].join('\n');
}
