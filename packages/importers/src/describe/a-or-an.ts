/** The title of a record type with its article: `an RDS DB instance`, `a NAT gateway`, but `attributes of a listener`. */
export function aOrAn(title: string): string {
  if (/^(?:\w+s (?:of|to) |health |prefix list references )/.test(title)) return title;
  return `${/^(?:[aeio]|RDS)/i.test(title) ? 'an' : 'a'} ${title}`;
}
