/** @typedef {{ Key: string, Value: string }} Tag */

/** @param {string} name @returns {Tag[]} */
export function nameTag(name) {
  return [{ Key: 'Name', Value: name }];
}

/** @param {string} name @param {import('./estate-plan.mjs').VpcPlan} vpc @returns {Tag[]} */
export function ownerTags(name, vpc) {
  return [
    ...nameTag(name),
    { Key: 'Environment', Value: vpc.environment },
    { Key: 'Team', Value: vpc.name.split('-')[0] },
    { Key: 'CostCenter', Value: `cc-${4000 + (vpc.index % 40)}` },
  ];
}
