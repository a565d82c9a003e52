/** A resource of a stack: its type, what CloudFormation calls it once it is there, and how it is written. */
export type Sample = readonly [type: string, physicalId: string, properties: Readonly<Record<string, unknown>>];
export type Samples = Readonly<Record<string, Sample>>;

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

export const ref = (logicalId: string) => ({ Ref: logicalId });
export const att = (logicalId: string, attribute: string) => ({ 'Fn::GetAtt': [logicalId, attribute] });
export const arn = (service: string, rest: string, region = REGION) =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${rest}`;
