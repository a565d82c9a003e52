import { shape, text } from '../model/fields.ts';

/** The mode that VPC Block Public Access has for one subnet or VPC, exclusions counted. */
export const blockPublicAccessStates = shape({ InternetGatewayBlockMode: text });
