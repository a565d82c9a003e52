/** What the palette offers; a word after it is its argument. */
export interface Command {
  readonly word: string;
  readonly does: string;
}

export const COMMANDS = [
  { word: 'path', does: 'FROM TO [tcp/443]: ask a path' },
  { word: 'from', does: 'pick who sends' },
  { word: 'to', does: 'pick who is dialled' },
  { word: 'port', does: 'protocol and port' },
  { word: 'swap', does: 'ask the other way round' },
  { word: 'fix', does: 'what would mend the path' },
  { word: 'exposure', does: 'what the internet can reach' },
  { word: 'matrix', does: '[vpc|subnet|account|region|security-group|tag:KEY]: who talks to whom' },
  { word: 'what-if', does: 'STATEMENT: suppose a change' },
  { word: 'zone', does: 'suppose that a zone is gone' },
  { word: 'undo', does: 'take the last change back' },
  { word: 'save', does: 'FILE: the changes as a patch' },
  { word: 'problems', does: 'what is odd or missing in the input' },
  { word: 'goto', does: 'WORDS: filter the tree' },
  { word: 'help', does: 'all keys' },
  { word: 'quit', does: 'leave' },
] as const satisfies readonly Command[];

export type CommandWord = (typeof COMMANDS)[number]['word'];
