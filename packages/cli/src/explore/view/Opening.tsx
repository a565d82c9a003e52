import { Box, useInput } from 'ink';
import type { ReactElement } from 'react';
import type { Size } from '../state/state.ts';
import { Bar } from './Bar.tsx';
import { type Ink, span } from './line.ts';

export interface OpeningProps {
  readonly size: Size;
  readonly ink: Ink;
  readonly onLeave: () => void;
}

/** The first frame: seen before most of the explorer is loaded. */
export function Opening({ size: { columns, rows }, ink, onLeave }: OpeningProps): ReactElement {
  useInput((input, key) => {
    if (input === 'q' || (key.ctrl && input === 'c')) onLeave();
  });
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Bar line={[span(' hopwise ', 'strong'), span(' reading the input …')]} columns={columns} ink={ink} />
      <Box height={Math.max(0, rows - 2)} />
      <Bar line={[span(' q', 'strong'), span(' quit', 'faint')]} columns={columns} ink={ink} />
    </Box>
  );
}
