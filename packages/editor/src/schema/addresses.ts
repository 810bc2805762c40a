/** What may be linked to or shown as a picture. Everything else never gets past reading or rendering. */

const LINK_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
const PICTURE_DATA = /^data:image\/(?:png|jpeg|gif|webp|avif);/i;
const ANY_BASE = 'https://base.invalid/';

function protocolOf(address: string, base?: string): string | null {
  return URL.canParse(address, base) ? new URL(address, base).protocol : null;
}

/** The address as it was written if it is an absolute http, https or mailto one, else null. */
export function safeHref(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const protocol = protocolOf(value);
  return protocol !== null && LINK_PROTOCOLS.has(protocol) ? value : null;
}

/** What a person typed as a link: `example.org/a` is taken as https, `desk@example.org` as mailto. Null: not a link. */
export function hrefFromInput(input: string): string | null {
  const typed = input.trim();
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(typed)) return safeHref(`mailto:${typed}`);
  if (/^[^\s/:?#]+\.[^\s/:?#]+(?:[/:?#]\S*)?$/.test(typed)) return safeHref(`https://${typed}`);
  return safeHref(typed);
}

/** A picture's address if it is http, https, an image as data, or relative to the newsroom's server; else null. */
export function safePictureSource(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  if (PICTURE_DATA.test(value)) return value;
  const protocol = protocolOf(value, ANY_BASE);
  return protocol === 'https:' || protocol === 'http:' ? value : null;
}
