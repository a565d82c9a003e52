import { Box, Text, Transform } from 'ink';
import type { ReactElement } from 'react';
import type { Size } from '../state/state.ts';

/**
 * Lines that are exactly as wide as their place. Ink measures every text and remembers all that it ever measured: it is
 * given blanks of the size to measure, and the lines when it writes.
 */
export function Lines({ lines, size }: { readonly lines: readonly string[]; readonly size: Size }): ReactElement {
  return (
    <Box width={size.columns} height={size.rows} flexShrink={0}>
      <Transform transform={(blank, at) => lines[at] ?? blank}>
        <Text>{blanks(size)}</Text>
      </Transform>
    </Box>
  );
}

function blanks({ columns, rows }: Size): string {
  return Array.from({ length: rows }, () => ' '.repeat(columns)).join('\n');
}
