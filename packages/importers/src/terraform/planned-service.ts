/** The id of an endpoint service that is not there yet: endpoints find it by the end of its name, which has this form. */
export function plannedService(id: string): string {
  return `vpce-svc-${id.toLowerCase().replaceAll(/[^0-9a-z]+/g, '-')}`;
}
