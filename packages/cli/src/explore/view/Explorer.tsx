import { useInput } from 'ink';
import { type ReactElement, useSyncExternalStore } from 'react';
import type { Session } from '../session.ts';
import { App } from './App.tsx';
import type { Ink } from './line.ts';
import { readKeys } from './read-key.ts';

/** The session on the screen, with the keyboard. */
export function Explorer({ session, ink }: { readonly session: Session; readonly ink: Ink }): ReactElement {
  const state = useSyncExternalStore(session.subscribe, session.state);
  useInput((input, key) => {
    for (const one of readKeys(input, key)) session.dispatch({ kind: 'key', key: one });
  });
  return <App state={state} ink={ink} />;
}
