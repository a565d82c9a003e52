import { startAssembly } from '../describe/assembly.ts';
import { diagnosticLog } from '../diagnostic-log.ts';
import { NOTHING } from './found.ts';
import { mapResources } from './map-resources.ts';
import type { Resource } from './resource.ts';
import { resourceIndex } from './resource-index.ts';

/** The attributes of a type, as the provider's schema lists them; blocks within blocks are named `outer_inner`. */
export interface Attributes {
  readonly args: readonly string[];
  readonly computed: readonly string[];
  readonly blocks: Readonly<Record<string, readonly string[]>>;
}

/** Every attribute of a type: `name`, or `block.name` for one of a block. */
export function attributesOf({ args, computed, blocks }: Attributes): readonly string[] {
  const inBlocks = Object.entries(blocks).flatMap(([block, names]) => [
    ...(args.includes(block) || computed.includes(block) ? [] : [block]),
    ...names.filter((name) => !(`${block}_${name}` in blocks)).map((name) => `${block}.${name}`),
  ]);
  return [...new Set([...args, ...computed, ...inBlocks])];
}

/** What a value of an attribute is taken to be: a reader asks texts of some, lists of others, and others where there is none. */
type Guess = (name: string, at: number, block: string) => unknown;

/** Lists of names, by the names of attributes that are such. */
const LISTS = /(?:_ids|_arns|subnets|groups|_identifier|instances|balancers|prefixes|addresses|_blocks?s)$/;
/** Everything is called alike, so that whatever names another finds one. */
const NAME = 'one';
const named = (name: string) => (LISTS.test(name) ? [NAME] : NAME);
const worded = (words: Readonly<Record<string, unknown>>): Guess => {
  const number = /(?:^|_)(?:port|number|count|priority|rule_no)$|_(?:type|code)$/;
  return (name) => words[name] ?? (number.test(name) ? 8 : named(name));
};
/** Words that a reader tells one thing from another by. */
const WORDS = {
  cidr_block: '10.0.0.0/16',
  rule_action: 'allow',
  action: 'allow',
  egress: 'true',
  rule_type: 'forward',
};
/** A few at a time, beside links without which a thing is not found at all. */
const thin = (of: number, links: RegExp): readonly Guess[] =>
  Array.from({ length: of }, (_, i) => (name, at) => (at % of === i || links.test(name) ? named(name) : undefined));

const WHOLE: readonly Guess[] = [
  named,
  worded({ ...WORDS, protocol: 'tcp', ip_protocol: 'tcp', type: 'elb', vpc_endpoint_type: 'Interface' }),
  worded({ ...WORDS, protocol: 'icmp', ip_protocol: 'icmp', vpc_endpoint_type: 'Gateway', type: 'forward' }),
  (name) => (name.endsWith('s') ? [NAME] : undefined),
  (name, _, block) => ((name === 'subnet_id' || name === 'rules') && block === '' ? undefined : named(name)),
];
const THIN: readonly Guess[] = [
  ...thin(12, /^(?:id|vpc_id|subnet_id|subnet_ids|route_table_id|transit_gateway_id|load_balancer_type)$/),
  ...thin(17, /^(?:vpc_id|route_table_id)$/),
];

/** Types in whose place another is taken where both are there: they are left out, one lot after the other. */
const SECOND: readonly RegExp[] = [
  /^$/,
  /_default_|_peering_(?:attachment|connection)$|_configuration$|_vpn_connection$|_connect$|dx_gateway_association$|networkfirewall_firewall$|managed_prefix_list$/,
  /_connect$|_vpn_connection$|dx_gateway_association$|networkfirewall_firewall$|gateway_vpc_attachment$|_eip$/,
];

/** All blocks, none, and all without those by which an instance is given interfaces. */
const BLOCKS: readonly ((name: string) => boolean)[] = [
  () => true,
  () => false,
  (name) => !name.endsWith('network_interface'),
];

/** The attributes that families ask of one resource of each type, whatever the values are. */
export function attributesRead(
  types: Readonly<Record<string, Attributes>>,
  whole: readonly Guess[] = WHOLE,
  some: readonly Guess[] = THIN,
): ReadonlyMap<string, ReadonlySet<string>> {
  const asked = new Map(Object.keys(types).map((type) => [type, new Set<string>()]));
  const all = Object.entries(types);
  const runs = [
    ...whole.flatMap((guess) => BLOCKS.map((hasBlock) => [guess, hasBlock] as const)),
    ...some.map((guess) => [guess, () => true] as const),
  ];
  for (const left of SECOND) {
    for (const [guess, hasBlock] of runs) {
      mapAll(
        all.flatMap(([type, attributes]) => {
          const note = (name: string) => void asked.get(type)?.add(name);
          return left.test(type) ? [] : [resource(type, watched(attributes, '', guess, hasBlock, note))];
        }),
      );
    }
  }
  return asked;
}

/** Values that tell which of them are asked for. */
function watched(
  attributes: Attributes,
  block: string,
  guess: Guess,
  hasBlock: (name: string) => boolean,
  note: (name: string) => void,
): Record<string, unknown> {
  const within = Object.keys(attributes.blocks);
  const plain = block === '' ? ['id', ...attributes.args, ...attributes.computed] : (attributes.blocks[block] ?? []);
  const inner = within.filter((name) => outerOf(name, within) === block);
  const last = (name: string) => (block === '' ? name : name.slice(block.length + 1));
  const blocks = inner.map((name) => [last(name), name] as const);
  const values: Record<string, unknown> = {};
  plain.forEach((name, at) => {
    const value = guess(name, at, block);
    if (value !== undefined && !blocks.some(([one]) => one === name)) values[name] = value;
  });
  for (const [name, path] of blocks.filter(([one]) => hasBlock(one))) {
    values[name] = [watched(attributes, path, guess, hasBlock, note)];
  }
  return new Proxy(values, {
    get(from, name) {
      if (typeof name === 'string') note(block === '' ? name : `${block}.${name}`);
      // A block in a block is listed by its path.
      if (typeof name === 'string' && block !== '') note(`${block}_${name}`);
      return Reflect.get(from, name);
    },
  });
}

function resource(type: string, values: Record<string, unknown>): Resource {
  const address = `${type}.one`;
  const place = { address, module: '', mode: 'managed', type, name: 'one', key: undefined } as const;
  return { ...place, values, unknown: {}, provider: undefined, isNew: true };
}

/** `rule_group_rules_source` is a block of `rule_group`. */
function outerOf(name: string, all: readonly string[]): string {
  const outer = all.filter((one) => one !== name && name.startsWith(`${one}_`));
  return outer.sort((a, b) => b.length - a.length)[0] ?? '';
}

function mapAll(resources: readonly Resource[]): void {
  const index = resourceIndex(resources);
  const log = diagnosticLog();
  mapResources(startAssembly('planned', log), {
    index,
    configuration: {
      ofResource: () => undefined,
      callOf: () => undefined,
      outputOf: () => undefined,
      variable: () => undefined,
    },
    references: { find: () => NOTHING },
    notes: { unresolved: () => {}, inferred: () => {}, noAddress: () => {} },
    placeOf: () => ({ account: '111122223333', region: 'eu-west-1' }),
    sourceOf: ({ address }) => ({ file: 'plan.json', pointer: address }),
    aliasesOf: ({ address }) => [address],
  });
}
