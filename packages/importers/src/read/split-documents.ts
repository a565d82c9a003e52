/** A stretch of text that holds one JSON document, or something that is none. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly looksLikeJson: boolean;
}

/** Cuts concatenated documents (NDJSON, pages written one after the other) apart, without parsing or recursion. */
export function* splitDocuments(text: string): Generator<Stretch> {
  let at = 0;
  for (;;) {
    at = skipSeparators(text, at);
    if (at >= text.length) return;
    const looksLikeJson = text[at] === '{' || text[at] === '[';
    const to = looksLikeJson ? endOfDocument(text, at) : endOfLine(text, at);
    yield { from: at, to, looksLikeJson };
    at = to;
  }
}

/** White space, a stray byte order mark, the record separator of JSON text sequences, and commas between documents. */
function skipSeparators(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c > 0x20 && c !== 0x2c && c !== 0xfeff) break;
  }
  return at;
}

function endOfDocument(text: string, from: number): number {
  let depth = 0;
  let inString = false;
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x5b || c === 0x7b) depth++;
    else if ((c === 0x5d || c === 0x7d) && --depth === 0) return i + 1;
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}
