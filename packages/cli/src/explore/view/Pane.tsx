import type { ReactElement } from 'react';
import type { Size } from '../state/state.ts';
import { Lines } from './Lines.tsx';
import type { Ink } from './line.ts';
import { paneLines, type View } from './view.ts';

export interface PaneProps {
  readonly view: View;
  readonly size: Size;
  readonly isFocused: boolean;
  readonly ink: Ink;
}

export function Pane({ view, size, isFocused, ink }: PaneProps): ReactElement {
  return <Lines lines={paneLines(view, size, isFocused, ink)} size={size} />;
}
