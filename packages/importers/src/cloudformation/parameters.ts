import { isObject, under } from '../terraform/json.ts';
import { type Stack, section } from './stack.ts';
import { NO_VALUE, Unknown, type Value } from './value.ts';

/** `AWS::Region` and its like; undefined where the name is no pseudo parameter. */
export function pseudoParameter(stack: Stack, name: string): Value | undefined {
  const { region, account } = stack;
  switch (name) {
    case 'AWS::NoValue':
      return NO_VALUE;
    case 'AWS::Region':
      return region ?? SOME_REGION;
    case 'AWS::AccountId':
      return account ?? new Unknown('!Ref AWS::AccountId');
    case 'AWS::StackName':
      return stack.name;
    case 'AWS::Partition':
      return partitionOf(region);
    case 'AWS::URLSuffix':
      return region?.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    default:
      return name.startsWith('AWS::') ? new Unknown(`!Ref ${name}`) : undefined;
  }
}

/**
 * A Region that nobody tells stands in names of services and zones by its own name: they are alike all over the stack, and
 * what compares it with another is unknown.
 */
export const SOME_REGION = 'AWS::Region';

function partitionOf(region = ''): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** As given, else its default; what Systems Manager holds under a name only a stack of the input tells that puts it there. */
export function parameterOf(stack: Stack, name: string, stored: (name: string) => Value | undefined): Value {
  const declared = under(section(stack, 'Parameters'), name);
  const type = isObject(declared) ? String(declared.Type ?? '') : '';
  const given = stack.given(name);
  const value = given ?? (type.startsWith(SSM) ? storedOf(declared, stored) : defaultOf(declared, type));
  if (value === undefined) return new Unknown(`!Ref ${name}`);
  const isList = /^List<|CommaDelimitedList|<List</.test(type);
  if (!isList || typeof value !== 'string') return value;
  return value === '' ? [] : value.split(',').map((one) => one.trim());
}

function defaultOf(declared: unknown, type: string): string | undefined {
  const value = under(declared, 'Default');
  if (value === undefined || typeof value === 'object' || type.startsWith(SSM)) return undefined;
  return String(value);
}

/** Parameters that have no value: what the user may want to give. */
export function parametersWithout(stack: Stack): readonly string[] {
  return Object.entries(section(stack, 'Parameters')).flatMap(([name, declared]) => {
    const type = isObject(declared) ? String(declared.Type ?? '') : '';
    return stack.given(name) === undefined && defaultOf(declared, type) === undefined ? [name] : [];
  });
}

const SSM = 'AWS::SSM::Parameter::Value';

function storedOf(declared: unknown, stored: (name: string) => Value | undefined): Value | undefined {
  const name = under(declared, 'Default');
  const value = typeof name === 'string' ? stored(name) : undefined;
  return value instanceof Unknown ? undefined : value;
}
