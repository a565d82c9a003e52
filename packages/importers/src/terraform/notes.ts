import type { DiagnosticLog } from '../diagnostic-log.ts';
import type { Notes } from './attributes.ts';
import { isUnreadPlace, typesRead } from './families/families.ts';
import type { Json } from './json.ts';
import type { Lost } from './live-holders.ts';
import type { TerraformForm } from './recognise.ts';
import type { Resource, TerraformDocument } from './resource.ts';

export interface TerraformNotes extends Notes {
  noAddress(resource: Resource): void;
  sum(document: TerraformDocument, chosen: number): void;
}

/** Says what a plan leaves open, by address and argument and never by value: values may be secret. */
export function notesOf(log: DiagnosticLog, file: string): TerraformNotes {
  const said = new Set<string>();
  const once = (code: string, severity: 'warning' | 'note', resource: Resource, message: string, hint: string) => {
    const key = `${code} ${resource.address} ${message}`;
    if (said.has(key)) return;
    said.add(key);
    log.add({ code, severity, message, hint, source: { file, pointer: resource.address } });
  };
  return {
    unresolved(resource, argument, why) {
      const message = `${argument} of ${resource.address} is known after apply, and ${why}.`;
      once('TERRAFORM_UNRESOLVED', 'warning', resource, message, 'What depends on it is unknown until it is applied.');
    },
    inferred(resource, argument, taken) {
      const message = `${argument} of ${resource.address} is taken to be ${taken}: the plan does not say which.`;
      once('TERRAFORM_INFERRED', 'note', resource, message, 'Check it; locals and functions are not in a plan.');
    },
    noAddress(resource) {
      const message = `AWS will choose an address for ${resource.address}, and rules or routes treat those of its subnet differently, or its subnet is not known.`;
      once(
        'TERRAFORM_NO_ADDRESS',
        'warning',
        resource,
        message,
        'Give it a private address, or ask again after apply.',
      );
    },
    sum({ resources }, chosen) {
      if (chosen > 0) {
        const message = `Addresses that AWS chooses, ${chosen} of them, are not in ${file}: one that nothing tells from the others stands for each.`;
        const hint = 'Public ones are shown as 198.18.0.0/15, which nobody has.';
        log.add({ code: 'TERRAFORM_ADDRESS_CHOSEN', severity: 'note', message, hint, source: { file, pointer: '' } });
      }
      const unread = new Map<string, number>();
      for (const { type, mode } of resources) {
        if (mode === 'managed' && isOfNetworks(type)) unread.set(type, (unread.get(type) ?? 0) + 1);
      }
      if (unread.size === 0) return;
      const list = [...unread].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, count]) => `${type} (${count})`);
      const message = `Not read from ${file}: ${list.join(', ')}.`;
      log.add({ code: 'TERRAFORM_NOT_READ', severity: 'note', message, source: { file, pointer: '' } });
    },
  };
}

/** Types that bear on networks and that no family reads; all others have nothing to do with packets. */
function isOfNetworks(type: string): boolean {
  return isUnreadPlace(type) || (!typesRead.has(type) && NETWORKS.test(type) && !ELSE.test(type));
}

const NETWORKS =
  /^aws_(?:vpc|ec2_(?!tag)|route|network|dx_|vpn|eks_(?:cluster|fargate)|elasticache_(?:cluster|repl)|redshift_cluster|opensearch_domain|efs_mount|security_group|vpclattice|globalaccelerator|lb_|alb_|nat_|eip|verified|apprunner_vpc|ecs_task_set|msk|mq_broker|docdb|neptune_cluster_i)/;

/** Of the same services, what no packet meets. */
const ELSE =
  /^aws_(?:vpc_(?:dhcp|ipam|endpoint_(?:policy|connection_notification)|peering_connection_options|network_performance)|ec2_(?:capacity|host|image|serial|availability|instance_metadata|network_insights|default_credit)|network_interface_permission|networkmanager_(?:global|site|device|link)|eip_domain_name|route53_(?:record|zone|health|key|query|delegation)|route53domains|route53_resolver_(?:query|dnssec|firewall|config)|dx_gateway_association_proposal|networkfirewall_(?:logging|resource_policy|tls))/;

/** Whether the document is worth reading, and what is odd about it. */
export function noteDocument(log: DiagnosticLog, document: Json, form: TerraformForm, file: string): boolean {
  const add = (severity: 'error' | 'warning' | 'note', message: string, hint: string) => {
    log.add({ code: 'TERRAFORM_FORM', severity, message, hint, source: { file, pointer: '' } });
  };
  if (form === 'old-state' || (form === 'raw-state' && document.version !== 4)) {
    add(
      'error',
      `${file} is a state of an old form (version ${String(document.version)}).`,
      'Write it by terraform show -json.',
    );
    return false;
  }
  if (form === 'empty-state') {
    add(
      'note',
      `${file} is the answer of terraform show without a state.`,
      'Run it where the state is, or give it a plan.',
    );
    return false;
  }
  if (document.errored === true) {
    add(
      'warning',
      `${file} is a plan that failed: it does not hold all that will be.`,
      'Correct the configuration and plan again.',
    );
  }
  return true;
}

/** Says of what is put into something that neither the plan nor the answers have. */
export function noteLost(log: DiagnosticLog, file: string, lost: readonly Lost[]): void {
  for (const { resource, argument, id } of lost) {
    log.add({
      code: 'OVERLAY_UNMATCHED',
      severity: 'warning',
      message: `${resource.address} is put into ${id} (${argument}), which neither ${file} nor any answer has: it is left out.`,
      hint: 'Collect the answers of its account and Region too.',
      source: { file, pointer: resource.address },
    });
  }
}
