import { useInput } from 'ink';
import type { ReactElement, ReactNode } from 'react';

/** Holds the keyboard while what is shown changes: ink gives it back, for a moment, when nobody listens. */
export function Keyboard({ children }: { readonly children: ReactNode }): ReactElement {
  useInput(() => {});
  return <>{children}</>;
}
