export { type Kind, kinds, type RecordOfKind, recordType, recordTypes } from './aws/record-types.ts';
export type { DescribeCall, Recorded } from './aws/resource-type.ts';
export {
  type ApplianceBehaviour,
  type Coverage,
  NO_SETTINGS,
  type Settings,
  SNAPSHOT_VERSION,
  type Snapshot,
} from './aws/snapshot.ts';
export type { Diagnostic } from './model/diagnostic.ts';
export type { Provenance, Source } from './model/source.ts';
