import { type CollectionTag, Pair, Scalar, type ScalarTag, type Tags, YAMLMap, type YAMLSeq } from 'yaml';

/** Functions that have a short form; `!Ref` and `!Condition` alone have no `Fn::` in the long one. */
const FUNCTIONS = [
  ...['And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'GetAZs', 'GetAtt', 'If', 'ImportValue', 'Join', 'Length'],
  ...['Not', 'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform', 'Contains', 'EachMemberIn'],
  ...['EachMemberEquals', 'ValueOf', 'ValueOfAll', 'RefAll', 'ForEach', 'GetStackOutput'],
];

/** `!Sub x` reads as `{ Fn::Sub: x }`, whatever stands behind the tag. */
export const SHORT_TAGS: Tags = [
  ...FUNCTIONS.map((name) => [`!${name}`, `Fn::${name}`] as const),
  ['!Ref', 'Ref'] as const,
  ['!Condition', 'Condition'] as const,
].flatMap(([tag, name]) => [scalar(tag, name), collection(tag, name, 'seq'), collection(tag, name, 'map')]);

function scalar(tag: string, name: string): ScalarTag {
  return {
    tag,
    resolve: (text: string) => ({ [name]: name === 'Fn::GetAtt' ? splitOnce(text) : text }),
  };
}

function collection(tag: string, name: string, kind: 'seq' | 'map'): CollectionTag {
  return {
    tag,
    collection: kind,
    resolve(node: YAMLMap.Parsed | YAMLSeq.Parsed) {
      const map = new YAMLMap();
      // The node keeps its tag, which would be read again.
      node.tag = undefined as never;
      map.items.push(new Pair(new Scalar(name), node));
      return map;
    },
  };
}

/** `A.Outputs.B` is attribute `Outputs.B` of `A`. */
function splitOnce(text: string): readonly string[] {
  const at = text.indexOf('.');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
