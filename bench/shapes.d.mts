export interface Shape {
  readonly rules?: number;
}
export const SHAPES: Readonly<Record<string, Shape>>;
export function shapeOf(name: string): Shape;
