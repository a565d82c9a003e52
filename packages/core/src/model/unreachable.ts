/** A fault of ours, never of the input. Nobody catches it but the command line's last line of defence. */
export function unreachable(what: string): never {
  throw new Error(`Fault in Hopwise: ${what}. Please report it with the command you ran.`);
}
