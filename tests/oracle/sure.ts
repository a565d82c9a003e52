/** Whether something is so, as far as the snapshot tells. */
export type Sure = 'yes' | 'maybe' | 'no';

export function most(all: readonly Sure[]): Sure {
  return all.includes('yes') ? 'yes' : all.includes('maybe') ? 'maybe' : 'no';
}

export function least(all: readonly Sure[]): Sure {
  return all.includes('no') ? 'no' : all.includes('maybe') ? 'maybe' : 'yes';
}
