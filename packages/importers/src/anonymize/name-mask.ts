/** Gives names others; the same name gets the same one wherever it stands. */
export interface NameMask {
  /** A whole name. */
  name(text: string): string;
  /** What people wrote. */
  words(text: string): string;
  account(text: string): string;
  /** Names in an ARN; ids and the words of AWS stay. */
  arn(text: string): string;
  /** Names in the labels of a host name. */
  host(text: string): string;
  /** The description that AWS gives the interfaces it makes, which says for what. */
  interfaceDescription(text: string): string;
}

const ID = /^(?:[a-z]+-)*[a-z]+-(?:[0-9a-f]{17}|[0-9a-f]{8})$|^[0-9a-f]{8,}(?:-[0-9a-f]{4,})*$|^\d*$|^\*$/;
/** Between the type and the name in ARNs of load balancers; and names that mean something to AWS. */
const WORDS: ReadonlySet<string> = new Set(['app', 'net', 'gwy', 'root', 'default', 'aws-managed', 'ANY']);
/** Services whose resources have no names in ARNs. */
const IDS_ALONE: ReadonlySet<string> = new Set([
  'ec2',
  'directconnect',
  'networkmanager',
  'elasticfilesystem',
  'vpc-lattice',
]);
/** Labels of host names that AWS gives. */
const LABELS =
  /^(?:amazonaws|com|cn|aws|amazon|internal|compute(?:-\d)?|ec2|elb|rds|cache|es|eks|vpce|on|api|[a-z]{2}(?:-[a-z]+)+-\d[a-z]?|use1|euw1|\*)$/;

export function nameMask(hash: (text: string) => string): NameMask {
  const name = (text: string) =>
    text === '' || ID.test(text) || WORDS.has(text) || /^(?:com\.amazonaws|aws\.|amazon-elb)/.test(text)
      ? account(text)
      : `name-${hash(`name ${text}`)}`;
  const part = (text: string) => (ID.test(text) || WORDS.has(text) ? account(text) : name(text));
  return {
    ...{ name, account },
    words: (text) => (text === '' ? '' : `text-${hash(`words ${text}`)}`),
    arn(text) {
      const [arn, partition, service, region, owner = '', ...rest] = text.split(':');
      if (owner === 'aws-managed' || owner === 'aws') return text;
      if (IDS_ALONE.has(service ?? '')) return account(text);
      const [type = '', ...path] = rest.join(':').split(/([:/])/);
      const resource = [
        path.length === 0 ? part(type) : type,
        ...path.map((one) => (/^[:/]$/.test(one) ? one : part(one))),
      ];
      return [arn, partition, service, region, account(owner), resource.join('')].join(':');
    },
    host: (text) =>
      text
        .split('.')
        .map((label) => (LABELS.test(label) ? label : `name-${hash(`name ${label}`)}`))
        .join('.'),
    interfaceDescription(text) {
      for (const { begins, rest } of MADE_BY_AWS) {
        const found = begins.exec(text);
        if (!found) continue;
        const [begin] = found;
        const after = text.slice(begin.length);
        return (
          begin +
          (rest === 'ids'
            ? account(after)
            : after
                .split(/([/\s])/)
                .map(partOf)
                .join(''))
        );
      }
      return `text-${hash(`words ${text}`)}`;
    },
  };

  function partOf(text: string): string {
    return /^[/\s]?$/.test(text) ? text : part(text);
  }

  function account(text: string): string {
    return text.replace(/(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])/g, (found) => {
      const number = Number.parseInt(hash(`account ${found}`).slice(0, 10), 16) % 1_000_000_000_000;
      return String(number).padStart(12, '0');
    });
  }
}

/** How descriptions of such interfaces begin, and whether names follow, or ids alone. */
const MADE_BY_AWS: readonly { readonly begins: RegExp; readonly rest: 'names' | 'ids' }[] = [
  { begins: /^(?:ELB|ES|ElastiCache|Amazon EKS) /, rest: 'names' },
  { begins: /^AWS Lambda VPC ENI[-: ]+/, rest: 'names' },
  { begins: /^(?:RDS|Redshift)NetworkInterface/, rest: 'ids' },
  { begins: /^EFS mount target for /, rest: 'ids' },
  { begins: /^Interface for NAT Gateway /, rest: 'ids' },
  { begins: /^VPC Endpoint Interface:? /, rest: 'ids' },
  { begins: /^Resource Gateway Interface /, rest: 'ids' },
  { begins: /^Network Interface for Transit Gateway Attachment /, rest: 'ids' },
  { begins: /^Client ?VPN/i, rest: 'ids' },
  { begins: /^EC2 Instance Connect Endpoint/, rest: 'ids' },
];
