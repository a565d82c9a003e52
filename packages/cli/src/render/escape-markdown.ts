/** Text of the input that Markdown shows as it is: no links, mentions, tables, HTML or emphasis of its making. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[&<>@#\\`*_{}[\]|~]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replaceAll('://', ':&#47;&#47;')
    .replaceAll('www.', 'www&#46;');
}

/** Code that nothing of the input can end. */
export function codeSpan(text: string): string {
  return `\`${text.replaceAll('`', '')}\``;
}
