/** What a code means, and what to do about it. */
export interface CodeHelp {
  readonly kind: 'blocker' | 'unknown' | 'note' | 'question' | 'input';
  readonly meaning: string;
  readonly mend?: string;
  /** The same where it is the reply that is stopped. */
  readonly mendReply?: string;
}

export function blocker(meaning: string, mend: string, mendReply?: string): CodeHelp {
  return { kind: 'blocker', meaning, mend, ...(mendReply ? { mendReply } : {}) };
}

export function unknown(meaning: string, mend: string): CodeHelp {
  return { kind: 'unknown', meaning, mend };
}

export function note(meaning: string): CodeHelp {
  return { kind: 'note', meaning };
}
