import { bearsOnNetworks } from '../aws-types.ts';
import type { DiagnosticLog } from '../diagnostic-log.ts';
import type { Planned } from '../terraform/map-resources.ts';
import type { Resource } from '../terraform/resource.ts';
import type { Written } from './draft.ts';
import { parametersWithout } from './parameters.ts';
import type { Template } from './parse-template.ts';
import { resourcesOf, type Stack, typeOf } from './stack.ts';
import { transformsOf } from './transforms.ts';
import { translations } from './translations/translations.ts';
import { EMPTIES_DEFAULT_GROUP } from './undecided.ts';

/** Says what templates leave open, by resource and property and never by value: values may be secret. */
export function notesOf(log: DiagnosticLog) {
  const said = new Set<string>();
  const unknown = new Map<string, Set<string>>();
  const add = (
    code: string,
    severity: 'error' | 'warning' | 'note',
    { template }: Pick<Stack, 'template'>,
    logicalId: string | undefined,
    message: string,
    hint: string,
  ) => {
    const key = JSON.stringify([code, template.file, message]);
    if (said.has(key)) return;
    said.add(key);
    const line = logicalId === undefined ? undefined : template.lineOf(logicalId);
    const pointer = logicalId === undefined ? '' : `/Resources/${logicalId}`;
    log.add({ code, severity, message, hint, source: { file: template.file, pointer, ...(line ? { line } : {}) } });
  };
  function unresolved({ stack, logicalId, type }: Written, argument: string, why: string): void {
    if (CUSTOM.test(type)) {
      const message = `${logicalId} is made by code of its own, ${type}, which may change what it names.`;
      add('CLOUDFORMATION_UNRESOLVED', 'warning', stack, logicalId, message, 'Import a dump to know what it does.');
      return;
    }
    for (const name of namesIn(why)) {
      const names = unknown.get(stack.id) ?? new Set();
      unknown.set(stack.id, names.add(name));
    }
    const message = `The ${argument.replaceAll('_', ' ')} of ${logicalId} is not known: ${why}.`;
    add('CLOUDFORMATION_UNRESOLVED', 'warning', stack, logicalId, message, PARAMETERS);
  }

  return {
    cycle(template: Template, names: readonly string[]) {
      const message = `Resources of ${template.file} wait for one another: ${names.join(' → ')}.`;
      add('CLOUDFORMATION_CYCLE', 'warning', { template }, names[0], message, 'CloudFormation refuses the template.');
    },
    nestedMissing(stack: Stack, logicalId: string) {
      const message = `The template of the nested stack ${logicalId} is not in the input.`;
      const hint = 'Give its file as well: it is found by its name. Until then nothing it holds is known.';
      add('CLOUDFORMATION_NESTED_MISSING', 'warning', stack, logicalId, message, hint);
    },
    lost({ stack, logicalId }: Written, id: string) {
      const message = `${logicalId} is put into ${id}, which neither a template nor any answer has: it is left out.`;
      const hint = 'Collect the answers of its account and Region too.';
      add('OVERLAY_UNMATCHED', 'warning', stack, logicalId, message, hint);
    },
    unmatched(names: readonly string[], [template]: readonly Template[]) {
      if (names.length === 0 || !template) return;
      const message = `No template here has the resources that are listed of ${names.join(', ')}.`;
      const hint = 'Give the template of the stack, called like it or with logical ids that it has.';
      add('CLOUDFORMATION_STACK_UNMATCHED', 'warning', { template }, undefined, message, hint);
    },
    openLoop(stack: Stack, loop: string) {
      const message = `What ${loop} of ${stack.template.file} runs over is not known: what it makes is left out.`;
      add('CLOUDFORMATION_UNRESOLVED', 'warning', stack, loop, message, PARAMETERS);
    },
    inferredStack(stack: Stack, parameter: string, taken: string) {
      const message = `${parameter} of ${stack.template.file} is taken to be ${taken}: no other stack exports what it imports.`;
      add(
        'CLOUDFORMATION_INFERRED',
        'note',
        stack,
        undefined,
        message,
        `Say another by --parameters ${parameter}=NAME.`,
      );
    },
    perhaps({ stack, logicalId }: Written, why: string, isRead: boolean) {
      if (!isRead) return;
      const message = `Whether ${logicalId} is there, ${why} decides, which is unknown.`;
      add('CLOUDFORMATION_UNRESOLVED', 'warning', stack, logicalId, message, PARAMETERS);
    },
    /** Whether something may change the stack that nobody here runs. */
    transforms(stack: Stack): boolean {
      for (const [name, logicalId] of transformsOf(stack)) {
        const what = logicalId === undefined ? stack.template.file : `${logicalId} of ${stack.template.file}`;
        const message = `${name} changes ${what} when it is deployed; it is read as it is written, and what it adds is unknown.`;
        const hint = 'Give the processed template: aws cloudformation get-template --template-stage Processed.';
        add('CLOUDFORMATION_TRANSFORM', 'warning', stack, logicalId, message, hint);
      }
      return transformsOf(stack).length > 0;
    },
    unknown: (written: Written, argument: string, text: string) =>
      unresolved(written, argument, `it comes from ${text}`),
    ofResources(writtenOf: (resource: Resource) => Written): Planned['notes'] {
      return {
        unresolved: (resource, argument, why) => unresolved(writtenOf(resource), argument, why),
        inferred(resource, argument, taken) {
          const { stack, logicalId } = writtenOf(resource);
          const message = `${argument} of ${logicalId} is taken to be ${taken}.`;
          add('CLOUDFORMATION_INFERRED', 'note', stack, logicalId, message, 'Check it.');
        },
        noAddress(resource) {
          const { stack, logicalId } = writtenOf(resource);
          const message = `AWS will choose an address for ${logicalId}, and rules or routes treat those of its subnet differently, or its subnet is not known.`;
          add('CLOUDFORMATION_NO_ADDRESS', 'warning', stack, logicalId, message, 'Give it a private address.');
        },
      };
    },
    sum(stacks: readonly Stack[], chosen: number) {
      const [first] = stacks;
      if (first && chosen > 0) {
        const message = `Addresses that AWS chooses, ${chosen} of them, are not in templates: one that nothing tells from the others stands for each.`;
        const hint = 'Public ones are shown as 198.18.0.0/15, which nobody has.';
        add('CLOUDFORMATION_ADDRESS_CHOSEN', 'note', first, undefined, message, hint);
      }
      for (const stack of stacks) {
        const names = parametersWithout(stack).filter((name) => unknown.get(stack.id)?.has(name));
        if (names.length > 0) {
          const message = `Parameters of ${stack.template.file} that networks depend on have no value: ${names.join(', ')}.`;
          add(
            'CLOUDFORMATION_PARAMETERS',
            'warning',
            stack,
            undefined,
            message,
            `Give them: --parameters ${names[0]}=VALUE or FILE.`,
          );
        }
        const unread = new Map<string, number>();
        for (const one of Object.values(resourcesOf(stack))) {
          const type = typeOf(one);
          const isKnown = Object.hasOwn(translations, type) || type === EMPTIES_DEFAULT_GROUP;
          if (isUnreadPlace(type) || (!isKnown && (bearsOnNetworks(type) || CUSTOM.test(type))))
            unread.set(type, (unread.get(type) ?? 0) + 1);
        }
        if (unread.size === 0) continue;
        const list = [...unread].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, count]) => `${type} (${count})`);
        const message = `Not read from ${stack.template.file}: ${list.join(', ')}.`;
        add('CLOUDFORMATION_NOT_READ', 'note', stack, undefined, message, 'Import a dump as well.');
      }
    },
  };
}

const CUSTOM = /^Custom::|::CustomResource$/;
const PARAMETERS = 'What depends on it is unknown. Values of parameters are given by --parameters NAME=VALUE or FILE.';

/** Whether something makes interfaces in subnets that is not read: nobody can tell then which there are not. */
export function isUnreadPlace(type: string): boolean {
  return !Object.hasOwn(translations, type) && PLACES.test(type);
}

const PLACES =
  /^AWS::(?:EMR::(?:Cluster|Instance)|SageMaker::(?:NotebookInstance$|Domain|Cluster)|WorkSpaces::Workspace|ElasticBeanstalk::Environment|GlobalAccelerator::EndpointGroup|Glue::(?:DevEndpoint|Connection)|AppStream::Fleet|Grafana::Workspace|EC2::(?:SpotFleet|EC2Fleet|VerifiedAccessEndpoint|RouteServerEndpoint)|KinesisAnalyticsV2|ECS::TaskSet|KafkaConnect|CloudHSM|QuickSight::VPC|ODB|Cloud9::Environment|APS::Scraper|CloudFront::VpcOrigin|EVS::Environment)/;

/** Parameters that an expression names. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/!Ref ([A-Za-z0-9]+)|\$\{([A-Za-z0-9]+)\}/g)].flatMap(([, ref, sub]) => ref ?? sub ?? []);
}
