/** Outside of quotes a shell finds nothing in these but words. */
const PLAIN = '[\\w ./:=@,[\\]{}-]';
/** Between single quotes nothing means anything. */
const QUOTED = "'[^'\\p{Cc}]*'";
/** What people are to fill in, and the file that an answer goes to. */
const PLACEHOLDER = '<[a-z-]+>';
const ANSWER = ' > (?=[\\w./<>-]+\\.json$)';
const INERT = new RegExp(`^(?:${ANSWER}|${PLACEHOLDER}|${QUOTED}|${PLAIN})*$`, 'u');

/** What a command of ours reads back of a file that another one wrote. */
const TOKEN = /"\$\(jq -r \.UpdateToken [a-z-]+\.json\)"/;

/** Whether a shell reads a command, in which names of the input stand, as one call and no more. */
export function isInert(command: string): boolean {
  return INERT.test(command.replace(TOKEN, ''));
}
