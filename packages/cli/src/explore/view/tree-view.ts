import type { State } from '../state/state.ts';
import { depthOf, hasChildren, type TreeState } from '../state/tree-state.ts';
import { type Line, span } from './line.ts';
import { NOTHING, type View } from './view.ts';

export function treeView({ tree }: State, columns: number): View {
  if (!tree) return { title: 'Network', list: NOTHING };
  const { rows, cursor, filter, isTyping } = tree;
  const head: readonly Line[] =
    isTyping || filter !== '' ? [[span('/ ', 'accent'), span(filter), span(isTyping ? '▏' : '', 'accent')]] : [];
  const none = rows.length === 0 ? [[span('Nothing has these words.', 'faint')]] : [];
  return {
    title: 'Network',
    head: [...head, ...none],
    list: {
      count: rows.length,
      cursor,
      line: (at) => nodeLine(tree, rows[at] as number, columns < ROOMY ? ' ' : '  '),
    },
  };
}

/** Narrower trees step in by one column. */
const ROOMY = 44;

function nodeLine(tree: TreeState, at: number, step: string): Line {
  const { document, expanded, filter } = tree;
  const isOpen = expanded.has(at) || filter.trim() !== '';
  const mark = hasChildren(document, at) ? (isOpen ? '▾ ' : '▸ ') : '  ';
  const count = document.counts[at] as number;
  const isFolder = document.titles[at] === '';
  return [
    span(`${step.repeat(depthOf(document, at))}${mark}`),
    span(isFolder ? '' : `${shortTitle(document.titles[at] ?? '')} `, 'faint'),
    span(document.labels[at] ?? '', isFolder ? undefined : 'strong'),
    span(count > 0 ? ` (${count.toLocaleString('en')})` : ''),
    span(`  ${document.hints[at] ?? ''}`, 'faint'),
  ];
}

/** As ids begin, where the whole word would leave no room for the name. */
const SHORT: Readonly<Record<string, string>> = {
  'network interface': 'eni',
  'security group': 'sg',
  'route table': 'rtb',
  'network ACL': 'acl',
  'internet gateway': 'igw',
  'NAT gateway': 'nat',
  'VPC endpoint': 'vpce',
  'load balancer': 'lb',
  instance: 'i',
  'transit gateway': 'tgw',
  'transit gateway attachment': 'tgw-attach',
  'transit gateway route table': 'tgw-rtb',
  'VPC peering connection': 'pcx',
  'VPN connection': 'vpn',
  'VPN gateway': 'vgw',
  'virtual private gateway': 'vgw',
  'customer gateway': 'cgw',
  'virtual interface': 'dxvif',
  'Elastic IP address': 'eip',
  'prefix list': 'pl',
  'target group': 'tg',
};

function shortTitle(title: string): string {
  return SHORT[title] ?? title;
}
