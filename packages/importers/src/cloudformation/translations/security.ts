import { type Arguments, alike, blocks, own, type Properties, some, type Translation, tagsOf } from '../draft.ts';
import type { Value } from '../value.ts';

/** One peer of one rule; a group is named by its id, in the oldest templates by its name. */
function rule(properties: Properties, peer: 'Source' | 'Destination'): Arguments {
  return {
    protocol: own(properties, 'IpProtocol'),
    from_port: own(properties, 'FromPort'),
    to_port: own(properties, 'ToPort'),
    cidr_blocks: some(own(properties, 'CidrIp')),
    ipv6_cidr_blocks: some(own(properties, 'CidrIpv6')),
    prefix_list_ids: some(own(properties, `${peer}PrefixListId`)),
    description: own(properties, 'Description'),
  };
}

function peerGroup(properties: Properties, peer: 'Source' | 'Destination'): Value | undefined {
  return own(properties, `${peer}SecurityGroupId`) ?? own(properties, `${peer}SecurityGroupName`);
}

function inline(list: Value | undefined, peer: 'Source' | 'Destination'): Value | undefined {
  return blocks(list, (one) => ({ ...rule(one, peer), security_groups: some(peerGroup(one, peer)) }));
}

function apart(type: 'ingress' | 'egress', peer: 'Source' | 'Destination'): Translation {
  return ({ properties }) => [
    {
      type: 'aws_security_group_rule',
      with: {
        type,
        security_group_id: own(properties, 'GroupId') ?? own(properties, 'GroupName'),
        ...rule(properties, peer),
        source_security_group_id: peerGroup(properties, peer),
      },
    },
  ];
}

const group: Translation = ({ id, logicalId, properties }) => {
  const egress = own(properties, 'SecurityGroupEgress');
  const isNone = Array.isArray(egress) && egress.length === 0;
  return [
    {
      type: 'aws_security_group',
      with: {
        id,
        name: own(properties, 'GroupName') ?? logicalId,
        description: own(properties, 'GroupDescription'),
        vpc_id: own(properties, 'VpcId'),
        ingress: inline(own(properties, 'SecurityGroupIngress'), 'Source'),
        egress: inline(egress, 'Destination'),
        // Where none is written CloudFormation leaves the rule that AWS gives a new group, unlike Terraform.
        keeps_default_egress: String(egress === undefined || isNone),
      },
      tags: tagsOf(properties),
    },
  ];
};

/** Groups and their rules, inside and apart. */
export const security: Readonly<Record<string, Translation>> = {
  'AWS::EC2::SecurityGroup': group,
  'AWS::EC2::SecurityGroupIngress': apart('ingress', 'Source'),
  'AWS::EC2::SecurityGroupEgress': apart('egress', 'Destination'),
  'AWS::EC2::SecurityGroupVpcAssociation': alike('aws_vpc_security_group_vpc_association', ['VpcId'], {
    security_group_id: 'GroupId',
  }),
};
