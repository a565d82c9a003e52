import { expect, test } from 'vitest';
import { readScopes } from './read-scopes.ts';

test('what is written in words is the condition that AWS writes in JSON', async () => {
  const [ours] = (await readScopes(
    'mine.yaml',
    `scopes:
  web:
    severity: low
    match:
      - from: internet
        to: tag:tier=web
        through: [type:AWS::EC2::InternetGateway, igw-1]
        not-through: inspection
        leaves: { protocols: [tcp, 17], ports: [80, 8000-8100], source-addresses: cidr:office }
        arrives: { destination-addresses: [10.0.0.0/8], source-prefix-lists: pl-1 }
    exclude:
      - through: nat-1
`,
  )) as readonly object[];
  expect(ours).toEqual({
    name: 'web',
    severity: 'low',
    match: [
      {
        at: 'mine.yaml, line 5',
        from: {
          ends: { selector: 'internet' },
          header: { sourceAddresses: ['cidr:office'], destinationPorts: ['80', '8000-8100'], protocols: ['tcp', '17'] },
        },
        to: {
          ends: { selector: 'tag:tier=web' },
          header: { destinationAddresses: ['10.0.0.0/8'], sourcePrefixLists: ['pl-1'] },
        },
        through: [{ selector: 'type:AWS::EC2::InternetGateway' }, { selector: 'igw-1' }],
        notThrough: [{ selector: 'inspection' }],
      },
    ],
    exclude: [{ at: 'mine.yaml, line 12', through: [{ selector: 'nat-1' }] }],
  });
});

test('AWS’s JSON is called like its file, also as AWS gives it back', async () => {
  const path = { Source: { ResourceStatement: { Resources: ['igw-1'] } } };
  const expected = [
    {
      name: 'mine',
      severity: 'high',
      exclude: [],
      match: [
        {
          at: 'folder/mine.json, MatchPaths[0]',
          from: { ends: { resources: ['igw-1'] } },
          protocols: ['tcp', 'udp'],
        },
      ],
    },
  ];
  const given = { MatchPaths: [path] };
  const back = { NetworkInsightsAccessScopeContent: { NetworkInsightsAccessScopeId: 'nis-1', ...given } };
  for (const value of [given, back])
    expect(await readScopes('folder/mine.json', JSON.stringify(value))).toEqual(expected);
});

test.each([
  ['scopes:\n  web:\n    match: [{ from: internet, port: 22 }]\n', 'line 3: scopes.web.match.0'],
  ['scopes:\n  web:\n    match: [{}]\n', 'it says nothing'],
  ['scopes:\n  web: { severity: worst, match: [{ from: a }] }\n', 'line 2: scopes.web.severity'],
  ['{"MatchPaths":[]}', 'MatchPaths has no condition'],
  ['{"ExcludePaths":[]}', 'MatchPaths has no condition'],
  ['scopes: {}\n', 'line 1: scopes: it has no scope'],
  ['', 'line 1'],
])('%j is told by line', async (text, problem) => {
  expect(await readScopes('x', text)).toMatchObject({ problem: expect.stringContaining(problem) });
});
