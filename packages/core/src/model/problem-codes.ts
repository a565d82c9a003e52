import type { CodeHelp } from './code-help.ts';
import { codes } from './codes.ts';

/** Why a question cannot be asked, or a command cannot be run. */
export const questionCodes = {
  UNKNOWN_COMPONENT: question('Nothing in the input has this id or name.', 'Use one that is suggested, or read more.'),
  NOT_AN_END: question(
    'The object is in the input, but sends and receives nothing.',
    'Name what it belongs to: a subnet, an interface, an address.',
  ),
  AMBIGUOUS: question('The name or address is that of several things.', 'Use the id of one of them.'),
  BAD_SELECTOR: question('An end is written in a way that has no meaning.', 'Write it as the hint says.'),
  NO_SOURCE_OR_DESTINATION: question(
    'What was selected holds nothing that can send, or nothing that can be dialled.',
    'Select more, or another thing.',
  ),
  BAD_SERVICE: question('A protocol, port or ICMP type is none.', 'Write it as the hint says.'),
  CONFLICT: question('Two parts of the question contradict one another.', 'Leave one of them out.'),
  BAD_OPTION: question('The value of an option cannot be used.', 'Use one of those that the hint names.'),
  BAD_CHANGE: question('A change cannot be made in this input.', 'Change it as the hint says.'),
  BAD_STATEMENT: question('A statement of --set has no meaning in this input.', 'Write it as docs/what-if.md says.'),
  NO_ENDS: question('A path needs two ends.', 'Type hopwise path FROM TO.'),
  NO_SCOPE: question('Nothing says which ways to look for.', 'Type hopwise access --scope NAME or FILE.'),
  TOO_MANY: question('More would be printed than anybody expects.', 'Ask for less, or say --yes.'),
  TOO_MANY_PAIRS: question(
    'A policy expects each of so many pairs of hosts to be reachable that they are not told one by one.',
    'Name fewer hosts, as the tiers that have to talk.',
  ),
  BAD_SCOPE: question(
    'An access scope cannot be read, or names what the input does not tell.',
    'Write it as docs/access.md says, or as AWS has it.',
  ),
  BAD_FLOW: question('A line of --flows is no question.', 'Write it as docs/path.md says.'),
  UNKNOWN_CODE: question('There is no such code.', 'Use one of those that are nearest.'),
  NOT_AUTHENTICATED: question(
    'AWS does not accept the credentials, or there are none.',
    'Sign in, or name the profile that has credentials.',
  ),
  INPUT_NOT_FOUND: question('There is no input at the path.', 'Give a folder, a file or an archive that exists.'),
  NOTHING_READ: question('Nothing in the input is an answer of AWS.', 'Give the JSON of aws … describe-… calls.'),
  FAULT: question('Hopwise itself failed at this question.', 'Please report it, with the question.'),
} as const;

/** What can be odd about an input. Reading goes on. */
export const inputCodes = {
  FIRST_PAGE_ONLY: input('An answer holds its first page alone: the rest of the kind is unknown.', 'Fetch all pages.'),
  BARE_RECORDS: input(
    'A file holds objects without the answer around them: they are read, and whether there are more is unknown.',
    'Write the whole answer, without --query.',
  ),
  ELEMENT_UNREADABLE: input(
    'An element of an answer is none of its kind, and was left out.',
    'Fetch the answer again.',
  ),
  FIELD_UNREADABLE: input('A field is not of its type, and was left out.', 'Fetch the answer again.'),
  UNASSIGNED: input(
    'An answer does not say which object it is of, and was left out.',
    'Name the file after the object, or wrap the answer.',
  ),
  COPIES_DIFFER: input('An object was read twice with different content; one copy is used.', 'Leave out older files.'),
  CAPTURED_APART: input(
    'Files were captured hours apart: the network may have changed between.',
    'Capture them together.',
  ),
  NOT_JSON: input('Files that are no JSON were ignored.', 'Use --output json.'),
  JSON_BROKEN: input('A file is not valid JSON or YAML, or nests too deeply.', 'Fetch it again.'),
  INPUT_BROKEN: input('An archive or file could not be read to its end.', 'Make it again.'),
  INPUT_TOO_LARGE: input('A file is larger than what is read.', 'Split it into one file a Region and call.'),
  CALL_FAILED: input(
    'A call was denied, or not answered, when the input was collected; what it would have told is unknown.',
    'Allow it (hopwise collect --print-policy), and collect again into the same folder.',
  ),
  COLLECTION_UNFINISHED: input(
    'The collection was ended before everything was asked.',
    'Run hopwise collect again with the same folder: it goes on where it ended.',
  ),
  SNAPSHOT_VERSION: input('The snapshot file was written by another version.', 'Import the answers again.'),
  SETTINGS_BROKEN: input('Settings cannot be read, and are left out.', 'Correct hopwise.yaml.'),
  SETTING_NOT_USED: input('A setting is not used by this version.', 'Leave it, or take it out.'),
  CLOUDFORMATION_FORM: input('A template cannot be read.', 'Correct it.'),
  CLOUDFORMATION_CYCLE: input('Resources of a template wait for one another.', 'Break the cycle.'),
  CLOUDFORMATION_UNRESOLVED: input(
    'A property of a template depends on what the input does not tell.',
    'Give values of parameters, the other templates, or a dump.',
  ),
  CLOUDFORMATION_PARAMETERS: input(
    'Parameters that networks depend on have no value.',
    'Give them by --parameters NAME=VALUE or FILE.',
  ),
  CLOUDFORMATION_INFERRED: input(
    'What nobody states was taken to be the one thing that it can mean.',
    'Check it, or state it.',
  ),
  CLOUDFORMATION_NESTED_MISSING: input('The template of a nested stack is not in the input.', 'Give its file as well.'),
  CLOUDFORMATION_STACK_UNMATCHED: input(
    'The resources of a stack are listed, and no template in the input has them.',
    'Give its template.',
  ),
  CLOUDFORMATION_TRANSFORM: input(
    'Something changes the template when it is deployed; it is read as it is written.',
    'Give the processed template.',
  ),
  CLOUDFORMATION_NO_ADDRESS: input(
    'AWS will choose an address, and which one makes a difference, so that none was taken.',
    'Give the resource a private address.',
  ),
  CLOUDFORMATION_ADDRESS_CHOSEN: input(
    'AWS chooses addresses that templates do not tell; ones that no rule or route tells apart stand for them.',
    'Nothing depends on which they are.',
  ),
  CLOUDFORMATION_NOT_READ: input(
    'Resources of these types bear on networks and are not read yet.',
    'Import a dump as well.',
  ),
  CONFIG_NOT_READ: input(
    'AWS Config recorded resources of these types, which are not read.',
    'Import the answers of the describing calls as well.',
  ),
  OVERLAY: input('A plan is laid over answers of AWS: the network is the one after it.', 'Nothing has to be done.'),
  OVERLAY_REMOVED: input(
    'Something of a stack is no longer in its template: an update takes it away.',
    'A DeletionPolicy of the template that is deployed may keep it.',
  ),
  OVERLAY_ROUTES: input(
    'After a plan the table of a transit gateway learns what no plan tells.',
    'Where that decides, answers are unknown until it is applied.',
  ),
  OVERLAY_SILENT: input(
    'A template does not say what answers of AWS tell of a resource of its stack, and not as AWS makes it.',
    'Whether an update of the stack changes it nobody tells: write it in the template.',
  ),
  OVERLAY_UNMATCHED: input(
    'Something that is there by a plan or state is in no answer.',
    'Collect the answers of its account and Region too.',
  ),
  TERRAFORM_FORM: input('A plan or state of Terraform is of a form that is not read, or failed.', 'Write it again.'),
  TERRAFORM_UNRESOLVED: input(
    'An argument is known after apply, and the plan does not tell what it will refer to.',
    'What depends on it is unknown until it is applied.',
  ),
  TERRAFORM_INFERRED: input(
    'An argument is known after apply; the one thing that it can mean, by its type, place or name, was taken.',
    'Check it: locals and functions are not in a plan.',
  ),
  TERRAFORM_NO_ADDRESS: input(
    'AWS will choose an address, and which one makes a difference, so that none was taken.',
    'Give the resource a private address.',
  ),
  TERRAFORM_ADDRESS_CHOSEN: input(
    'AWS chooses addresses that the file does not tell; ones that no rule or route tells apart stand for them.',
    'Nothing depends on which they are.',
  ),
  TERRAFORM_NOT_READ: input(
    'Resources of these types bear on networks and are not read yet.',
    'Import a dump as well.',
  ),
  SETTING_UNKNOWN_ID: input(
    'A setting names an id that the input does not have, so it has no effect.',
    'Correct the id in hopwise.yaml.',
  ),
} as const;

export type QuestionCode = keyof typeof questionCodes;

/** Every code that is ever printed. */
export const allCodes: Readonly<Record<string, CodeHelp>> = { ...codes, ...questionCodes, ...inputCodes };

function question(meaning: string, mend: string): CodeHelp {
  return { kind: 'question', meaning, mend };
}
function input(meaning: string, mend: string): CodeHelp {
  return { kind: 'input', meaning, mend };
}
