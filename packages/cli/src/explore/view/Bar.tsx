import type { ReactElement } from 'react';
import { Lines } from './Lines.tsx';
import { fit, type Ink, type Line, paint } from './line.ts';

export interface BarProps {
  readonly line: Line;
  readonly columns: number;
  readonly ink: Ink;
}

/** One line over the whole width. */
export function Bar({ line, columns, ink }: BarProps): ReactElement {
  return <Lines lines={[paint(fit(line, columns), ink)]} size={{ columns, rows: 1 }} />;
}
