/** The link mark: an address and nothing else. */
import { Mark } from '@tiptap/core';
import { hrefFromInput, safeHref } from './addresses.ts';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    link: {
      /** Links the selection, or the link around the caret, to what was typed. False: not a link we take. */
      setLink: (address: string) => ReturnType;
      /** Takes the link away from the selection, or the whole link around the caret. */
      unsetLink: () => ReturnType;
    };
  }
}

export const Link = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [
    { tag: 'a[href]', getAttrs: (element) => (safeHref(element.getAttribute('href')) === null ? false : null) },
  ],
  renderHTML: ({ mark }) => {
    const href = safeHref(mark.attrs.href);
    return ['a', href === null ? {} : { href, rel: 'noopener noreferrer nofollow' }, 0];
  },
  addCommands() {
    return {
      setLink:
        (address) =>
        ({ chain }) => {
          const href = hrefFromInput(address);
          return href !== null && chain().extendMarkRange(this.name).setMark(this.name, { href }).run();
        },
      unsetLink:
        () =>
        ({ chain }) =>
          chain().extendMarkRange(this.name).unsetMark(this.name).run(),
    };
  },
});
