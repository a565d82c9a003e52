const REGION =
  /(?<![a-z0-9])(?:[a-z]{2}(?:-gov|-iso[a-z]?)?|eusc-[a-z]{2})-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d{1,2}/;
const WHOLE_REGION = new RegExp(`${REGION.source}(?![a-z0-9])`);
const ACCOUNT = /^\d{12}$/;

/** The Region in a file's path, the name nearest to the file first: `accounts/123456789012/us-east-1/Vpcs.json`. */
export function regionInPath(file: string): string | undefined {
  for (const part of pathParts(file).reverse()) {
    const region = WHOLE_REGION.exec(part)?.[0];
    if (region) return region;
  }
  return undefined;
}

/** The account in a file's path: a folder of twelve digits, also as `account=123456789012`. */
export function accountInPath(file: string): string | undefined {
  for (const part of pathParts(file).slice(0, -1).reverse()) {
    const account = part.split(/[^0-9A-Za-z-]+/).find(isAccount);
    if (account) return account;
  }
  return undefined;
}

export function isRegion(text: string): boolean {
  return REGION.exec(text)?.[0] === text;
}

export function isAccount(text: string | undefined): boolean {
  return text !== undefined && ACCOUNT.test(text);
}

/** The Region of an Availability Zone, a Local Zone or a Wavelength Zone: `us-west-2` of `us-west-2-lax-1a`. */
export function regionOfZone(zone: string): string | undefined {
  return REGION.exec(zone)?.[0];
}

/** The Region in an ARN; some services leave it empty. */
export function regionOfArn(arn: string): string | undefined {
  return (arn.startsWith('arn:') && arn.split(':', 4)[3]) || undefined;
}

function pathParts(file: string): string[] {
  return file.split(/[/!]/);
}
