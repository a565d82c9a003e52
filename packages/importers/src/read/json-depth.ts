/**
 * Whether lists and objects are nested deeper than `limit`. JSON.parse survives any depth but takes some 50 to 90 bytes
 * for each open bracket. Most texts are too short for that to matter, or hold too few brackets; only the others are scanned.
 */
export function isDeeperThan(text: string, limit: number): boolean {
  return text.length > limit && brackets(text, limit) > limit && exactlyDeeper(text, limit);
}

/** Opening brackets, counted up to just past `limit`; those in strings are counted too. */
function brackets(text: string, limit: number): number {
  let count = 0;
  for (const open of ['[', '{']) {
    for (let at = text.indexOf(open); at >= 0 && count <= limit; at = text.indexOf(open, at + 1)) count++;
  }
  return count;
}

function exactlyDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x5b || c === 0x7b) {
      if (++depth > limit) return true;
    } else if (c === 0x5d || c === 0x7d) depth--;
  }
  return false;
}
