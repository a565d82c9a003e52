/** A stateful rule as Suricata writes it; rules that the API gives as fields are the same in pieces. */
export interface SuricataRule {
  readonly action: string;
  readonly protocol: string;
  readonly source: string;
  readonly sourcePort: string;
  /** `->`, or `<>` for both ways. */
  readonly direction: string;
  readonly destination: string;
  readonly destinationPort: string;
  readonly options: readonly SuricataOption[];
}
export interface SuricataOption {
  readonly keyword: string;
  readonly value: string;
}

/** The rules of a text in order; undefined stands for a line that cannot be read. */
export function readSuricataRules(text: string): readonly (SuricataRule | undefined)[] {
  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(readRule);
}

/** Everything before the options, where all addresses of a text of rules are. */
export function suricataHeaders(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.split('(')[0] ?? '');
}

function readRule(line: string): SuricataRule | undefined {
  const open = line.indexOf('(');
  if (open < 0 || !line.endsWith(')')) return undefined;
  const [action, protocol, source, sourcePort, direction, destination, destinationPort, ...more] = words(
    line.slice(0, open),
  );
  if (!action || !protocol || !source || !sourcePort || !direction || !destination || !destinationPort)
    return undefined;
  if (more.length > 0 || (direction !== '->' && direction !== '<>')) return undefined;
  const options = readOptions(line.slice(open + 1, -1));
  return { action, protocol, source, sourcePort, direction, destination, destinationPort, options };
}

/** Parted by blanks, those inside brackets aside: `[10.0.0.0/8, !10.1.0.0/16]` is one word. */
function words(text: string): readonly string[] {
  const found: string[] = [];
  let [word, depth] = ['', 0];
  for (const character of `${text} `) {
    if (character === '[') depth++;
    if (character === ']') depth--;
    if (!/\s/.test(character)) word += character;
    else if (depth <= 0 && word !== '') {
      found.push(word);
      word = '';
    }
  }
  return word === '' ? found : [...found, word];
}

/** `msg:"a; b"; sid:1;`: semicolons inside quotes and escaped ones part nothing. */
function readOptions(text: string): readonly SuricataOption[] {
  const parts: string[] = [];
  let [part, isQuoted] = ['', false];
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (character === '\\') part += character + (text[++i] ?? '');
    else if (character === ';' && !isQuoted) {
      parts.push(part);
      part = '';
    } else {
      if (character === '"') isQuoted = !isQuoted;
      part += character;
    }
  }
  return [...parts, part].flatMap((one) => {
    const [keyword = '', ...value] = one.trim().split(':');
    return keyword === '' ? [] : [{ keyword: keyword.trim().toLowerCase(), value: value.join(':').trim() }];
  });
}
