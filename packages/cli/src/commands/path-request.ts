import { QuestionError, type QuestionText } from '@hopwise/core';
import { neitherWith, oneOf } from '../bad-option.ts';
import { checkFields, type Json, objectIn, portIn, textIn } from './cli-input.ts';

/** What the header must be like where the packet arrives, after all translation. */
export interface ArrivalFilter {
  readonly sourceAddress?: string;
  readonly destinationAddress?: string;
  readonly sourcePorts?: PortSpan;
  readonly destinationPorts?: PortSpan;
}
interface PortSpan {
  readonly from: number;
  readonly to: number;
}

export interface PathRequest {
  /** As narrow as the request; then without what it asks of the arriving packet, which may have been another one. */
  readonly asked: readonly [QuestionText, QuestionText];
  readonly arrival: ArrivalFilter;
}

const FIELDS = [
  'Source',
  'Destination',
  'SourceIp',
  'DestinationIp',
  'Protocol',
  'DestinationPort',
  'FilterAtSource',
  'FilterAtDestination',
];
/** They ask for nothing. */
const BESIDE = ['TagSpecifications', 'DryRun', 'ClientToken'];
const FILTER_FIELDS = ['SourceAddress', 'SourcePortRange', 'DestinationAddress', 'DestinationPortRange'];

/** The request of `create-network-insights-path`, as a question. */
export function parsePathRequest(request: Json): PathRequest {
  checkFields(request, [...FIELDS, ...BESIDE]);
  const [source, destination] = [textIn(request, 'Source'), textIn(request, 'Destination')];
  const protocol = textIn(request, 'Protocol')?.toLowerCase();
  if (!source) throw new QuestionError('NO_ENDS', 'The request names no Source', 'Name a resource by its id or ARN.');
  if (!protocol) throw new QuestionError('BAD_OPTION', 'The request names no Protocol', 'Use tcp or udp.');
  const leaving = filterIn(request, 'FilterAtSource', { sourceAddress: 'SourceIp', port: 'DestinationPort' });
  const arrival = filterIn(request, 'FilterAtDestination', { destinationAddress: 'DestinationIp' });
  const address = leaving.destinationAddress ?? (destination ? undefined : arrival.destinationAddress);
  if (!destination && !address) {
    throw new QuestionError('NO_ENDS', 'The request has no destination', 'Name a Destination, or its address.');
  }
  const traffic = { protocol: oneOf('Protocol', protocol, ['tcp', 'udp']) };
  const question = (header: ArrivalFilter): QuestionText => ({
    ...traffic,
    from: at(source, header.sourceAddress),
    to: at(destination, header.destinationAddress ?? address),
    ...(header.destinationPorts ? { port: spanText(header.destinationPorts) } : {}),
    ...(header.sourcePorts ? { sourcePort: spanText(header.sourcePorts) } : {}),
  });
  return { asked: [question({ ...arrival, ...leaving }), question(leaving)], arrival };
}

/** A resource at one of its addresses; where none is named, whoever has the address. */
function at(resource: string | undefined, address: string | undefined): string {
  return [resource, address].filter(Boolean).join('&');
}

/** `beside`: the older fields of the request that say the same; they do not go with the filter. */
function filterIn(
  request: Json,
  name: string,
  beside: { readonly sourceAddress?: string; readonly destinationAddress?: string; readonly port?: string },
): ArrivalFilter {
  const filter = objectIn(request, name) ?? {};
  checkFields(filter, FILTER_FIELDS, `${name}.`);
  const older = Object.fromEntries(Object.values(beside).map((field) => [field, request[field] ?? undefined]));
  if (Object.keys(filter).length > 0) neitherWith(name, older, 'Say it in the filter alone.');
  const port = beside.port === undefined ? undefined : portIn(request, beside.port);
  const sourceAddress =
    textIn(filter, 'SourceAddress') ?? (beside.sourceAddress && textIn(request, beside.sourceAddress));
  const destinationAddress =
    textIn(filter, 'DestinationAddress') ?? (beside.destinationAddress && textIn(request, beside.destinationAddress));
  const sourcePorts = spanIn(filter, 'SourcePortRange');
  const destinationPorts = port === undefined ? spanIn(filter, 'DestinationPortRange') : { from: port, to: port };
  return {
    ...(sourceAddress ? { sourceAddress } : {}),
    ...(destinationAddress ? { destinationAddress } : {}),
    ...(sourcePorts ? { sourcePorts } : {}),
    ...(destinationPorts ? { destinationPorts } : {}),
  };
}

function spanIn(filter: Json, name: string): PortSpan | undefined {
  const range = objectIn(filter, name);
  if (!range) return undefined;
  checkFields(range, ['FromPort', 'ToPort'], `${name}.`);
  const [from, to] = [portIn(range, 'FromPort', `${name}.`), portIn(range, 'ToPort', `${name}.`)];
  if (from === undefined && to === undefined) return undefined;
  return { from: from ?? 0, to: to ?? 65_535 };
}

function spanText({ from, to }: PortSpan): string {
  return from === to ? String(from) : `${from}-${to}`;
}
