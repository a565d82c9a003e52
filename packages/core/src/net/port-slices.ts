/** A value for every client port, piecewise constant: slices in order that cover 0–65535, each `[from, to)`. */
export type PortSlices<T> = readonly PortSlice<T>[];
export interface PortSlice<T> {
  readonly from: number;
  readonly to: number;
  readonly value: T;
}

export const PORTS_END = 65_536;

export function samePorts<T>(value: T): PortSlices<T> {
  return [{ from: 0, to: PORTS_END, value }];
}

/** One slice between each two of the bounds; equal neighbours are joined. */
export function slicePorts<T>(bounds: Iterable<number>, valueFrom: (port: number) => T): PortSlices<T> {
  const inside = [...new Set(bounds)].filter((bound) => bound > 0 && bound < PORTS_END).sort((a, b) => a - b);
  const starts = [0, ...inside];
  const slices: PortSlice<T>[] = [];
  starts.forEach((from, i) => {
    const to = starts[i + 1] ?? PORTS_END;
    const value = valueFrom(from);
    const last = slices.at(-1);
    if (last?.value === value) slices[slices.length - 1] = { ...last, to };
    else slices.push({ from, to, value });
  });
  return slices;
}

export function sliceAt<T>(slices: PortSlices<T>, port: number): T {
  // Slices cover every port.
  return (slices.find(({ to }) => port < to) as PortSlice<T>).value;
}

export function zipSlices<A, B, T>(a: PortSlices<A>, b: PortSlices<B>, combine: (a: A, b: B) => T): PortSlices<T> {
  const bounds = [...a, ...b].map(({ from }) => from);
  return slicePorts(bounds, (port) => combine(sliceAt(a, port), sliceAt(b, port)));
}
