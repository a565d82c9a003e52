/** What `hopwise report --format json` prints, made of the schemas of the answers that it gathers. */
export function reportSchema({ findings, path, matrix, diff, imported }) {
  const $defs = {};
  const use = (prefix, schema) => {
    for (const [name, value] of Object.entries(schema.$defs ?? {})) $defs[`${prefix}-${name}`] = renamed(value, prefix);
    return renamed(schema.properties, prefix);
  };
  const [found, asked, grid, changed, read] = [
    use('findings', findings),
    use('path', path),
    use('matrix', matrix),
    use('diff', diff),
    use('import', imported),
  ];
  const { diagnostics: _a, ...answer } = asked;
  const { diagnostics: _b, ...segments } = grid;
  const { diagnostics: _c, components: _d, ...difference } = changed;
  const severity = { $ref: '#/$defs/findings-severity' };
  const finding = { $ref: '#/$defs/findings-finding' };
  $defs.answer = object(answer, without(Object.keys(answer), path.required));
  $defs.checked = object(
    {
      asked: { ...count, description: 'How many ends could have been found.' },
      counts: found.counts,
      groups: list(
        object({ check: text, title: text, severity, why: text, mend: text, findings: list(finding), more: count }),
      ),
      excepted: found.excepted,
      undecided: found.undecided,
      moreUndecided: count,
    },
    ['asked'],
  );
  $defs.edits = { anyOf: [answer.fix, answer.close] };
  const schema = object(
    {
      title: text,
      asOf: { ...text, description: 'The day of --as-of.' },
      hopwise: { ...text, description: 'The version that wrote it.' },
      input: object({
        sha256: { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'Of the canonical snapshot.' },
        interfaces: count,
        records: count,
        counts: list(object({ kind: text, title: text, records: count })),
        accounts: texts,
        regions: texts,
        files: list(object({ file: text, records: count })),
        assumed: { ...texts, description: 'What --assume and --health take for granted.' },
      }),
      summary: list(
        object({
          tone: { enum: ['bad', 'warn', 'good', 'unsure'] },
          subject: text,
          verdict: text,
          text,
          section: text,
        }),
      ),
      exposure: { description: 'What the internet reaches.', $ref: '#/$defs/checked' },
      egress: { description: 'What reaches the internet.', $ref: '#/$defs/checked' },
      configuration: { description: 'What is wrong without a question.', $ref: '#/$defs/checked' },
      matrix: object(segments, without(Object.keys(segments), matrix.required)),
      review: review(severity),
      change: object(
        {
          ...difference,
          remedies: list(
            object({
              group: { ...count, description: 'The position of the group that it would undo.' },
              from: text,
              to: text,
              edits: { $ref: '#/$defs/edits' },
            }),
          ),
        },
        without(Object.keys(difference), diff.required),
      ),
      resilience: resilience(),
      unknowns: unknowns(read),
      compliance: compliance(),
      components: found.components,
      diagnostics: read.diagnostics,
    },
    ['asOf', 'review', 'change'],
  );
  return { $schema: path.$schema, title: 'The answer of hopwise report --format json', ...schema, $defs };
}

const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };
const flag = { type: 'boolean' };
const list = (items) => ({ type: 'array', items });
const texts = list(text);

function review(severity) {
  return object({
    questions: list(
      object(
        {
          name: text,
          why: text,
          from: text,
          to: text,
          port: text,
          protocol: text,
          expect: { enum: ['reachable', 'unknown', 'forward-only', 'blocked', 'delivered'] },
          answer: { $ref: '#/$defs/answer' },
          problem: { ...text, description: 'Why it cannot be asked.' },
        },
        ['why', 'port', 'protocol', 'expect', 'answer', 'problem'],
      ),
    ),
    policies: list(
      object(
        {
          name: text,
          wanted: text,
          severity,
          reason: text,
          owner: text,
          result: { enum: ['kept', 'violated', 'undecided', 'unasked'] },
          problem: text,
          pairs: count,
          violations: texts,
          undecided: texts,
          more: count,
        },
        ['reason', 'owner', 'problem'],
      ),
    ),
  });
}

function resilience() {
  return object({
    losses: list(
      object(
        {
          id: text,
          of: { enum: ['zone', 'zonal', 'appliance', 'link', 'regional'] },
          component: text,
          statements: { ...texts, description: 'What hopwise what-if --set takes.' },
          result: { enum: ['cuts', 'with its zone', 'survived', 'undecided', 'cuts nothing'] },
          cut: list(object({ name: text, from: text, to: text, services: text, isWhole: flag })),
          moreCut: count,
          cutFlows: count,
          undecided: count,
          kept: { ...count, description: 'How many go on by another way.' },
          policies: { ...texts, description: 'That are kept today, and then are not.' },
        },
        ['component'],
      ),
    ),
    asked: count,
    leftOut: object({ flows: count, failures: count }),
    zones: list(
      object({
        check: text,
        title: text,
        findings: list(object({ component: text, message: text })),
        undecided: count,
      }),
    ),
  });
}

function unknowns({ missing, diagnostics }) {
  return object({
    missing,
    moreMissing: count,
    problems: diagnostics,
    moreProblems: count,
    assumptions: list(object({ rule: text, title: text, text })),
    notModelled: list(object({ title: text, what: texts })),
    stated: texts,
  });
}

function compliance() {
  const control = object({
    control: text,
    checks: texts,
    result: { enum: ['found', 'none', 'undecided'] },
    findings: count,
    excepted: count,
    undecided: count,
    components: texts,
  });
  return object({ frameworks: list(object({ name: text, controls: list(control) })) });
}

function object(properties, optional = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

function without(names, required) {
  return names.filter((name) => !required.includes(name));
}

/** References to definitions of a schema, once these stand among those of others. */
function renamed(value, prefix) {
  if (Array.isArray(value)) return value.map((one) => renamed(one, prefix));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' ? inner.replace('#/$defs/', `#/$defs/${prefix}-`) : renamed(inner, prefix),
    ]),
  );
}
