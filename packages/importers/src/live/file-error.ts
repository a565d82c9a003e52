/** The collection cannot be written: nothing that AWS answers mends it, so it ends. */
export class FileError extends Error {
  constructor(path: string, cause: Error) {
    super(`${path} cannot be written: ${cause.message}`, { cause });
    this.name = 'FileError';
  }
}
