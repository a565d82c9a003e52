import { escapeText } from '../render/escape-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text for XML and HTML, between tags or in an attribute. */
export function escapeMarkup(text: string): string {
  return escapeText(text).replace(/[&<>"']/g, (found) => ENTITIES[found] as string);
}
