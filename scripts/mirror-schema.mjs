/** What `hopwise path --mirror --format json` prints: answers as `path` gives them, one for each session. */
export function mirrorSchema({ $schema, properties, required, $defs }) {
  const { diagnostics, ...answer } = properties;
  const mirrored = {
    description: 'some: at least some of it is mirrored; unknown: the input lacks the filter.',
    enum: ['some', 'nothing', 'unknown'],
  };
  const text = { type: 'string' };
  return {
    $schema,
    title: 'The answer of hopwise path --mirror --format json',
    ...object({ sessions: { type: 'array', items: { $ref: '#/$defs/session' } }, diagnostics }),
    $defs: {
      session: object(
        {
          session: text,
          source: { ...text, description: 'The interface whose packets are mirrored.' },
          target: { ...text, description: 'The target of the session, where the input has it.' },
          mirrors: object({ ingress: mirrored, egress: mirrored }),
          verdict: { description: 'Whether the mirrored packets arrive.', $ref: '#/$defs/verdict' },
          notes: { description: 'Codes: see docs/codes.md.', type: 'array', items: text },
          path: { $ref: '#/$defs/answer' },
          stop: object(
            {
              code: text,
              evidence: { type: 'array', items: { $ref: '#/$defs/evidence' } },
              missing: { $ref: '#/$defs/missing' },
            },
            ['missing'],
          ),
        },
        ['target', 'path', 'stop'],
      ),
      answer: {
        description: 'The way of the mirrored packets, where there is one to follow; else stop says why not.',
        type: 'object',
        properties: answer,
        required: required.filter((name) => name !== 'diagnostics'),
        additionalProperties: false,
      },
      ...$defs,
    },
  };
}

function object(properties, optional = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}
