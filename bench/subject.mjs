/**
 * All that the benchmark knows of Hopwise. A stage that is not there, because it is not written or not built yet, is
 * undefined and named in `missing`.
 * @typedef {object} Subject
 * @property {((paths: string[]) => Promise<{ snapshot: object }>) | undefined} importSnapshot
 * @property {((snapshot: object) => object) | undefined} compile
 * @property {((network: object, question: Ends) => Answer) | undefined} ask parses and answers one question
 * @property {((network: object, answer: Answer) => object) | undefined} explain
 * @property {((network: object, question: object) => number) | undefined} survey how many pairs are not blocked
 * @property {((network: object, changes: object[]) => object) | undefined} whatIf the diff that changes make
 * @property {((snapshots: object[]) => object) | undefined} diff of two inputs
 * @property {((snapshot: object, changes: object[]) => object) | undefined} applyChanges
 * @property {((network: object, policies: object[]) => object) | undefined} checkPolicies in one sweep
 * @property {string[]} missing
 * @typedef {{ from: string, to: string, protocol: string, port: number }} Ends
 * @typedef {{ verdict: string }} Answer
 */

/** @returns {Promise<Subject>} */
export async function loadSubject() {
  const missing = [];
  const load = (name) =>
    import(name).catch((error) => {
      // Not built yet; anything else is a fault worth seeing.
      if (error.code === 'ERR_MODULE_NOT_FOUND') return {};
      throw error;
    });
  const [core, importers] = await Promise.all([load('@hopwise/core'), load('@hopwise/importers')]);
  const stage = (module, name) => {
    if (typeof module[name] !== 'function') missing.push(name);
    return module[name];
  };
  const parseQuestion = stage(core, 'parseQuestion');
  const findPath = stage(core, 'findPath');
  const survey = stage(core, 'survey');
  const suppose = stage(core, 'suppose');
  const findDiff = stage(core, 'findDiff');
  const compileAlike = stage(core, 'compileAlike');
  return {
    importSnapshot: stage(importers, 'importSnapshot'),
    compile: stage(core, 'compile'),
    ask: parseQuestion && findPath ? (network, ends) => findPath(network, parseQuestion(network, ends)) : undefined,
    explain: stage(core, 'explain'),
    survey:
      parseQuestion && survey ? (network, text) => pairsOf(survey(network, parseQuestion(network, text))) : undefined,
    whatIf: suppose && findDiff ? (network, changes) => findDiff(...suppose(network, changes)) : undefined,
    diff: compileAlike && findDiff ? (snapshots) => findDiff(...compileAlike(snapshots)) : undefined,
    applyChanges: stage(core, 'applyChanges'),
    checkPolicies: stage(core, 'checkPolicies'),
    missing,
  };
}

/** @param {{ sides: readonly { estate: { runs: Function } }[] }} survey @returns {number} */
function pairsOf({ sides }) {
  let pairs = 0;
  for (const { estate } of sides) {
    estate.runs((fromSender, toSender, fromTarget, toTarget) => {
      pairs += (toSender - fromSender) * (toTarget - fromTarget);
    });
  }
  return pairs;
}

/** @param {Answer} answer @returns {boolean} */
export function isConnected(answer) {
  return answer.verdict === 'reachable';
}
