import { expect, it } from 'vitest';
import { isInert } from './shell-text.ts';

it.each([
  'aws ec2 describe-subnets --region eu-west-1 --output json > ec2-describe-subnets.json',
  'aws ec2 get-x --id <transit-gateway-route-table-id> --region eu-west-1 --output json > ec2-get-x/<id>.json',
  "aws directconnect describe-virtual-interfaces --query '{virtualInterfaces: virtualInterfaces[].{asn: asn}}'",
  `jq '.RuleGroup | .RulesSource.StatefulRules += [{"Action":"PASS"}]' rule-group.json > rules.json`,
  'aws network-firewall update-rule-group --rule-group file://rules.json --update-token "$(jq -r .UpdateToken rule-group.json)"',
  "aws ec2 describe-subnets --subnet-ids x'; rm -rf /; '",
])('%s is one call', (command) => {
  expect(isInert(command)).toBe(true);
});

it.each([
  'aws ec2 describe-subnets --subnet-ids $(id)',
  'aws ec2 describe-subnets --subnet-ids `id`',
  `aws ec2 describe-subnets --subnet-ids "a'$(id)'b"`,
  'aws ec2 describe-subnets --subnet-ids a > .bashrc',
  'aws ec2 describe-subnets --subnet-ids a>b.json',
  'aws ec2 describe-subnets --subnet-ids a;id',
  'aws ec2 describe-subnets --subnet-ids a|id',
  'aws ec2 describe-subnets --subnet-ids a&id',
  'aws ec2 describe-subnets --subnet-ids a\nid',
  "aws ec2 x --query 'a\nid'",
  "jq '.a += [\"x'$(id)'\"]' a.json",
  `aws x --arn '"$(jq -r .UpdateToken a.json)"$(id)`,
])('%s is more than that', (command) => {
  expect(isInert(command)).toBe(false);
});
