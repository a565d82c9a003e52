import { isObject } from '../terraform/json.ts';

const LONGEST = 60;

/** An expression as people write it, in short: `!Select [0, !Ref Subnets]`. */
export function written(expression: unknown): string {
  const text = inShort(expression, 0);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function inShort(expression: unknown, depth: number): string {
  if (depth > 4) return '…';
  if (Array.isArray(expression)) {
    const shown = expression.slice(0, 4).map((one) => inShort(one, depth + 1));
    return `[${[...shown, ...(expression.length > 4 ? ['…'] : [])].join(', ')}]`;
  }
  if (!isObject(expression)) return String(expression);
  const [name, ...more] = Object.keys(expression);
  if (name === undefined || more.length > 0) return '{…}';
  const argument = expression[name];
  if (name === 'Fn::GetAtt' && Array.isArray(argument)) return `!GetAtt ${argument.map(String).join('.')}`;
  return name === 'Ref' || name.startsWith('Fn::')
    ? `!${name.replace('Fn::', '')} ${inShort(argument, depth + 1)}`
    : '{…}';
}
