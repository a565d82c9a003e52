import { describe, expect, it } from 'vitest';
import { readSuricataRules, suricataHeaders } from './suricata.ts';

describe('rules in Suricata’s language', () => {
  it('have seven words and options', () => {
    expect(
      readSuricataRules('pass tcp $HOME_NET any -> [10.0.0.0/8, !10.1.0.0/16] [80,443] (msg:"a; b"; sid:7;)'),
    ).toEqual([
      {
        action: 'pass',
        protocol: 'tcp',
        source: '$HOME_NET',
        sourcePort: 'any',
        direction: '->',
        destination: '[10.0.0.0/8,!10.1.0.0/16]',
        destinationPort: '[80,443]',
        options: [
          { keyword: 'msg', value: '"a; b"' },
          { keyword: 'sid', value: '7' },
        ],
      },
    ]);
  });
  it('stand one on a line, comments and empty lines aside; a line may be continued', () => {
    const text = '# nothing\n\ndrop ip any any -> any any \\\n  (sid:1;)\r\npass ip any any <> any any (sid:2;)';
    expect(readSuricataRules(text).map((rule) => [rule?.action, rule?.direction])).toEqual([
      ['drop', '->'],
      ['pass', '<>'],
    ]);
  });
  it('have options with escaped quotes and without values', () => {
    const [rule] = readSuricataRules('drop tcp any any -> any any (content:"a\\"\\;b"; nocase; sid:1;)');
    expect(rule?.options.map(({ keyword }) => keyword)).toEqual(['content', 'nocase', 'sid']);
  });
  it.each([
    'drop tcp any any -> any any',
    'drop tcp any any any (sid:1;)',
    'drop tcp any any => any any (sid:1;)',
    'drop tcp any any -> any any more (sid:1;)',
    'drop tcp any any -> any any (sid:1;',
  ])('that cannot be read are told: %s', (line) => {
    expect(readSuricataRules(line)).toEqual([undefined]);
  });
  it('show their addresses before the options', () => {
    expect(suricataHeaders('drop ip 10.0.0.0/8 any -> any any (msg:"1.2.3.4";)')).toEqual([
      'drop ip 10.0.0.0/8 any -> any any ',
    ]);
  });
});
