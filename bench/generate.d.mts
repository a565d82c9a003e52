export interface EstateOptions {
  readonly interfaces: number;
  readonly seed: number;
  readonly shape?: string;
}
export function generateEstate(options: EstateOptions): Record<string, object>;
export function writeEstate(folder: string, options: EstateOptions): Promise<{ files: number; bytes: number }>;
export function estateFiles(options: EstateOptions): Generator<[path: string, answer: object]>;
