/** Links and bold that did not come along. */
import type { Check } from './warning.ts';

export const checkLinks: Check = ({ source, target }) => {
  const left = target.links.map(({ href }) => href);
  const lost = (source?.links ?? []).filter(({ href }) => {
    const at = left.indexOf(href);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  // A link that leads to the story in the reader's language stands for the one in the source.
  return lost.slice(left.length).map(({ href, from, to }) => ({
    check: 'link',
    key: `link:${href}`,
    message: 'The source has a link here; this passage does not.',
    at: { side: 'source', from, to },
    fix: null,
  }));
};

export const checkBold: Check = ({ source, target }) => {
  const [first] = source?.bold ?? [];
  if (first === undefined || target.bold.length > 0) return [];
  return [
    {
      check: 'bold',
      key: 'bold',
      message: 'The source has bold words here; this passage has none.',
      at: { side: 'source', ...first },
      fix: null,
    },
  ];
};
