import type { Point } from './map-layout.ts';

/** The `d` of a path. */
export function pathOf(points: readonly Point[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

/** The head of an arrow at the end of a line. */
export function tipOf(points: readonly Point[], size = 7): string {
  const [before, end] = [points.at(-2), points.at(-1)];
  if (!before || !end) return '';
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  const [dx, dy] = [((end.x - before.x) / length) * size, ((end.y - before.y) / length) * size];
  const [left, right] = [
    { x: end.x - dx - dy / 2, y: end.y - dy + dx / 2 },
    { x: end.x - dx + dy / 2, y: end.y - dy - dx / 2 },
  ];
  return `${pathOf([end, left, right])}Z`;
}

/** The point after a share of a line's longest piece. */
export function middleOf(points: readonly Point[], share = 1 / 2): Point {
  let longest: readonly [Point, Point] | undefined;
  for (const [i, from] of points.entries()) {
    const to = points[i + 1];
    if (to && (!longest || lengthOf([from, to]) > lengthOf(longest) + 1)) longest = [from, to];
  }
  const [from, to] = longest ?? [points[0] ?? { x: 0, y: 0 }, points[0] ?? { x: 0, y: 0 }];
  return { x: round(from.x + (to.x - from.x) * share), y: round(from.y + (to.y - from.y) * share) };
}

function lengthOf([from, to]: readonly [Point, Point]): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
